"""The verbs of who verifies: a report is confirmed, or returned with a reason; never by who reports."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from coordination import permissions
from coordination.actions.milestones import reckon
from coordination.actions.moves import as_it_stands, changed
from coordination.actions.updates import held
from coordination.models import Milestone, ProgressUpdate, Recommendation
from coordination.states import CONFIRMED, IN_PROGRESS, REPORTED, RETURNED, SUBMITTED, UPDATE_WAYS, VERIFIED
from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import require
from journal.states import checked_reason, demand_way, move
from journal.verbs import verb


@verb
def confirm_update(*, actor: Actor, update: ProgressUpdate, note: str = "") -> ProgressUpdate:
    """Say that it is so; `note` is what was checked. The steps it names are reached; what it reports as done is
    verified. Twice changes nothing; Conflict `wrong_status`.
    """
    require(permissions.can_confirm_update(actor, update))
    row = as_it_stands(update.recommendation)
    words = checked_reason(note, is_required=False)
    report = answered(actor, update, CONFIRMED, words)
    if report is None:
        return held(update)
    Milestone.objects.filter(updates=report, done_at=None).update(done_at=timezone.now())
    reckon(row)
    if report.is_done:
        move(row, VERIFIED, REPORTED, verified_at=timezone.now(), percent=100, report_due_on=None)
        changed(actor, row, "recommendation_verified")
    tell(actor, row, report, "update_confirmed")
    return report


@verb
def return_update(*, actor: Actor, update: ProgressUpdate, reason: str) -> ProgressUpdate:
    """Say what is missing: what it reports as done goes on. Twice changes nothing. ValidationError `reason_required`;
    Conflict `wrong_status`.
    """
    require(permissions.can_return_update(actor, update))
    row = as_it_stands(update.recommendation)
    report = answered(actor, update, RETURNED, checked_reason(reason))
    if report is None:
        return held(update)
    if report.is_done:
        move(row, IN_PROGRESS, REPORTED, status_reason=report.reason)
    tell(actor, row, report, "update_returned")
    return report


# What they share ------------------------------------------------------------------------------------------------------
def answered(actor: Actor, update: ProgressUpdate, status: str, reason: str) -> ProgressUpdate | None:
    """The report as it was answered just now; None where it stands so already."""
    report = held(update)
    if report.status == status:
        return None
    demand_way(UPDATE_WAYS, report, status, reason or "-")
    columns: dict[str, Any] = {"answered_by": actor.user, "answering": actor.organization, "reason": reason}
    return report if move(report, status, SUBMITTED, answered_at=timezone.now(), **columns) else None


def tell(actor: Actor, row: Recommendation, report: ProgressUpdate, event: str) -> None:
    """Whoever watches; and in person who wrote it and who is spoken to."""
    changed(actor, row, event, update=report.pk)
    lead = permissions.lead_of(row)
    named = {lead.focal_point_id, lead.alternate_id} if lead else set()
    tell_people(event, actor, row, {report.person_id, *named}, code=row.code, update=report.pk)
