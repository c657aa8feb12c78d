"""The verbs by which the follow-up of a recommendation goes from one committee to another; the rows are its history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.moves import as_it_stands, changed
from coordination.models import Committee, Recommendation, Referral, Seat, SeatHolder
from coordination.states import DECLINED, DRAFT, ENDED, OFFERED, REFERRAL_WAYS, TAKEN, WITHDRAWN
from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import checked_reason, demand_possible, move
from journal.verbs import verb
from needs.actions.telling import speakers
from organizations.columns import check_columns

LONGEST_WAIT = timedelta(days=366)


@verb
def hand_over_recommendation(
    *,
    actor: Actor,
    recommendation: Recommendation,
    taker: Committee,
    client_id: UUID,
    reason: str,
    answer_by: date | None = None,
) -> Referral:
    """Offer the follow-up of a recommendation to another committee, with a reason; until that takes it, it stays where
    it is. A repeated `client_id` gives the same referral, or Conflict `client_id_reused`.

    ValidationError `reason_required`, `too_long`, `same_committee`, `committee_closed`, `invalid_day`; Conflict
    `wrong_status`, `offered_already`: one committee is asked at a time.
    """
    require(permissions.can_hand_over_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    if first := Referral.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.recommendation_id, first.taker_id) == (row.pk, taker.pk))
        return first
    demand_possible(row.status not in {DRAFT, *ENDED}, row)
    if row.referrals.filter(status=OFFERED).exists():
        raise Conflict(_("Another committee has been asked and has not answered yet."), code="offered_already")
    made = Referral(recommendation=row, giver=row.committee, taker=taker, client_id=client_id)
    made.person, made.organization = actor.user, actor.organization
    made.reason, made.answer_by = checked_reason(reason), answer_by
    check(made)
    made.save()
    tell("referral_offered", actor, row, made, runners(taker))
    return made


@verb
def take_referral(*, actor: Actor, referral: Referral, answer: str = "") -> Referral:
    """Take a recommendation on: from now on this committee follows it up and verifies. Twice changes nothing; Conflict
    `wrong_status` where it was answered, taken back, or has ended meanwhile; `moved_on` where another one follows it
    up by now.
    """
    require(permissions.can_take_referral(actor, referral))
    row = as_it_stands(referral.recommendation)
    words = told(TAKEN, answer)
    referral = fresh(referral)
    if referral.status == OFFERED:
        demand_possible(row.status not in ENDED, row)
        if row.committee_id != referral.giver_id:
            raise Conflict(_("Another committee follows it up by now."), code="moved_on")
    if move(referral, TAKEN, OFFERED, **answered(actor, words)):
        row.committee = referral.taker
        row.save(update_fields=["committee"])
        tell("referral_taken", actor, row, referral, [referral.person_id, *runners(referral.giver)])
    return referral


@verb
def decline_referral(*, actor: Actor, referral: Referral, answer: str) -> Referral:
    """Say no, and why: it stays with who offered it. Twice changes nothing. ValidationError `reason_required`,
    `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_decline_referral(actor, referral))
    return end(actor, referral, DECLINED, answer, [referral.person_id, *runners(referral.giver)])


@verb
def withdraw_referral(*, actor: Actor, referral: Referral, answer: str) -> Referral:
    """Take an offer back, and say why: it stays in the history as taken back. Refuses what
    `decline_referral` does.
    """
    require(permissions.can_withdraw_referral(actor, referral))
    return end(actor, referral, WITHDRAWN, answer, runners(referral.taker))


# What they share ------------------------------------------------------------------------------------------------------
def end(actor: Actor, referral: Referral, status: str, answer: str, hear: Any) -> Referral:
    row, words = as_it_stands(referral.recommendation), told(status, answer)
    referral = fresh(referral)
    if move(referral, status, OFFERED, **answered(actor, words)):
        tell(f"referral_{status}", actor, row, referral, hear)
    return referral


def told(status: str, answer: str) -> str:
    """Why, where the table of ways wants it."""
    return checked_reason(answer, is_required=REFERRAL_WAYS[OFFERED, status])


def fresh(referral: Referral) -> Referral:
    return Referral.objects.select_related("giver__body", "taker__body").get(pk=referral.pk)


def check(row: Referral) -> None:
    row.reason = defuse_name(row.reason)
    check_columns(row, ["reason", "answer_by"])
    if row.taker_id == row.giver_id:
        raise invalid(_("This committee follows it up already."), code="same_committee", field="taker")
    if row.taker.body.closed_at is not None:
        raise invalid(_("This committee is closed."), code="committee_closed", field="taker")
    today = timezone.localdate()
    if row.answer_by is not None and not today <= row.answer_by <= today + LONGEST_WAIT:
        raise invalid(_("Choose a day within a year from now."), code="invalid_day", field="answer_by")


def answered(actor: Actor, words: str) -> dict[str, Any]:
    return {"answered_by": actor.user, "answered_at": timezone.now(), "answer": words}


def runners(committee: Committee | None) -> set[int]:
    """Who is told in person: whoever holds its posts, and those who speak for the organisation that convenes it."""
    if committee is None:
        return set()
    posts = SeatHolder.objects.filter(until=None, seat__until=None, seat__term__committee=committee)
    posts = posts.exclude(seat__post=Seat.Post.MEMBER).filter(rank=SeatHolder.Rank.MAIN, person__is_active=True)
    return set(posts.values_list("person", flat=True)) | speakers({committee.body.organization_id})


def tell(event: str, actor: Actor, row: Recommendation, referral: Referral, hear: Any) -> None:
    """On the recommendation's own stream, which shows it; and in person."""
    changed(actor, row, event, referral=referral.pk, giver=referral.giver_id, taker=referral.taker_id)
    tell_people(event, actor, row, hear, code=row.code)
