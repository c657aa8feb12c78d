"""Rows of a text on its way in: corrected, added, split, joined, moved, left out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import (
    delete_import_row,
    edit_import_row,
    insert_import_row,
    mend_import_doubt,
    merge_import_row,
    move_import_row,
    publish_import,
    split_import_row,
)
from legislation.models import TextImport
from legislation.queries.imports import letters_lost
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.brought import GAP, TEXT, an_import, read_row, told

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def refused(code: str, field: str, act: Any, **given: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        act(**given)
    assert refusal.value.error_dict[field][0].code == code


def test_only_those_who_keep_the_library_correct(cast: Cast) -> None:
    text_import = an_import(cast)
    row = read_row(text_import, "مادة 3")
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        actor = cast.actor(name)
        with pytest.raises(Refused):
            edit_import_row(actor=actor, row=row, label="مادة 4")
        with pytest.raises(Refused):
            insert_import_row(actor=actor, text_import=text_import, kind="article", label="مادة 9")
        with pytest.raises(Refused):
            split_import_row(actor=actor, row=row, at=10)
        with pytest.raises(Refused):
            merge_import_row(actor=actor, row=row)
        with pytest.raises(Refused):
            move_import_row(actor=actor, row=row, parent=None)
        with pytest.raises(Refused):
            delete_import_row(actor=actor, row=row)


def test_correcting_a_row_takes_away_what_looked_wrong(cast: Cast) -> None:
    text_import, salma = an_import(cast, text=GAP), cast.actor("salma")
    row = read_row(text_import, "مادة 5")
    with entries_left() as left:
        edit_import_row(actor=salma, row=row, label="مادة 4", version=1)
    assert left == [(f"user.{cast.salma.pk}", "import_row_edited", text_import.pk, {"row": row.pk})]
    assert not text_import.doubts.exists()
    text_import.refresh_from_db()
    assert text_import.version == 2
    edit_import_row(actor=salma, row=row, label="مادة 7")
    assert [doubt.code for doubt in text_import.doubts.all()] == ["gap"]


def test_of_two_who_correct_at_once_the_later_one_is_told(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    row = read_row(text_import, "مادة 3")
    edit_import_row(actor=salma, row=row, text="نص.", version=1)
    with pytest.raises(Conflict) as refusal:
        edit_import_row(actor=salma, row=row, text="نص آخر.", version=1)
    assert refusal.value.code == "stale"


def test_a_row_stays_within_the_structure_of_a_law(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    row = read_row(text_import, "مادة 2")
    refused("not_within", "kind", edit_import_row, actor=salma, row=row, kind="chapter")
    refused("required", "label", edit_import_row, actor=salma, row=row, label="  ")
    refused("max_length", "heading", edit_import_row, actor=salma, row=row, heading="س" * 401)
    refused("not_within", "parent", move_import_row, actor=salma, row=row, parent=read_row(text_import, "أ"))
    refused(
        "not_within",
        "kind",
        insert_import_row,
        actor=salma,
        text_import=text_import,
        kind="article",
        label="مادة 9",
        parent=row,
    )


def test_a_published_text_is_not_corrected(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    publish_import(actor=salma, text_import=text_import)
    with pytest.raises(Conflict) as refusal:
        edit_import_row(actor=salma, row=read_row(text_import, "مادة 3"), text="نص.")
    assert refusal.value.code == "wrong_status"


def test_a_row_that_was_not_read_is_added_where_it_belongs(cast: Cast) -> None:
    text_import, salma = an_import(cast, text=GAP), cast.actor("salma")
    third = read_row(text_import, "مادة 3")
    made = insert_import_row(
        actor=salma,
        text_import=text_import,
        kind="article",
        label="مادة 4",
        text="نص.",
        parent=third.parent,
        after=third,
    )
    assert [label for _outer, kind, label, _text in told(text_import) if kind == "article"] == [
        *("مادة 1", "مادة 2", "مادة 3", "مادة 4", "مادة 5"),
    ]
    assert made.parent == third.parent
    assert not text_import.doubts.exists()
    letter = read_row(text_import, "أ")
    refused(
        "not_beside",
        "after",
        insert_import_row,
        actor=salma,
        text_import=text_import,
        kind="article",
        label="مادة 9",
        parent=third.parent,
        after=letter,
    )
    other = an_import(cast, text_import.instrument)
    refused(
        "does_not_exist",
        "parent",
        insert_import_row,
        actor=salma,
        text_import=other,
        kind="article",
        label="مادة 9",
        parent=third.parent,
    )


def test_a_row_is_split_at_what_its_beginning_says(cast: Cast) -> None:
    text = TEXT.replace("مادة 3-", "وهنا مادة 3-").replace("ب- لجنة.\n", "ب- لجنة. ")
    text_import, salma = an_import(cast, text=text), cast.actor("salma")
    row = read_row(text_import, "ب")
    made = split_import_row(actor=salma, row=row, at=row.text.index("مادة 3-"))
    assert (made.kind, made.label, made.parent) == ("article", "مادة 3", read_row(text_import, "الباب الأول"))
    assert read_row(text_import, "ب").text == "لجنة. وهنا"
    assert letters_lost(text_import, list(text_import.nodes.all())) == 0
    assert not text_import.doubts.exists()
    first = read_row(text_import, "مادة 1")
    part = split_import_row(actor=salma, row=first, at=first.text.index("كل"), kind="paragraph", label="أ")
    assert told(text_import)[1:3] == [
        ("الباب الأول", "article", "مادة 1", "يقصد بالملتقى"),
        ("مادة 1", "paragraph", "أ", "كل اجتماع تنسيقي."),
    ]
    assert part.parent_id == first.pk
    for at in (0, 4000):
        refused("not_there", "at", split_import_row, actor=salma, row=first, at=at)


def test_parts_behind_the_words_that_go_stand_behind_them_still(cast: Cast) -> None:
    text = TEXT.replace("مادة 2- يكون للملتقى:", "مادة 2- يكون للملتقى نظام. مادة 22- وله:")
    text_import, salma = an_import(cast, text=text), cast.actor("salma")
    row = read_row(text_import, "مادة 2")
    made = split_import_row(actor=salma, row=row, at=row.text.index("مادة 22"))
    assert [part.label for part in made.parts.all()] == ["أ", "ب"]
    assert not row.parts.exists()


def test_a_row_is_joined_to_the_one_above_with_all_its_words(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    above = merge_import_row(actor=salma, row=read_row(text_import, "ب"))
    assert (above.label, above.text) == ("أ", "أمانة سر.\nب- لجنة.")
    assert letters_lost(text_import, list(text_import.nodes.all())) == 0
    with pytest.raises(Conflict) as refusal:
        merge_import_row(actor=salma, row=read_row(text_import, "مادة 1"))
    assert refusal.value.code == "nothing_above"
    with pytest.raises(Conflict) as refusal:
        merge_import_row(actor=salma, row=read_row(text_import, "الباب الأول"))
    assert refusal.value.code == "nothing_above"
    second = read_row(text_import, "مادة 2")
    joined = merge_import_row(actor=salma, row=second)
    assert [part.label for part in joined.parts.all()] == ["أ"]
    with pytest.raises(Conflict) as refusal:
        merge_import_row(actor=salma, row=read_row(text_import, "الباب الثاني"))
    assert refusal.value.code == "not_within"


def test_a_row_moves_with_what_stands_in_it(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    row, home = read_row(text_import, "مادة 2"), read_row(text_import, "الباب الثاني")
    with entries_left() as left:
        move_import_row(actor=salma, row=row, parent=home, after=read_row(text_import, "مادة 4"))
    assert left == [(f"user.{cast.salma.pk}", "import_row_moved", text_import.pk, {"row": row.pk})]
    assert [label for _outer, _kind, label, _text in told(text_import)] == [
        *("الباب الأول", "مادة 1", "مادة 3", "الباب الثاني", "مادة 4", "مادة 2", "أ", "ب"),
    ]
    assert {doubt.code for doubt in text_import.doubts.all()} == {"gap", "backwards"}
    move_import_row(actor=salma, row=row, parent=None)
    assert told(text_import)[0][2] == "مادة 2"
    refused("not_within", "parent", move_import_row, actor=salma, row=home, parent=home)
    letter = read_row(text_import, "أ")
    refused("not_beside", "after", move_import_row, actor=salma, row=row, parent=home, after=letter)


def test_a_row_is_left_out_with_what_stands_in_it(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    row = read_row(text_import, "مادة 2")
    pk = row.pk
    with entries_left() as left:
        delete_import_row(actor=salma, row=row, version=1)
    assert left == [(f"user.{cast.salma.pk}", "import_row_deleted", text_import.pk, {"row": pk})]
    assert text_import.nodes.count() == 5
    assert [doubt.code for doubt in text_import.doubts.all()] == ["gap"]
    assert letters_lost(TextImport.objects.get(), list(text_import.nodes.all())) > 0


PDF_TEXT = (
    "قانون\n" + "\n".join(f"مادة {number}- نص." for number in [*range(1, 13), 31, 14]) + "\nمادة 15- ال يجوز ذلك."
)


def test_what_a_rule_mends_is_mended_once_somebody_says_so(cast: Cast) -> None:
    text_import, salma = an_import(cast, text=PDF_TEXT), cast.actor("salma")
    mirrored, swapped = (text_import.doubts.get(code=code) for code in ("mirrored", "lam_alef"))
    with pytest.raises(Refused):
        mend_import_doubt(actor=cast.actor("basel"), doubt=mirrored)
    with entries_left() as left:
        row = mend_import_doubt(actor=salma, doubt=mirrored)
    facts = {"row": row.pk, "code": "mirrored"}
    assert left == [(f"user.{cast.salma.pk}", "import_doubt_mended", text_import.pk, facts)]
    assert row.label == "مادة 13"
    assert mend_import_doubt(actor=salma, doubt=swapped).text == "لا يجوز ذلك."
    assert not text_import.doubts.exists()
    with pytest.raises(Conflict) as refusal:
        mend_import_doubt(actor=salma, doubt=mirrored)
    assert refusal.value.code == "gone"
    gap = an_import(cast, text_import.instrument, GAP).doubts.get()
    with pytest.raises(Conflict) as refusal:
        mend_import_doubt(actor=salma, doubt=gap)
    assert refusal.value.code == "not_mendable"
    broken = an_import(cast, text_import.instrument, "مادة 1- \ufefb يجوز.").doubts.get(code="broken_letters")
    assert mend_import_doubt(actor=salma, doubt=broken).text == "لا يجوز."


def test_one_is_mended_by_a_press_and_over_the_calls(cast: Cast) -> None:
    text_import, client = an_import(cast, text=PDF_TEXT), signed_in(cast.salma)
    mirrored, swapped = (text_import.doubts.get(code=code) for code in ("mirrored", "lam_alef"))
    page = f"/text-imports/{text_import.pk}/"
    assert f"/import-doubts/{mirrored.pk}/mend/" in client.get(page).content.decode()
    assert signed_in(cast.basel).post(f"/import-doubts/{mirrored.pk}/mend/").status_code == 404
    client.post(f"/import-doubts/{mirrored.pk}/mend/")
    answer = client.put(f"/api/import-doubts/{swapped.pk}/mend/", {}, content_type="application/json")
    assert answer.json()["text"] == "لا يجوز ذلك."
    assert not text_import.doubts.exists()
