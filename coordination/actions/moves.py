"""The moves of a recommendation along its states that who answers for it makes, and what all of them share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from coordination import permissions
from coordination.actions.ladder import plan_reminders
from coordination.actions.telling import tell_speakers
from coordination.models import Recommendation, Responsibility
from coordination.states import ASSIGNED, BLOCKED, DRAFT, IN_PROGRESS, VERIFIED, WAYS
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import require
from journal.states import demand_way, move
from journal.verbs import verb

Status = Responsibility.Status


@verb
def begin_recommendation(*, actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Say that work on it has begun. Twice changes nothing; Conflict `wrong_status`."""
    require(permissions.can_begin_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    if move(row, IN_PROGRESS, ASSIGNED):
        changed(actor, row, "recommendation_begun")
    return row


@verb
def block_recommendation(*, actor: Actor, recommendation: Recommendation, reason: str) -> Recommendation:
    """Say that it cannot go on, and why. ValidationError `reason_required`; Conflict `wrong_status`."""
    require(permissions.can_block_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    words = demand_way(WAYS, row, BLOCKED, reason)
    move(row, BLOCKED, IN_PROGRESS, status_reason=words)
    changed(actor, row, "recommendation_blocked")
    tell_people("recommendation_blocked", actor, row, permissions.verifiers_of(row), code=row.code)
    return row


@verb
def resume_recommendation(*, actor: Actor, recommendation: Recommendation) -> Recommendation:
    """Say that it goes on. Twice changes nothing; Conflict `wrong_status`."""
    require(permissions.can_resume_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    if move(row, IN_PROGRESS, BLOCKED, status_reason=""):
        changed(actor, row, "recommendation_resumed")
    return row


@verb
def reopen_recommendation(*, actor: Actor, recommendation: Recommendation, reason: str) -> Recommendation:
    """Say that what was verified is not done after all, and why: the one way back, for everybody to read.

    ValidationError `reason_required`; Conflict `wrong_status`.
    """
    require(permissions.can_reopen_recommendation(actor, recommendation))
    row = as_it_stands(recommendation)
    words = demand_way(WAYS, row, IN_PROGRESS, reason)
    due = timezone.localdate() + timedelta(days=row.report_every)
    move(row, IN_PROGRESS, VERIFIED, status_reason=words, verified_at=None, report_due_on=due)
    changed(actor, row, "recommendation_reopened")
    lead = permissions.lead_of(row)
    tell_speakers("recommendation_reopened", actor, row, {lead.organization_id} if lead else set(), code=row.code)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(recommendation: Recommendation) -> Recommendation:
    return held(recommendation, "body__organization", "committee__body", "forum", "theme")


def changed(actor: Actor, row: Recommendation, event: str, **facts: Any) -> None:
    """Its version moves on, and whoever watches hears of it."""
    Recommendation.objects.filter(pk=row.pk).update(version=F("version") + 1)
    tell(event, actor, row, **facts)


def tell(event: str, actor: Actor, row: Recommendation, **facts: Any) -> None:
    """On its own stream, and on those of the organisations that answer for it or are asked to: for their programs."""
    asked = row.responsibilities.filter(permissions.STANDING).values_list("organization", flat=True)
    streams = [row.stream, *(f"org.{pk}" for pk in sorted(set(asked)))]
    record(event, stream=streams, actor=actor, subject=row, status=row.status, code=row.code, **facts)
    if row.status != DRAFT:
        plan_reminders(row.pk)


def end_all(actor: Actor, row: Recommendation) -> None:
    """It is over: nobody answers for it any more, and those who did hear of it."""
    standing = row.responsibilities.filter(permissions.STANDING)
    tell_speakers("recommendation_ended", actor, row, standing.values_list("organization", flat=True), code=row.code)
    standing.update(status=Status.ENDED, answered_at=timezone.now())
    Recommendation.objects.filter(pk=row.pk).update(report_due_on=None, version=F("version") + 1)
