"""Changes of a proposal: what each kind asks, what they are bound to, their order."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import add_amendment, edit_amendment, place_amendment, remove_amendment
from legislation.models import Amendment, Proposal, ProvisionText
from legislation.queries import term_hits
from tests.entries import entries_left
from tests.factories import Cast
from tests.legislation import made

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def one(cast: Cast) -> Proposal:
    row = made.open_round(cast)
    return made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")


def added(cast: Cast, one: Proposal, number: int | None, kind: str, **details: Any) -> Amendment:
    provision = made.article(one.round.instrument, number) if number else None
    given = {"client_id": uuid4(), "kind": kind, "provision": provision, **details}
    return add_amendment(actor=cast.actor("hala"), proposal=one, **given)


def test_a_change_is_bound_to_the_words_it_was_written_against(cast: Cast, one: Proposal) -> None:
    text = made.article(one.round.instrument, 6).texts.get()
    with entries_left() as left:
        row = added(cast, one, 6, "replace", new_text="نص آخر", base_sha256=text.sha256)
    told = {"code": one.code, "version": one.version + 1, "amendment": row.pk}
    assert left == [(one.stream, "amendment_added", one.pk, told)]
    assert (row.base, row.base_sha256) == (text, text.sha256)


@pytest.mark.parametrize(
    ("number", "kind", "details"),
    [
        (6, "insert_before", {"new_text": "مادة جديدة", "new_label": "مادة 5 مكرر"}),
        (6, "insert_after", {"new_text": "مادة جديدة", "new_heading": "عنوان"}),
        (6, "repeal", {}),
        (6, "renumber", {"new_label": "مادة 60"}),
        (6, "heading", {"new_heading": "عنوان آخر"}),
        (None, "replace_term", {"term": "المتطوع", "new_term": "المتطوّع"}),
    ],
)
def test_each_kind_of_change(cast: Cast, one: Proposal, number: int, kind: str, details: dict[str, Any]) -> None:
    row = added(cast, one, number, kind, **details)
    assert (row.kind, row.version) == (kind, 1)
    assert {name: getattr(row, name) for name in details} == details


@pytest.mark.parametrize(
    ("number", "kind", "details", "field", "code"),
    [
        (6, "replace", {"new_text": " "}, "new_text", "required"),
        (6, "insert_after", {"new_text": ""}, "new_text", "required"),
        (6, "insert_after", {"new_text": "نص", "new_kind": "item"}, "new_kind", "cannot_contain"),
        (6, "insert_after", {"new_text": "نص", "new_label": "؟"}, "new_label", "invalid_label"),
        (6, "renumber", {"new_label": ""}, "new_label", "invalid_label"),
        (None, "replace", {"new_text": "نص"}, "provision", "required"),
        (6, "burn", {}, "kind", "invalid_choice"),
        (None, "replace_term", {"term": "ا", "new_term": "ب"}, "term", "required"),
        (None, "replace_term", {"term": "المتطوع", "new_term": ""}, "new_term", "required"),
        (None, "replace_term", {"term": "المتطوع", "new_term": "المتطوع"}, "new_term", "nothing_changed"),
        (None, "replace_term", {"term": "الطائرات", "new_term": "السفن"}, "term", "no_hits"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, one: Proposal, number: int | None, kind: str, details: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        added(cast, one, number, kind, **details)
    assert [(name, errors[0].code) for name, errors in refused.value.error_dict.items()] == [(field, code)]


def test_a_change_on_itself_changes_nothing(cast: Cast, one: Proposal) -> None:
    article = made.article(one.round.instrument, 6)
    text = article.texts.get()
    for kind, details in (
        ("replace", {"new_text": text.text}),
        ("heading", {"new_heading": text.heading}),
        ("renumber", {"new_label": article.label}),
    ):
        with pytest.raises(ValidationError) as refused:
            added(cast, one, 6, kind, **details)
        assert next(iter(refused.value.error_dict.values()))[0].code == "nothing_changed"


def test_a_repealed_article_has_no_text_to_change(cast: Cast, one: Proposal) -> None:
    made.article(one.round.instrument, 6).texts.update(change="repeal", text="")
    for kind, details in (("replace", {"new_text": "نص"}), ("repeal", {}), ("insert_after", {"new_text": "نص"})):
        with pytest.raises(Conflict) as refusal:
            added(cast, one, 6, kind, **details)
        assert refusal.value.code == "repealed"


def test_a_changed_base_is_told_with_both_texts(cast: Cast, one: Proposal) -> None:
    article = made.article(one.round.instrument, 6)
    with pytest.raises(Conflict) as refusal:
        added(cast, one, 6, "replace", new_text="نص", base_sha256="f" * 64)
    assert refusal.value.code == "base_changed"
    assert refusal.value.more["current"]["text"] == article.texts.get().text
    row = one.amendments.get()
    ProvisionText.objects.filter(provision=row.provision).update(text="صُحّح", sha256="e" * 64)
    with pytest.raises(Conflict):
        edit_amendment(actor=cast.actor("hala"), amendment=row, version=1, new_text="نص")
    row = edit_amendment(actor=cast.actor("hala"), amendment=row, version=1, base_sha256="e" * 64)
    assert row.base_sha256 == "e" * 64


def test_one_proposal_says_one_thing_of_one_place(cast: Cast, one: Proposal) -> None:
    for kind, details in (("replace", {"new_text": "غيره"}), ("repeal", {})):
        with pytest.raises(Conflict) as refusal:
            added(cast, one, 5, kind, **details)
        assert refusal.value.code == "twice"
    added(cast, one, 5, "heading", new_heading="عنوان آخر")


def test_two_insertions_at_one_place_stand_in_their_order(cast: Cast, one: Proposal) -> None:
    first = added(cast, one, 5, "insert_after", new_text="أولى")
    second = added(cast, one, 5, "insert_after", new_text="ثانية")
    assert [row.pk for row in one.amendments.all()][1:] == [first.pk, second.pk]
    place_amendment(actor=cast.actor("hala"), amendment=second, place=2)
    assert [row.pk for row in one.amendments.all()][1:] == [second.pk, first.pk]
    with entries_left() as left:
        place_amendment(actor=cast.actor("hala"), amendment=second, place=2)
    assert left == []


def test_editing_keeps_the_wording_before(cast: Cast, one: Proposal) -> None:
    one.versions.all().delete()
    row = edit_amendment(actor=cast.actor("hala"), amendment=one.amendments.get(), version=1, new_text="نص أحدث")
    kept = one.versions.get()
    assert (row.version, kept.number, kept.shown["amendments"][0]["new_text"]) == (2, one.version, "نص جديد")
    with pytest.raises(Conflict) as refusal:
        edit_amendment(actor=cast.actor("hala"), amendment=row, version=1, new_text="غيره")
    assert refusal.value.code == "stale"
    with entries_left() as left:
        edit_amendment(actor=cast.actor("hala"), amendment=row, version=1, new_text="نص أحدث")
    assert left == []


def test_only_writers_change_it(cast: Cast, one: Proposal) -> None:
    row = one.amendments.get()
    for name in ("salma", "basel", "omar", "gharib"):
        actor = cast.actor(name)
        with pytest.raises(Refused):
            add_amendment(actor=actor, proposal=one, client_id=uuid4(), kind="repeal", provision=row.provision)
        with pytest.raises(Refused):
            edit_amendment(actor=actor, amendment=row, version=1, new_text="نص")
        with pytest.raises(Refused):
            remove_amendment(actor=actor, amendment=row)
        with pytest.raises(Refused):
            place_amendment(actor=actor, amendment=row, place=1)
    remove_amendment(actor=cast.actor("hala"), amendment=row)
    assert not one.amendments.exists()
    with pytest.raises(Conflict):
        edit_amendment(actor=cast.actor("hala"), amendment=row, version=1, new_text="نص")


def test_the_same_form_twice_is_one_change(cast: Cast, one: Proposal) -> None:
    key = uuid4()
    row = added(cast, one, 6, "repeal", client_id=key)
    assert added(cast, one, 6, "repeal", client_id=key) == row
    with pytest.raises(Conflict):
        added(cast, one, 7, "repeal", client_id=key)


def test_hits_of_a_term_are_counted_by_article(cast: Cast, one: Proposal) -> None:
    hits = term_hits(one.round, "المتطوع")
    assert hits
    assert all(count >= 1 for count in hits.values())
    assert term_hits(one.round, "الطائرات") == {}
