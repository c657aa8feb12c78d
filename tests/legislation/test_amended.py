"""The law as amended, of what was adopted or chosen."""

from __future__ import annotations

from typing import Any

import pytest

from legislation.models import Round
from legislation.queries import as_amended, term_facts
from tests.factories import Cast, signed_in
from tests.legislation.made import article
from tests.legislation.rivalling import changes, open_round, put_forward, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    return open_round(cast)


def states(found: Any) -> dict[str, str]:
    return {line.row.clause.label: line.row.state for line in found.lines if line.row.state != "same"}


def test_without_a_choice_it_is_what_was_adopted(cast: Cast, row: Round) -> None:
    adopted = put_forward(cast, row, status="adopted")
    reworded(adopted, 4, "عشرين", "ثلاثين")
    reworded(put_forward(cast, row), 5, "/50000/", "/90000/")
    found = as_amended(cast.omar, row)
    assert states(found) == {"مادة 4": "changed"}
    line = next(line for line in found.lines if line.row.state == "changed")
    assert [(origin.proposal, "ثلاثين" in line.text_after) for origin in line.origins] == [(adopted, True)]


def test_chosen_ones_are_put_together_with_where_each_is_from(cast: Cast, row: Round) -> None:
    one, other = put_forward(cast, row), put_forward(cast, row)
    reworded(one, 4, "عشرين", "ثلاثين")
    reworded(other, 4, "الخطية", "المكتوبة")
    changes(other, 12, "insert_after", new_text="تصدر التعليمات التنفيذية.")
    changes(other, 8, "repeal")
    found = as_amended(cast.omar, row, [one.pk, other.pk])
    assert states(found) == {
        "مادة 4": "changed",
        "مادة 8": "repealed",
        "مادة 12 مكرر": "inserted",
    }
    assert [line.is_provisional for line in found.lines if line.row.state == "inserted"] == [True]
    fourth = next(line for line in found.lines if line.row.clause.label == "مادة 4")
    assert [origin.proposal for origin in fourth.origins] == [one, other]


def test_a_term_is_counted_and_listed(cast: Cast, row: Round) -> None:
    chosen = put_forward(cast, row)
    changes(chosen, None, "replace_term", term="الجهة الإدارية المختصة", new_term="الوزارة")
    (term,) = as_amended(cast.omar, row, [chosen.pk]).terms
    said = term_facts(term)
    assert [place["label"] for place in said["places"]] == ["مادة 9"]
    assert said["count"] == 1


def test_rivals_are_named_instead_of_a_law(cast: Cast, row: Round) -> None:
    one, other = put_forward(cast, row), put_forward(cast, row)
    for proposal, number in ((one, "ثلاثين"), (other, "أربعين")):
        reworded(proposal, 4, "عشرين", number)
    found = as_amended(cast.omar, row, [one.pk, other.pk])
    assert (found.lines, found.competing) == ([], [one, other])
    page = signed_in(cast.omar).get(f"/rounds/{row.pk}/as-amended/?with={one.pk}&with={other.pk}")
    assert page.status_code == 409
    assert one.code in page.content.decode()


def test_the_page_shows_marks_or_none(cast: Cast, row: Round) -> None:
    one = put_forward(cast, row)
    reworded(one, 4, "عشرين", "ثلاثين")
    client = signed_in(cast.omar)
    marked = client.get(f"/rounds/{row.pk}/as-amended/?with={one.pk}").content.decode()
    assert "<del>" in marked
    clean = client.get(f"/rounds/{row.pk}/as-amended/?with={one.pk}&marks=0&only=changed").content.decode()
    assert "<del>" not in clean
    assert article(row.instrument, 5).texts.get().text not in clean


def test_what_one_does_not_see_cannot_be_chosen(cast: Cast, row: Round) -> None:
    draft = put_forward(cast, row, status="draft")
    reworded(draft, 4, "عشرين", "ثلاثين")
    assert states(as_amended(cast.hala, row, [draft.pk])) == {}
    assert signed_in(cast.gharib).get(f"/rounds/{row.pk}/as-amended/").status_code == 404
