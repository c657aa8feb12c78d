"""The verbs of a unified plan as a whole: begin one, say what it is, put it to signing and take it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.telling import tell_speakers
from coordination.models import PlanLine, UnifiedPlan
from coordination.plan_states import DRAFT, SIGNED, SIGNING, WAYS
from journal.actors import Actor
from journal.holding import held
from journal.records import NARROWED, forget, record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_status, demand_way
from journal.verbs import verb
from meetings.models import Body
from needs.codes import new_code
from organizations.columns import check_columns, set_columns

DETAILS = frozenset({"title", "about", "sector", "place", "session", "starts_on", "ends_on"})
FURTHEST = timedelta(days=10 * 366)
FEWEST = 2  # organisations: a plan of one alone is no unified plan


@verb
def create_plan(
    *, actor: Actor, body: Body, client_id: UUID, title: str, starts_on: date, ends_on: date, **details: Any
) -> UnifiedPlan:
    """Begin a unified plan of a body; `details` are other columns of DETAILS. Everybody who takes part sees it.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_create_plan(actor, body))
    if first := UnifiedPlan.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.body_id, first.title) == (body.pk, defuse_name(title)))
        return first
    plan = UnifiedPlan(code=new_code("U"), body=body, person=actor.user, organization=actor.organization)
    plan.client_id = client_id
    fill(plan, {"title": title, "starts_on": starts_on, "ends_on": ends_on, **details})
    plan.save()
    tell("plan_created", actor, plan)
    return plan


@verb
def edit_plan(*, actor: Actor, plan: UnifiedPlan, **details: Any) -> UnifiedPlan:
    """Say anew what it is: columns of DETAILS. Changing nothing leaves no entry. ValidationError by field, among others
    `outside_parent` where lines would lie outside; Conflict `wrong_status` unless it is being written.
    """
    require(permissions.can_edit_plan(actor, plan))
    plan = as_it_stands(plan)
    demand_status(plan, DRAFT)
    if changed := fill(plan, details):
        demand_lines_within(plan)
        plan.save(update_fields=changed)
        reworded(actor, plan, "plan_edited", fields=sorted(changed))
    return plan


@verb
def set_plan_status(*, actor: Actor, plan: UnifiedPlan, status: str, reason: str = "") -> UnifiedPlan:
    """Put it to signing, take it back to be written on, end it. Signed it is by the last signature (`sign_plan`).

    The state it is in changes nothing. ValidationError `reason_required`, `too_long`; Conflict `wrong_status` where no
    way leads, `too_few_organizations` for signing where fewer than two have a line.
    """
    require(permissions.can_set_plan_status(actor, plan))
    plan = as_it_stands(plan)
    before = plan.status
    if before == status:
        return plan
    why = demand_way(WAYS, plan, status, reason)
    organizations = organizations_of(plan)
    if status == SIGNING and len(organizations) < FEWEST:
        words = _("A unified plan is signed by two organisations or more: each needs a line in it.")
        raise Conflict(words, code="too_few_organizations")
    plan.status, plan.status_reason = status, why
    plan.save(update_fields=["status", "status_reason"])
    status_changed(actor, plan, before)
    if before == SIGNED and status == DRAFT:  # fewer see it from now on
        forget(plan.stream)
        record(NARROWED, stream=plan.stream, actor=actor, subject=plan, kind="plan")
    return plan


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(plan: UnifiedPlan) -> UnifiedPlan:
    """Read again and held: whoever writes a line, signs or moves the plan waits for one another."""
    return held(plan, "body__organization", "sector", "place", "session")


def fill(plan: UnifiedPlan, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field."""
    changed = set_columns(plan, details, DETAILS, {"about"})
    check_columns(plan, set(details) - {"sector", "place", "session"})
    if plan.session is not None and plan.session.body_id != plan.body_id:
        raise invalid(_("This session is of another body."), code="other_body", field="session")
    check_days(plan.starts_on, plan.ends_on)
    return changed


def check_days(starts_on: date, ends_on: date) -> None:
    """ValidationError `invalid_day`, `dates_reversed`."""
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if abs(day - timezone.localdate()) > FURTHEST:
            raise invalid(_("Choose a day within ten years."), code="invalid_day", field=name)
    if ends_on <= starts_on:
        raise invalid(_("It has to end after it begins."), code="dates_reversed", field="ends_on")


def demand_lines_within(plan: UnifiedPlan) -> None:
    """What is written already may not be left out. ValidationError `outside_parent`, `outside_place`."""
    for line in standing_lines(plan):
        if line.starts_on < plan.starts_on or line.ends_on > plan.ends_on:
            words = _("A line runs from %(first)s to %(last)s: it would lie outside.")
            days = {"first": date_format(line.starts_on), "last": date_format(line.ends_on)}
            field = "starts_on" if line.starts_on < plan.starts_on else "ends_on"
            raise invalid(words % days, code="outside_parent", field=field)
        if not lies_in(plan, line.place_id):
            words = _("A line is of another place: %(place)s.") % {"place": line.place}
            raise invalid(words, code="outside_place", field="place")


def lies_in(plan: UnifiedPlan, pcode: str | None) -> bool:
    """A line without a place is of the whole of the plan's."""
    return not pcode or pcode.startswith(plan.place_id or "")


def standing_lines(plan: UnifiedPlan) -> list[PlanLine]:
    return list(plan.lines.filter(withdrawn_at=None).select_related("sector", "target_group", "place"))


def organizations_of(plan: UnifiedPlan) -> set[int]:
    """The ids of the organisations that have a line in it."""
    return set(plan.lines.filter(withdrawn_at=None).values_list("organization", flat=True))


def reworded(actor: Actor, plan: UnifiedPlan, event: str, **facts: Any) -> None:
    """It is another wording now: who signed an older one is asked anew."""
    UnifiedPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.refresh_from_db(fields=["version"])
    tell(event, actor, plan, **facts)


def tell(event: str, actor: Actor, plan: UnifiedPlan, **facts: Any) -> None:
    facts = {"code": plan.code, "version": plan.version, **facts}
    record(event, stream=plan.stream, actor=actor, subject=plan, kind="plan", **facts)


def status_changed(actor: Actor, plan: UnifiedPlan, before: str) -> None:
    """For those who look at it, for the programs of the organisations in it, and for those who speak for them."""
    facts: dict[str, Any] = {"code": plan.code, "version": plan.version, "status": plan.status, "before": before}
    inside = organizations_of(plan)
    streams = [plan.stream, *(f"org.{pk}" for pk in sorted(inside))]
    record("plan_status_changed", stream=streams, actor=actor, subject=plan, kind="plan", **facts)
    known = {"code": plan.code, "status": plan.status}
    tell_speakers("plan_status_changed", actor, plan, inside, kind="plan", **known)
