"""The verbs of reporting periods: set one, change it, close it, open it again; partners are reminded before it ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from organizations.models import Membership
from organizations.permissions import MANAGING, SPEAKING
from projects import permissions
from projects.actions.amounts import checked_words, demand_same
from projects.actions.projects import as_it_stands, check_days
from projects.models import Partner, Period, Project

PERIODS_LIMIT = 120
DAYS_BEFORE = 3
IN_THE_MORNING = time(9)
REPORTING = (Partner.Role.LEAD, Partner.Role.IMPLEMENTER, Partner.Role.TECHNICAL)


@verb
def create_period(
    *, actor: Actor, project: Project, client_id: UUID, title: str, starts_on: date, ends_on: date
) -> Period:
    """A span on which is reported. Periods of a project do not overlap, or their numbers would count twice. A repeated
    `client_id` gives the same period.

    ValidationError `required`, `too_long`, `invalid_day`, `dates_reversed`, `periods_overlap`, `too_many`; Conflict
    `client_id_reused`.
    """
    require(permissions.can_create_period(actor, project))
    project = as_it_stands(project)
    said = {"title": checked_words(title, "title", 80, is_required=True), "starts_on": starts_on, "ends_on": ends_on}
    if first := Period.objects.filter(project=project, client_id=client_id).first():
        return demand_same(first, **said)
    period = Period(project=project, client_id=client_id, **said)
    check_span(period)
    period.save()
    remind_before(period)
    record("period_created", stream=project.stream, actor=actor, subject=period)
    return period


@verb
def edit_period(*, actor: Actor, period: Period, **said: Any) -> Period:
    """Say `title`, `starts_on`, `ends_on` anew. As `create_period`; Conflict `period_closed`."""
    require(permissions.can_edit_period(actor, period))
    as_it_stands(period.project)
    period = open_period(period)
    if unknown := set(said) - {"title", "starts_on", "ends_on"}:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in said.items():
        setattr(period, name, value)
    period.title = checked_words(period.title, "title", 80, is_required=True)
    check_span(period)
    period.save(update_fields=["title", "starts_on", "ends_on"])
    remind_before(period)
    record("period_edited", stream=period.project.stream, actor=actor, subject=period, fields=sorted(said))
    return period


@verb
def close_period(*, actor: Actor, period: Period) -> Period:
    """From now on it takes no numbers. Closing it again changes nothing."""
    require(permissions.can_close_period(actor, period))
    period = held_period(period)
    if period.closed_at is not None:
        return period
    period.closed_at, period.closed_by = timezone.now(), actor.user
    period.save(update_fields=["closed_at", "closed_by"])
    tell("period_closed", actor, period)
    return period


@verb
def reopen_period(*, actor: Actor, period: Period, reason: str) -> Period:
    """Let it take numbers again, and say why. ValidationError `reason_required`; what is open stays open."""
    require(permissions.can_reopen_period(actor, period))
    words = checked_reason(reason)
    period = held_period(period)
    if period.closed_at is None:
        return period
    period.closed_at, period.closed_by, period.reason = None, None, words
    period.save(update_fields=["closed_at", "closed_by", "reason"])
    tell("period_reopened", actor, period)
    return period


@verb
def remind_of_period(*, actor: Actor, period: Period) -> bool:
    """Shortly before a period ends: those who speak for a partner that has not reported in it hear of it."""
    require(permissions.can_remind_of_period(actor))
    period = Period.objects.select_related("project").get(pk=period.pk)
    if period.closed_at is not None or period.project.status != Project.Status.ACTIVE:
        return False
    if not period.project.indicators.filter(withdrawn_at__isnull=True).exists():
        return False
    reported = period.measurements.filter(is_standing=True).values("organization")
    silent = period.project.partners.filter(status=Partner.Status.ACCEPTED, role__in=REPORTING)
    people = speakers(silent.exclude(organization__in=reported))
    if people:
        streams = [f"user.{pk}" for pk in people]
        record("period_ending", stream=streams, actor=actor, subject=period, code=period.project.code)
    return bool(people)


# What they share ------------------------------------------------------------------------------------------------------
def check_span(period: Period) -> None:
    check_days(period.starts_on, period.ends_on)
    others = Period.objects.filter(project=period.project).exclude(pk=period.pk)
    if others.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on).exists():
        words = _("Another period has some of these days: what is reached in them would count twice.")
        raise invalid(words, code="periods_overlap", field="starts_on")
    if others.count() >= PERIODS_LIMIT:
        raise invalid(_("This project has 120 periods already."), code="too_many")


def held_period(period: Period) -> Period:
    """As it stands, kept from others until this verb ends: a number and the closing of its period come one after the
    other, whichever is first.
    """
    rows = Period.objects.select_related("project").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=period.pk)


def open_period(period: Period) -> Period:
    """Held likewise. Conflict `period_closed`."""
    held = held_period(period)
    if held.closed_at is not None:
        raise Conflict(_("This period is closed: it takes no more numbers."), code="period_closed")
    return held


def remind_before(period: Period) -> None:
    day = period.ends_on - timedelta(days=DAYS_BEFORE)
    moment = timezone.make_aware(datetime.combine(day, IN_THE_MORNING), timezone.get_default_timezone())
    if period.ends_on >= timezone.localdate():
        schedule("remind_of_period", at=max(moment, timezone.now()), key=f"period.{period.pk}", period_id=period.pk)


def tell(event: str, actor: Actor, period: Period) -> None:
    """To all who see the project, and by themselves to those who speak for the other partners."""
    record(event, stream=period.project.stream, actor=actor, subject=period)
    partners = period.project.partners.filter(status=Partner.Status.ACCEPTED)
    people = [pk for pk in speakers(partners) if pk != actor.person_id]
    if people:
        streams = [f"user.{pk}" for pk in people]
        record(event, stream=streams, actor=actor, subject=period, code=period.project.code)


def speakers(partners: Any) -> list[int]:
    """The people who sign for these partners or manage them."""
    managing = Membership.objects.filter(SPEAKING, role__in=MANAGING, organization__in=partners.values("organization"))
    return sorted(set(managing.values_list("person", flat=True)))
