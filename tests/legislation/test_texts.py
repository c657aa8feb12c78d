"""Texts in time: published, published anew, changed, inserted, repealed and corrected by hand; a law on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.actors import Actor
from journal.refusals import Conflict, Refused
from legislation.actions import (
    change_text,
    correct_text,
    insert_provision,
    note_citations,
    publish_import,
    repeal_provision,
)
from legislation.models import Citation, Instrument, InstrumentLink, Provision, ProvisionText
from legislation.queries.texts import akoma_of, compared, days_of, history_of, text_on
from tests.entries import entries_left
from tests.factories import Cast
from tests.legislation.brought import TEXT, a_file, an_import, bare_law, law_with_text
from tests.legislation.made import article

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def fresh() -> dict[str, Any]:
    return {"client_id": uuid4()}


DAY, LATER = date(2024, 1, 1), date(2025, 1, 1)
LATER_TEXT = (
    TEXT.replace("تدعو أمانة السر إلى الاجتماع", "تدعو اللجنة إلى الاجتماع")
    .replace("ب- لجنة.\n", "ب- لجنة.\nج- مكتب.\n")
    .replace("مادة 1- يقصد بالملتقى كل اجتماع تنسيقي.\n", "")
)


def labels(law: Instrument, day: date) -> list[str]:
    return [row.provision.label for row in text_on(law, day) if not row.is_repealed]


def refused(code: str, field: str, act: Any, **given: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        act(**given)
    assert refusal.value.error_dict[field][0].code == code


def conflict(code: str, act: Any, **given: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        act(**given)
    assert refusal.value.code == code


# Published ------------------------------------------------------------------------------------------------------------
def test_a_text_is_published_once_with_its_citations(cast: Cast) -> None:
    text_import, salma = an_import(cast), cast.actor("salma")
    law = text_import.instrument
    with entries_left() as left:
        publish_import(actor=salma, text_import=text_import, valid_from=DAY, version=1, text_version=0)
    facts = {"text_version": 1, "new": 8, "changed": 0, "gone": 0}
    assert left == [(law.stream, "import_published", text_import.pk, facts)]
    assert [row.eid for row in law.provisions.all()] == [
        *("part_1", "part_1__art_1", "part_1__art_2", "part_1__art_2__para_a", "part_1__art_2__para_b"),
        *("part_1__art_3", "part_2", "part_2__art_4"),
    ]
    assert {row.change for row in ProvisionText.objects.all()} == {"original"}
    note_citations(actor=Actor.clock(), instrument=law)
    found = Citation.objects.order_by("text__provision__position", "start")
    assert [(each.words, each.provision) for each in found] == [
        ("المادة 1", article(law, 1)),
        ("المادتين 2", article(law, 2)),
        ("3", article(law, 3)),
    ]
    assert text_on(law, date(2023, 12, 31)) == []
    assert len(text_on(law, DAY)) == 8
    conflict("wrong_status", publish_import, actor=salma, text_import=text_import)
    conflict("nothing_changed", publish_import, actor=salma, text_import=an_import(cast, law), valid_from=LATER)


def test_a_later_text_makes_new_versions_and_no_doubles(cast: Cast) -> None:
    law, by, salma = law_with_text(cast), bare_law(cast, number="8"), cast.actor("salma")
    later = an_import(cast, law, LATER_TEXT)
    salma_says: dict[str, Any] = {"actor": salma, "text_import": later}
    conflict("doubts_open", publish_import, **salma_says, valid_from=LATER)
    later.doubts.update(is_grave=False)
    refused("required", "valid_from", publish_import, **salma_says)
    refused("same_law", "changed_by", publish_import, **salma_says, valid_from=LATER, changed_by=law)
    conflict("stale", publish_import, **salma_says, valid_from=LATER, text_version=0)
    conflict("stale", publish_import, **salma_says, valid_from=LATER, version=7)
    conflict("would_remove", publish_import, **salma_says, is_correction=True)
    publish_import(**salma_says, valid_from=LATER, changed_by=by, note="جديد")
    assert labels(law, DAY) == ["الباب الأول", "مادة 1", "مادة 2", "أ", "ب", "مادة 3", "الباب الثاني", "مادة 4"]
    assert labels(law, LATER) == ["الباب الأول", "مادة 2", "أ", "ب", "ج", "مادة 3", "الباب الثاني", "مادة 4"]
    assert law.provisions.count() == 9
    assert [(row.provision.label, row.state) for row in compared(law, DAY, LATER)] == [
        ("مادة 1", "repealed"),
        ("ج", "inserted"),
        ("مادة 3", "changed"),
    ]
    changed = article(law, 3).texts.get(valid_to=None)
    assert (changed.change, changed.valid_from, changed.changed_by, changed.note) == ("replace", LATER, by, "جديد")
    law.refresh_from_db()
    assert (law.status, law.text_version) == ("amended", 2)
    assert InstrumentLink.objects.get().kind == "amends"
    refused("too_early", "valid_from", publish_import, actor=salma, text_import=an_import(cast, law), valid_from=LATER)
    publish_import(actor=salma, text_import=an_import(cast, law), valid_from=date(2026, 1, 1))
    assert labels(law, date(2026, 1, 1)) == labels(law, DAY)
    assert article(law, 1).texts.count() == 3


def test_our_copy_is_corrected_where_it_stands(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    before = article(law, 3).texts.get()
    better = an_import(cast, law, TEXT.replace("إلى الاجتماع", "إلى اجتماع"))
    publish_import(actor=salma, text_import=better, is_correction=True)
    after = article(law, 3).texts.get()
    assert (after.pk, after.change, after.valid_from) == (before.pk, "correct", None)
    assert after.sha256 != before.sha256
    law.refresh_from_db()
    assert law.status == "in_force"


# By hand --------------------------------------------------------------------------------------------------------------
def test_only_those_who_keep_the_library_change_texts(cast: Cast) -> None:
    law = law_with_text(cast)
    row = article(law, 3)
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        actor = cast.actor(name)
        with pytest.raises(Refused):
            change_text(**fresh(), actor=actor, provision=row, valid_from=LATER, text="نص.")
        with pytest.raises(Refused):
            insert_provision(**fresh(), actor=actor, instrument=law, kind="article", label="مادة 9", valid_from=LATER)
        with pytest.raises(Refused):
            repeal_provision(actor=actor, provision=row, valid_from=LATER)
        with pytest.raises(Refused):
            correct_text(actor=actor, text=row.texts.get(), words="نص.")


def test_a_new_text_holds_from_a_day_on(cast: Cast) -> None:
    law, by, salma = law_with_text(cast), bare_law(cast, number="8"), cast.actor("salma")
    row, seen = article(law, 3), article(law, 3).texts.get().sha256
    with entries_left() as left:
        change_text(
            **fresh(),
            actor=salma,
            provision=row,
            valid_from=LATER,
            text="تدعو اللجنة.",
            changed_by=by,
            seen=seen,
        )
    assert left == [(law.stream, "text_changed", row.pk, {"valid_from": "2025-01-01"})]
    old, new = row.texts.all()
    assert (old.valid_to, new.valid_from, new.valid_to) == (LATER, LATER, None)
    said = {day: next(each.text.text for each in text_on(law, day) if each.provision == row) for day in (DAY, LATER)}
    assert said[LATER] == "تدعو اللجنة."
    assert said[DAY].startswith("تدعو أمانة السر")
    assert [(each.state, each.after.change) for each in history_of(row) if each.after] == [
        ("changed", "replace"),
        ("inserted", "original"),
    ]
    assert days_of(law) == [LATER]
    given = {"actor": salma, "provision": row}
    conflict("stale", change_text, **given, **fresh(), valid_from=date(2026, 1, 1), text="نص.", seen=seen)
    refused("too_early", "valid_from", change_text, **given, **fresh(), valid_from=LATER, text="نص.")
    refused("unchanged", "text", change_text, **given, **fresh(), valid_from=date(2026, 1, 1), text="تدعو اللجنة.")
    refused("required", "text", change_text, **given, **fresh(), valid_from=date(2026, 1, 1), text=" ")
    refused("same_law", "changed_by", change_text, **given, **fresh(), valid_from=LATER, text="نص.", changed_by=law)


def test_a_form_sent_again_changes_a_text_once(cast: Cast) -> None:
    law, by, salma = law_with_text(cast), bare_law(cast, number="8"), cast.actor("salma")
    row, key = article(law, 3), uuid4()
    given: dict[str, Any] = {"actor": salma, "provision": row, "client_id": key, "valid_from": LATER}
    given |= {"text": "تدعو اللجنة. ", "changed_by": by, "note": "الجريدة الرسمية", "seen": row.texts.get().sha256}
    made = change_text(**given)
    with entries_left() as left:
        assert change_text(**given) == made
    assert left == []
    others: list[dict[str, Any]] = [
        {"text": "غيره"},
        {"heading": "عنوان"},
        {"valid_from": date(2025, 1, 2)},
        {"changed_by": None},
        {"note": ""},
        {"provision": article(law, 4)},
    ]
    for other in others:
        conflict("client_id_reused", change_text, **(given | other))
    assert row.texts.count() == 2


def test_a_form_sent_again_inserts_once(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    second = article(law, 2)
    given: dict[str, Any] = {"actor": salma, "instrument": law, "client_id": uuid4(), "kind": "article"}
    given |= {"label": "مادة 2 مكرر", "text": "نص.", "valid_from": LATER, "parent": second.parent, "after": second}
    made = insert_provision(**given)
    with entries_left() as left:
        assert insert_provision(**given) == made
    assert left == []
    for other in ({"label": "مادة 2 مكرر 2"}, {"text": "غيره"}, {"valid_from": DAY}, {"kind": "item"}):
        conflict("client_id_reused", insert_provision, **(given | other))
    conflict("client_id_reused", insert_provision, **(given | {"instrument": law_with_text(cast, number="9")}))


def test_what_is_repealed_says_nothing_nor_does_what_stands_in_it(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    row = article(law, 2)
    with entries_left() as left:
        repeal_provision(actor=salma, provision=row, valid_from=LATER)
    assert left == [(law.stream, "provision_repealed", row.pk, {"valid_from": "2025-01-01"})]
    assert labels(law, DAY)[2:5] == ["مادة 2", "أ", "ب"]
    assert labels(law, LATER)[2:3] == ["مادة 3"]
    conflict("already_repealed", repeal_provision, actor=salma, provision=row, valid_from=date(2026, 1, 1))
    conflict("wrong_status", correct_text, actor=salma, text=row.texts.last(), words="نص.")
    change_text(**fresh(), actor=salma, provision=row, valid_from=date(2026, 1, 1), text="يعود.")
    assert row.texts.get(valid_to=None).change == "insert"


def test_an_article_is_inserted_with_a_name_of_its_own(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    second = article(law, 2)
    given: dict[str, Any] = {"actor": salma, "instrument": law, "kind": "article", "valid_from": LATER}
    with entries_left() as left:
        made = insert_provision(
            **given, **fresh(), label="مادة 2 مكرر", text="وفقاً للمادة 1.", parent=second.parent, after=second
        )
    assert left == [(law.stream, "provision_inserted", made.pk, {"valid_from": "2025-01-01"})]
    assert (made.eid, made.key) == ("part_1__art_2bis", "00002.01.00")
    assert labels(law, LATER) == [
        *("الباب الأول", "مادة 1", "مادة 2", "أ", "ب", "مادة 2 مكرر", "مادة 3", "الباب الثاني", "مادة 4"),
    ]
    note_citations(actor=Actor.clock(), instrument=law)
    assert Citation.objects.get(text__provision=made).provision == article(law, 1)
    refused("exists", "label", insert_provision, **given, **fresh(), label="المادة الثالثة", parent=second.parent)
    refused("required", "label", insert_provision, **given, **fresh(), label="", parent=second.parent)
    refused("not_within", "kind", insert_provision, **given, **fresh(), label="مادة 9", parent=second)
    refused("not_beside", "after", insert_provision, **given, **fresh(), label="مادة 9", after=second)
    other = law_with_text(cast, number="9")
    refused(
        "does_not_exist",
        "parent",
        insert_provision,
        **given,
        **fresh(),
        label="مادة 9",
        parent=other.provisions.first(),
    )


def test_there_is_always_room_between(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    home = Provision.objects.get(instrument=law, eid="part_2")
    for number in range(40, 20, -1):
        insert_provision(
            **fresh(),
            actor=salma,
            instrument=law,
            kind="article",
            label=f"مادة {number}",
            valid_from=LATER,
            text="نص.",
            parent=home,
        )
    assert labels(law, LATER)[7:] == [*(f"مادة {number}" for number in range(21, 41)), "مادة 4"]


def test_a_text_of_ours_is_corrected_with_all_that_hangs_on_it(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    text = article(law, 3).texts.get()
    with entries_left() as left:
        correct_text(actor=salma, text=text, words="تدعو أمانة السر إلى الاجتماع.", note="الجريدة الرسمية")
        correct_text(actor=salma, text=text, words="تدعو أمانة السر إلى الاجتماع.")
    assert left == [(law.stream, "text_corrected", text.provision_id, {})]
    text.refresh_from_db()
    assert (text.change, text.note) == ("correct", "الجريدة الرسمية")
    refused("required", "text", correct_text, actor=salma, text=text, words="", heading="")


# Out and in -----------------------------------------------------------------------------------------------------------
def test_a_law_goes_out_as_akoma_ntoso_and_comes_in_as_the_same(cast: Cast) -> None:
    law, salma = law_with_text(cast), cast.actor("salma")
    repeal_provision(actor=salma, provision=article(law, 1), valid_from=LATER)
    back = a_file(cast, law, akoma_of(law, DAY), "law.xml")
    conflict("nothing_changed", publish_import, actor=salma, text_import=of_today(cast, law), valid_from=LATER)
    assert not back.doubts.filter(code__in=("other_law", "other_country")).exists()
    publish_import(actor=salma, text_import=back, valid_from=date(2026, 1, 1))
    assert labels(law, date(2026, 1, 1)) == labels(law, DAY)
    assert akoma_of(law, DAY).decode().replace("2024-01-01", "") == akoma_of(law, date(2026, 1, 1)).decode().replace(
        "2026-01-01", ""
    )


def of_today(cast: Cast, law: Instrument) -> Any:
    """The text of today, out and in."""
    text_import = a_file(cast, law, akoma_of(law, LATER), "today.xml")
    text_import.doubts.update(is_grave=False)
    return text_import
