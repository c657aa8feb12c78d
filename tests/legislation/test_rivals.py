"""What is proposed on one article, beside its text."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from legislation.models import Citation, Proposal, Round
from legislation.queries import comparison, rival_groups
from tests.factories import Cast, signed_in
from tests.legislation.made import article
from tests.legislation.rivalling import changes, open_round, put_forward, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    return open_round(cast)


def codes(found: list[list[Proposal]]) -> list[list[str]]:
    return [[each.code[-3:] for each in group] for group in found]


def test_changes_of_the_same_words_are_a_group_and_others_stand_alone(cast: Cast, row: Round) -> None:
    reworded(put_forward(cast, row), 4, "عشرين ساعة", "ثلاثين ساعة")
    reworded(put_forward(cast, row), 4, "بموافقته الخطية", "بموافقته")
    reworded(put_forward(cast, row), 4, "عشرين ساعة", "خمس عشرة ساعة")
    assert codes(rival_groups(cast.omar, row, article(row.instrument, 4))) == [["001", "003"], ["002"]]


def test_the_words_that_two_want_are_named(cast: Cast, row: Round) -> None:
    reworded(put_forward(cast, row), 4, "عشرين ساعة", "ثلاثين ساعة")
    reworded(put_forward(cast, row), 4, "عشرين ساعة", "خمس عشرة ساعة")
    first = comparison(cast.omar, row, article(row.instrument, 4)).groups[0][0]
    assert [(rival.proposal.code[-3:], rival.words) for rival in first.against] == [
        ("002", [("عشرين", "ثلاثين", "خمس عشرة")])
    ]


def test_a_repeal_competes_with_all_within_it_and_says_who_cites_the_article(cast: Cast, row: Round) -> None:
    changes(put_forward(cast, row), 6, "repeal")
    reworded(put_forward(cast, row), 6, "إصابات العمل", "حوادث العمل")
    tenth = article(row.instrument, 10).texts.get()
    Citation.objects.create(text=tenth, words="المادتين 6 و 8", start=20, provision=article(row.instrument, 6))
    on = article(row.instrument, 6)
    assert codes(rival_groups(cast.omar, row, on)) == [["001", "002"]]
    page = signed_in(cast.omar).get(f"/rounds/{row.pk}/provisions/{on.pk}/")
    assert "المادتين 6 و 8" in page.content.decode()


def test_a_term_counts_only_where_it_stands(cast: Cast, row: Round) -> None:
    changes(put_forward(cast, row), None, "replace_term", term="الجهة", new_term="المنظمة")
    found = comparison(cast.omar, row, article(row.instrument, 5))
    assert [(wording.hits, "المنظمة" in wording.after) for wording in found.rows[0].wordings] == [(1, True)]
    assert comparison(cast.omar, row, article(row.instrument, 12)).count == 0


def test_drafts_of_others_are_not_compared_and_withdrawn_ones_only_named(cast: Cast, row: Round) -> None:
    reworded(put_forward(cast, row, status="draft"), 4, "عشرين", "ثلاثين")
    gone = put_forward(cast, row, status="withdrawn")
    reworded(gone, 4, "عشرين", "ثلاثين")
    found = comparison(cast.hala, row, article(row.instrument, 4))
    assert (found.count, found.ended) == (0, [gone])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    cast: Cast, row: Round, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        reworded(put_forward(cast, row), 4, "عشرين", f"{number + 30}")
    client, on = signed_in(cast.hala), article(row.instrument, 4)
    client.get(f"/rounds/{row.pk}/provisions/{on.pk}/")
    with django_assert_num_queries(21):  # type: ignore[operator]
        assert client.get(f"/rounds/{row.pk}/provisions/{on.pk}/").status_code == 200


def test_of_many_the_largest_group_comes_first_and_the_rest_on_further_pages(
    cast: Cast, row: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legislation.views.rivals.PAGE", 3)
    reworded(put_forward(cast, row), 4, "بموافقته الخطية", "بموافقته")
    for words in ("ثلاثين", "أربعين", "خمسين", "ستين"):
        reworded(put_forward(cast, row), 4, "عشرين", words)
    address = f"/rounds/{row.pk}/provisions/{article(row.instrument, 4).pk}/"
    first, second = (signed_in(cast.hala).get(f"{address}{query}").content.decode() for query in ("", "?page=2"))
    cards = [sorted(re.findall(r'id="proposal-(\d+)"', page), key=int) for page in (first, second)]
    one, *others = (str(pk) for pk in row.proposals.order_by("pk").values_list("pk", flat=True))
    assert cards == [others[:3], [one, others[3]]]
    assert f'href="?page=2#proposal-{others[3]}"' in first  # a rival that stands on the next page
    assert f'href="#proposal-{others[1]}"' in first
    assert 'hx-get="?page=2"' in first
    assert 'hx-get="?page=' not in second


def test_what_one_may_not_see_is_not_there(cast: Cast, row: Round) -> None:
    on = article(row.instrument, 4)
    address = f"/rounds/{row.pk}/provisions/{on.pk}/"
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert Client().get(address).status_code == 404
    Round.objects.filter(pk=row.pk).update(visibility="public")
    assert Client().get(address).status_code == 200
    assert Client().get(f"/rounds/{row.pk}/provisions/999999/").status_code == 404


def test_what_was_written_against_an_earlier_text_is_said(cast: Cast, row: Round) -> None:
    change = reworded(put_forward(cast, row), 4, "عشرين", "ثلاثين")
    change.base_sha256 = "0" * 64
    change.save()
    wording = comparison(cast.omar, row, article(row.instrument, 4)).rows[0].wordings[0]
    assert wording.is_stale
    assert "ثلاثين" in wording.after
