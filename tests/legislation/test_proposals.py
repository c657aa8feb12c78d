"""Drafting, handing in, putting forward, returning, withdrawing and taking over proposals."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import (
    add_amendment,
    create_proposal,
    discard_proposal,
    edit_proposal,
    freeze_round,
    hand_in_proposal,
    return_proposal,
    show_waiting_proposal,
    submit_proposal,
    take_over_proposal,
    withdraw_proposal,
)
from legislation.models import Proposal, ProvisionText
from legislation.permissions import (
    can_create_proposal,
    can_edit_proposal,
    can_return_proposal,
    can_submit_proposal,
    can_take_over_proposal,
    can_withdraw_proposal,
    proposals_for,
)
from tests.entries import entries_left
from tests.factories import Cast
from tests.legislation import made
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = "salma basel hala omar rania gharib"


def seers(cast: Cast, row: Proposal) -> str:
    return " ".join(name for name in NAMES.split() if row in proposals_for(getattr(cast, name)))


def test_any_member_begins_one_and_sees_it_alone(cast: Cast) -> None:
    row = made.open_round(cast)
    assert cast.who(can_create_proposal, row) == "basel hala omar"
    with entries_left() as left:
        first = create_proposal(actor=cast.actor("hala"), row=row, client_id=uuid4(), title="تقصير المهلة")
    assert left == [(first.stream, "proposal_created", first.pk, {"code": "A-1-001", "version": 1})]
    second = create_proposal(actor=cast.actor("omar"), row=row, client_id=uuid4(), title="مهلة أخرى")
    assert (first.code, second.code, first.organization) == ("A-1-001", "A-1-002", cast.association)
    assert (seers(cast, first), seers(cast, second)) == ("hala", "omar")
    with pytest.raises(Refused):
        create_proposal(actor=cast.actor("gharib"), row=row, client_id=uuid4(), title="مقترح")


def test_the_same_form_twice_is_one_proposal(cast: Cast) -> None:
    row, key = made.open_round(cast), uuid4()
    hala = cast.actor("hala")
    first = create_proposal(actor=hala, row=row, client_id=key, title="مقترح")
    assert create_proposal(actor=hala, row=row, client_id=key, title="مقترح") == first
    with pytest.raises(Conflict):
        create_proposal(actor=hala, row=row, client_id=key, title="غيره")
    with pytest.raises(ValidationError):
        create_proposal(actor=hala, row=row, client_id=uuid4(), title=" ")


def test_the_way_to_everybody(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    assert cast.who(can_edit_proposal, one) == "hala"
    assert cast.who(can_submit_proposal, one) == cast.who(can_return_proposal, one) == "basel"
    with entries_left() as left:
        one = hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    facts = {"code": one.code, "version": 2}
    assert left == [
        (one.stream, "proposal_handed_in", one.pk, facts),
        (f"user.{cast.basel.pk}", "proposal_handed_in", one.pk, {"code": one.code}),
    ]
    assert seers(cast, one) == "basel hala"
    with entries_left() as left:
        one = submit_proposal(actor=cast.actor("basel"), proposal=one, version=2)
    told = sorted([one.stream, row.stream, f"org.{cast.association.pk}"])
    assert left == [
        *[(name, "proposal_submitted", one.pk, facts) for name in told],
        (f"user.{cast.hala.pk}", "proposal_submitted", one.pk, {"code": one.code}),
    ]
    assert seers(cast, one) == "salma basel hala omar"
    assert (one.signed_by, one.versions.get(number=2).shown["amendments"][0]["new_text"]) == (cast.basel, "نص جديد")


def test_nobody_else_puts_it_forward_or_returns_it(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    for name in ("salma", "hala", "omar", "gharib"):
        with pytest.raises(Refused):
            submit_proposal(actor=cast.actor(name), proposal=one)
        with pytest.raises(Refused):
            return_proposal(actor=cast.actor(name), proposal=one, reason="لا")


def test_the_signatory_returns_it_with_a_reason(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    hala, basel = cast.actor("hala"), cast.actor("basel")
    hand_in_proposal(actor=hala, proposal=one)
    with pytest.raises(ValidationError):
        return_proposal(actor=basel, proposal=one, reason=" ")
    with pytest.raises(Conflict):
        edit_proposal(actor=hala, proposal=one, title="غير ذلك")
    one = return_proposal(actor=basel, proposal=one, reason="أضيفي الأثر المتوقع")
    assert (one.status, one.status_reason) == ("returned", "أضيفي الأثر المتوقع")
    edit_proposal(actor=hala, proposal=one, effect="تعمل الجمعيات أبكر")
    one = submit_proposal(actor=basel, proposal=hand_in_proposal(actor=hala, proposal=one))
    assert one.status == "submitted"
    with pytest.raises(Refused):
        return_proposal(actor=basel, proposal=one, reason="متأخر")
    one = return_proposal(actor=chair_of(cast), proposal=one, reason="ليس من هذا القانون")
    assert seers(cast, one) == "basel hala"


def test_what_waits_is_seen_by_its_organisation_where_the_signatory_lets_it(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد", by="basel")
    with pytest.raises(Conflict):
        show_waiting_proposal(actor=cast.actor("basel"), proposal=one, is_shown=True)
    hand_in_proposal(actor=cast.actor("basel"), proposal=one)
    assert seers(cast, one) == "basel"
    show_waiting_proposal(actor=cast.actor("basel"), proposal=one, is_shown=True)
    assert seers(cast, one) == "basel hala"
    with pytest.raises(Refused):
        show_waiting_proposal(actor=cast.actor("hala"), proposal=one, is_shown=False)


def test_it_is_handed_in_whole(cast: Cast) -> None:
    row, hala = made.open_round(cast), cast.actor("hala")
    empty = create_proposal(actor=hala, row=row, client_id=uuid4(), title="فارغ", rationale="لأن")
    with pytest.raises(ValidationError) as refused:
        hand_in_proposal(actor=hala, proposal=empty)
    assert list(refused.value.message_dict) == ["amendments"]
    silent = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد", rationale="")
    with pytest.raises(ValidationError) as refused:
        hand_in_proposal(actor=hala, proposal=silent)
    assert list(refused.value.message_dict) == ["rationale"]


def test_a_text_that_changed_meanwhile_is_told_with_both(cast: Cast) -> None:
    row = made.open_round(cast)
    article = made.article(row.instrument, 5)
    one = made.draft(cast, row, article, "نص جديد")
    before = article.texts.get().text
    article.texts.update(valid_to=row.base_on)
    ProvisionText.objects.create(provision=article, text="صُحّح", sha256="0" * 64, valid_from=row.base_on)
    with pytest.raises(Conflict) as refusal:
        hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    assert refusal.value.code == "base_changed"
    assert refusal.value.more["current"] == {"sha256": "0" * 64, "text": "صُحّح"}
    assert refusal.value.more["written_against"]["text"] == before


def test_changes_that_cannot_both_be_done_are_not_handed_in(cast: Cast) -> None:
    row, hala = made.open_round(cast), cast.actor("hala")
    article = made.article(row.instrument, 3)
    part = article.parts.all()[0]
    one = made.draft(cast, row, part, "نص آخر")
    add_amendment(actor=hala, proposal=one, client_id=uuid4(), kind="repeal", provision=article)
    with pytest.raises(Conflict) as refusal:
        hand_in_proposal(actor=hala, proposal=one)
    assert refusal.value.code == "competing"


def test_once_texts_are_fixed_nothing_is_written(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    freeze_round(actor=chair_of(cast), row=row)
    with pytest.raises(Conflict):
        edit_proposal(actor=cast.actor("hala"), proposal=one, title="آخر")
    with pytest.raises(Conflict):
        hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    with pytest.raises(Conflict):
        made.draft(cast, row, made.article(row.instrument, 6), "نص")
    assert withdraw_proposal(actor=cast.actor("hala"), proposal=one, reason="فات الوقت").status == "withdrawn"


def test_two_writers_do_not_write_over_one_another(cast: Cast) -> None:
    row, hala = made.open_round(cast), cast.actor("hala")
    one = create_proposal(actor=hala, row=row, client_id=uuid4(), title="مقترح")
    one = edit_proposal(actor=hala, proposal=one, version=1, title="مقترح أوضح")
    assert (one.version, one.versions.get().shown["title"]) == (2, "مقترح")
    with pytest.raises(Conflict) as refusal:
        edit_proposal(actor=hala, proposal=one, version=1, title="مقترح ثالث")
    assert (refusal.value.code, refusal.value.more) == ("stale", {"current": 2})
    with entries_left() as left:
        edit_proposal(actor=hala, proposal=one, version=1, title="مقترح أوضح")
    assert left == []


def test_withdrawn_it_stays_and_another_organisation_takes_it_over(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.proposal(cast, row, made.article(row.instrument, 5), "نص جديد")
    assert cast.who(can_withdraw_proposal, one) == "basel"
    assert cast.who(can_take_over_proposal, one) == "omar"
    with pytest.raises(Conflict):
        take_over_proposal(actor=cast.actor("omar"), proposal=one, client_id=uuid4())
    one = withdraw_proposal(actor=cast.actor("basel"), proposal=one, reason="غيّر المجلس رأيه")
    assert seers(cast, one) == "salma basel hala omar"
    key = uuid4()
    taken = take_over_proposal(actor=cast.actor("omar"), proposal=one, client_id=key)
    assert take_over_proposal(actor=cast.actor("omar"), proposal=one, client_id=key) == taken
    assert (taken.status, taken.taken_over, taken.amendments.get().new_text) == ("draft", one, "نص جديد")
    with pytest.raises(Conflict) as refusal:
        take_over_proposal(actor=cast.actor("omar"), proposal=one, client_id=uuid4())
    assert refusal.value.code == "taken_over"
    hand_in_proposal(actor=cast.actor("omar"), proposal=taken)
    assert submit_proposal(actor=cast.actor("omar"), proposal=taken).organization == cast.other


def test_a_draft_is_thrown_away_by_its_author(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    with pytest.raises(Refused):
        discard_proposal(actor=cast.actor("basel"), proposal=one)
    discard_proposal(actor=cast.actor("hala"), proposal=one)
    assert not Proposal.objects.exists()
