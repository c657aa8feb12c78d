"""The verbs of who reports: a progress report is a draft until one who binds the organisation submits it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from coordination import permissions
from coordination.actions.moves import as_it_stands, changed
from coordination.models import Milestone, ProgressUpdate, Recommendation
from coordination.states import ASSIGNED, BLOCKED, DRAFT, IN_PROGRESS, REPORTED, SUBMITTED, UNDER_WAY, UPDATE_WAYS
from files.actions import release_files
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_possible, demand_way, move
from journal.verbs import verb
from organizations.columns import check_columns

DETAILS = frozenset({"narrative", "percent", "is_done", "is_public", "since", "until"})
LONGEST = 4000  # letters
DRAFTS = 10  # of one recommendation


@verb
def create_update(
    *, actor: Actor, recommendation: Recommendation, client_id: UUID, narrative: str, **details: Any
) -> ProgressUpdate:
    """Begin a report: a draft that only one's own organisation sees. `details` are other columns of DETAILS, and
    `milestones` as a whole list of those it says are reached.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `wrong_status`, `too_many`.
    ValidationError by field.
    """
    row = as_it_stands(recommendation)
    require(permissions.can_create_update(actor, row))
    if first := ProgressUpdate.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(first.recommendation_id == row.pk)
        return first
    if row.updates.filter(status=DRAFT).count() >= DRAFTS:
        raise Conflict(_("There are ten drafts already: submit or discard one first."), code="too_many")
    assert actor.organization is not None
    update = ProgressUpdate(recommendation=row, organization=actor.organization, person=actor.user, client_id=client_id)
    update.percent = row.percent
    steps = details.pop("milestones", [])
    fill(update, {"narrative": narrative, **details})
    update.save()
    set_steps(update, steps)
    tell_own(actor, "update_created", update)
    return update


@verb
def edit_update(*, actor: Actor, update: ProgressUpdate, **details: Any) -> ProgressUpdate:
    """Say anew what a draft reports: columns of DETAILS, `milestones` as a whole list. ValidationError by field."""
    require(permissions.can_edit_update(actor, update))
    row = held(update)
    demand_possible(row.status == DRAFT, row)
    steps = details.pop("milestones", None)
    fill(row, details)
    row.save(update_fields=[*details, "percent"])
    if steps is not None:
        set_steps(row, steps)
    tell_own(actor, "update_edited", row)
    return row


@verb
def discard_update(*, actor: Actor, update: ProgressUpdate) -> None:
    """Throw a draft away, with what was to prove it. Twice changes nothing."""
    require(permissions.can_discard_update(actor, update))
    files = [each.file for each in update.evidence.select_related("file") if each.file is not None]
    tell_own(actor, "update_discarded", update)
    if ProgressUpdate.objects.filter(pk=update.pk, status=DRAFT).delete()[0]:
        release_files(actor=actor, files=files)


@verb
def submit_update(*, actor: Actor, update: ProgressUpdate) -> ProgressUpdate:
    """Hand it to those who verify. The first report says that work has begun; one that says it is done reports the
    recommendation as done. Twice changes nothing.

    ValidationError `evidence_required`; Conflict `wrong_status`, `update_waits` while another one waits.
    """
    require(permissions.can_submit_update(actor, update))
    row = as_it_stands(update.recommendation)
    report = held(update)
    if report.status == SUBMITTED:
        return report
    demand_way(UPDATE_WAYS, report, SUBMITTED)
    demand_possible(row.status in UNDER_WAY, row)
    if row.updates.filter(status=SUBMITTED).exists():
        raise Conflict(_("Another report waits to be verified: it is answered first."), code="update_waits")
    if report.is_done and not report.evidence.exists():
        words = _("What is reported as done is proven: add a file, a photo or a link first.")
        raise invalid(words, code="evidence_required", field="is_done")
    now = timezone.now()
    move(report, SUBMITTED, DRAFT, submitted_at=now, reason="")
    due = timezone.localdate() + timedelta(days=row.report_every)
    Recommendation.objects.filter(pk=row.pk).update(reported_at=now, report_due_on=due)
    walk(actor, row, report)
    changed(actor, row, "update_submitted", update=report.pk)
    tell_people("update_submitted", actor, row, permissions.verifiers_of(row), code=row.code, update=report.pk)
    return report


# What they share ------------------------------------------------------------------------------------------------------
def walk(actor: Actor, row: Recommendation, report: ProgressUpdate) -> None:
    """Along the graph, a step at a time, each written down."""
    is_blocked_still = row.status == BLOCKED and not report.is_done
    if row.status == ASSIGNED and move(row, IN_PROGRESS, ASSIGNED):
        changed(actor, row, "recommendation_begun")
    if row.status == BLOCKED and not is_blocked_still and move(row, IN_PROGRESS, BLOCKED, status_reason=""):
        changed(actor, row, "recommendation_resumed")
    if report.is_done and move(row, REPORTED, IN_PROGRESS, status_reason=""):
        changed(actor, row, "recommendation_reported")


def held(update: ProgressUpdate) -> ProgressUpdate:
    rows = ProgressUpdate.objects.select_for_update(of=("self",))
    return rows.select_related("recommendation", "organization").get(pk=update.pk)


def fill(update: ProgressUpdate, details: dict[str, Any]) -> None:
    """Set columns of DETAILS, cleaned and checked. ValidationError by field; TypeError for what is no column."""
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(update, name, defuse(value).strip() if isinstance(value, str) else value)
    check_columns(update, details)
    if update.is_done:
        update.percent = 100
    if update.percent > 100:
        raise invalid(_("At most 100."), code="invalid_percent", field="percent")
    if len(update.narrative) > LONGEST:
        raise invalid(_("At most 4,000 letters."), code="too_long", field="narrative")
    if update.since and update.until and update.until < update.since:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="until")


def set_steps(update: ProgressUpdate, steps: Iterable[Milestone]) -> None:
    """ValidationError `other_step` for one that is not open, or of another recommendation."""
    wanted = {step.pk for step in steps}
    own = Milestone.objects.filter(recommendation=update.recommendation_id, withdrawn_at=None, done_at=None)
    if own.filter(pk__in=wanted).count() != len(wanted):
        raise invalid(_("This step is not open (any more)."), code="other_step", field="milestones")
    update.milestones.set(wanted)


def tell_own(actor: Actor, event: str, update: ProgressUpdate) -> None:
    """A draft is nobody else's concern."""
    row = update.recommendation
    record(event, stream=f"org.{update.organization_id}", actor=actor, subject=row, update=update.pk, code=row.code)
