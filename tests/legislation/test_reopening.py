"""A decided round taken up again, and one decided proposal in it; what stands in a dossier holds."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actors import Actor
from journal.refusals import Conflict, Refused
from legislation.actions import (
    admit_proposal,
    check_answers,
    decide_proposals,
    decide_round,
    enter_answers,
    fail_dossier,
    freeze_round,
    publish_opinion,
    refuse_proposal,
    reopen_verdict,
    retry_dossier,
    send_dossier,
    void_dossier,
    write_opinion,
)
from legislation.models import Dossier, Proposal, Reopening, Round
from legislation.permissions import can_reopen_verdict
from legislation.queries import as_amended
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.compiled import asked_for, decided_round, frozen_dossier, sent_dossier
from tests.legislation.decided import changing, judged_round, status_of
from tests.legislation.test_seen import a_round
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def row(cast: Cast) -> Round:
    """Frozen, convened by Basel's association, whose people judge."""
    return a_round(cast, status="frozen")


def adopted(cast: Cast, row: Round, *proposals: Proposal) -> None:
    decide_proposals(actor=cast.actor("basel"), within=row, adopted=proposals, rejected=[], reason="أوضح.")


def reopened(cast: Cast, one: Proposal, reason: str = "خطأ في العدّ") -> Proposal:
    return reopen_verdict(actor=cast.actor("basel"), proposal=one, reason=reason)


def refused(act: Any) -> str:
    with pytest.raises(Conflict) as refusal:
        act()
    return refusal.value.code


# One proposal ---------------------------------------------------------------------------------------------------------
def test_who_judges_takes_a_verdict_up_again(cast: Cast, row: Round) -> None:
    one = changing(cast, row, 5, "تتكفل")
    adopted(cast, row, one)
    assert cast.who(can_reopen_verdict, one) == "basel"
    for name in ("salma", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            reopen_verdict(actor=cast.actor(name), proposal=one, reason="لا")


def test_in_a_round_with_a_committee_it_is_who_chairs_it(cast: Cast) -> None:
    one = changing(cast, judged_round(cast), 5, "تتكفل")
    assert cast.who(can_reopen_verdict, one) == ""
    assert can_reopen_verdict(chair_of(cast), one)


def test_what_was_decided_is_kept_and_the_law_is_without_it(cast: Cast, row: Round) -> None:
    one, other = changing(cast, row, 5, "تتكفل"), changing(cast, row, 5, "تسدد")
    adopted(cast, row, one)
    assert status_of(one, other) == ["adopted", "rejected"]
    assert as_amended(cast.basel, row).changed == 1
    with entries_left() as left:
        again = reopened(cast, one)
        reopened(cast, one)
    facts = {"status": "admissible", "before": "adopted"}
    assert left == [
        (one.stream, "verdict_reopened", one.pk, facts),
        (row.stream, "verdict_reopened", one.pk, facts),
        (f"user.{cast.omar.pk}", "verdict_reopened", one.pk, {**facts, "code": one.code}),
    ]
    assert (again.status, again.status_reason, again.decided_at) == ("admissible", "خطأ في العدّ", None)
    kept = Reopening.objects.get()
    assert (kept.status, kept.status_reason, kept.reason, kept.person) == (
        "adopted",
        "أوضح.",
        "خطأ في العدّ",
        cast.basel,
    )
    assert as_amended(cast.basel, row).changed == 0
    reopened(cast, other)
    adopted(cast, row, Proposal.objects.get(pk=other.pk))
    assert status_of(one, other) == ["rejected", "adopted"]


def test_it_goes_back_to_where_it_was(cast: Cast, row: Round) -> None:
    basel = cast.actor("basel")
    refused_one = changing(cast, row, 5, "تتكفل", status="submitted")
    refuse_proposal(actor=basel, proposal=refused_one, reason="خارج النطاق")
    advised = changing(cast, row, 6, "تتكفل")
    opinion = write_opinion(actor=basel, proposal=advised, client_id=uuid4(), advice="adopt", reasons="أوضح")
    publish_opinion(actor=basel, opinion=opinion)
    adopted(cast, row, Proposal.objects.get(pk=advised.pk))
    older = changing(cast, row, 7, "تتكفل", status="rejected")  # decided before anybody noted where it came from
    assert [reopened(cast, each).status for each in (refused_one, advised, older)] == [
        "submitted",
        "recommended",
        "submitted",
    ]
    assert admit_proposal(actor=basel, proposal=refused_one).status == "admissible"


def test_reopen_verdict_refuses_what_was_not_decided_and_other_rounds(cast: Cast, row: Round) -> None:
    one = changing(cast, row, 5, "تتكفل")
    assert refused(lambda: reopened(cast, one)) == "wrong_status"
    adopted(cast, row, one)
    for reason, code in ((" ", "reason_required"), ("س" * 301, "too_long")):
        with pytest.raises(ValidationError) as wrong:
            reopened(cast, one, reason)
        assert wrong.value.error_dict["reason"][0].code == code
    for status in ("open", "decided", "dossier_sent", "answered", "archived"):
        Round.objects.filter(pk=row.pk).update(status=status)
        assert refused(lambda: reopened(cast, one)) == "not_frozen"
    assert status_of(one) == ["adopted"]


def test_the_page_and_the_call_take_it_up_again(cast: Cast, row: Round) -> None:
    one, other = changing(cast, row, 5, "تتكفل"), changing(cast, row, 6, "تسدد")
    adopted(cast, row, one, other)
    basel, kind = signed_in(cast.basel), "application/json"
    page = f"/proposals/{one.pk}/reopen/"
    assert page in basel.get(f"/rounds/{row.pk}/deciding/").content.decode()
    assert page not in signed_in(cast.omar).get(f"/rounds/{row.pk}/deciding/").content.decode()
    assert basel.get(page).status_code == 200
    assert "reason" in basel.post(page, {"reason": ""}).context["form"].errors
    assert basel.post(page, {"reason": "خطأ في العدّ"}).headers["Location"] == f"/rounds/{row.pk}/deciding/"
    shown = basel.get(f"/proposals/{one.pk}/opinion/").content.decode()
    assert "أوضح." in shown
    assert "خطأ في العدّ" in shown
    call = f"/api/proposals/{other.pk}/reopened/"
    assert basel.put(call, {}, content_type=kind).status_code == 400
    assert signed_in(cast.omar).put(call, {"reason": "لا"}, content_type=kind).status_code == 403
    assert basel.put(call, {"reason": "خطأ"}, content_type=kind).json()["status"] == "admissible"
    assert basel.put(f"/api/proposals/{one.pk}/reopened/", {"reason": "خطأ"}, content_type=kind).status_code == 200
    Round.objects.filter(pk=row.pk).update(status="decided")
    Proposal.objects.filter(pk=one.pk).update(status="adopted")
    assert basel.put(f"/api/proposals/{one.pk}/reopened/", {"reason": "خطأ"}, content_type=kind).status_code == 409
    gharib = signed_in(cast.gharib)
    assert (gharib.get(page).status_code, gharib.put(call, {"reason": "لا"}, content_type=kind).status_code) == (
        404,
        404,
    )


# The round and its dossier --------------------------------------------------------------------------------------------
def test_a_round_is_not_taken_up_again_while_its_dossier_stands(cast: Cast) -> None:
    row = decided_round(cast)
    again: dict[str, Any] = {"actor": cast.actor("basel"), "row": row, "reason": "خطأ في العدّ"}
    made = asked_for(cast, row)
    assert refused(lambda: freeze_round(**again)) == "being_made"
    Dossier.objects.filter(pk=made.pk).update(status="failed")
    made = frozen_dossier(cast, row)
    assert refused(lambda: freeze_round(**again)) == "dossier_stands"
    client = signed_in(cast.basel)
    given = {"status": "frozen", "reason": "خطأ"}
    answer = client.put(f"/api/rounds/{row.pk}/status/", given, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "dossier_stands")
    assert "أبطل" in client.post(f"/rounds/{row.pk}/status/", given).content.decode()
    send_dossier(actor=cast.actor("basel"), dossier=made, sent_on=timezone.localdate())
    assert refused(lambda: freeze_round(**again)) == "wrong_status"
    void_dossier(actor=cast.actor("basel"), dossier=made, reason="رقم خاطئ")
    assert freeze_round(**again).status == "frozen"


@pytest.mark.parametrize("is_answered", [False, True])
def test_a_round_whose_dossier_is_void_is_decided_again(cast: Cast, is_answered: bool) -> None:
    made = sent_dossier(cast)
    row = made.round
    if is_answered:
        given: dict[str, Any] = {"dossier": made, "items": list(made.items.all()), "kind": "refused"}
        entered = enter_answers(actor=cast.actor("basel"), client_id=uuid4(), **given)
        Round.objects.filter(pk=row.pk).update(body=None)
        for each in entered:
            each.entered_by = cast.omar
            each.save()
        check_answers(actor=cast.actor("basel"), dossier=made, answers=entered)
        row.refresh_from_db()
        assert row.status == "answered"
    before = Round.objects.get(pk=row.pk).status
    with entries_left() as left:
        void_dossier(actor=cast.actor("basel"), dossier=made, reason="رقم خاطئ")
        void_dossier(actor=cast.actor("basel"), dossier=made, reason="رقم خاطئ")
    assert left == [
        (row.stream, "dossier_voided", made.pk, {}),
        (row.stream, "round_status_changed", row.pk, {"code": row.code, "status": "decided", "before": before}),
    ]
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("decided", "رقم خاطئ")
    second = frozen_dossier(cast, row)
    send_dossier(actor=cast.actor("basel"), dossier=second, sent_on=timezone.localdate())
    assert Round.objects.get(pk=row.pk).status == "dossier_sent"


def test_a_void_dossier_that_was_not_sent_moves_no_round(cast: Cast) -> None:
    made = frozen_dossier(cast)
    with entries_left() as left:
        void_dossier(actor=cast.actor("basel"), dossier=made, reason="رقم خاطئ")
    assert [event for _stream, event, _pk, _facts in left] == ["dossier_voided"]
    assert Round.objects.get(pk=made.round_id).status == "decided"


def test_what_could_not_be_made_is_not_made_after_something_else_was_adopted(cast: Cast) -> None:
    row = decided_round(cast)
    made = asked_for(cast, row)
    fail_dossier(actor=Actor.clock(), dossier=made)
    freeze_round(actor=cast.actor("basel"), row=row, reason="خطأ في العدّ")
    retry: dict[str, Any] = {"actor": cast.actor("basel"), "dossier": Dossier.objects.get(pk=made.pk)}
    assert refused(lambda: retry_dossier(**retry)) == "wrong_status"
    again = reopened(cast, row.proposals.filter(status="adopted").first() or Proposal())
    Proposal.objects.filter(pk=again.pk).update(status="rejected")
    decide_round(actor=cast.actor("basel"), row=row)
    assert refused(lambda: retry_dossier(**retry)) == "decided_anew"
    assert asked_for(cast, row).number == 2
