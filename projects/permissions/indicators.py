"""Who says what is measured, who reports, and who closes a period."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Indicator, Measurement, Period, Project
from projects.permissions.budget import speaks
from projects.permissions.seen import can_lead, can_speak, projects_for


def indicators_for(user: Any) -> QuerySet[Indicator]:
    return Indicator.objects.filter(project__in=projects_for(user))


def periods_for(user: Any) -> QuerySet[Period]:
    return Period.objects.filter(project__in=projects_for(user))


def measurements_for(user: Any) -> QuerySet[Measurement]:
    return Measurement.objects.filter(indicator__project__in=projects_for(user))


def leads(actor: Actor, project: Project) -> bool:
    return project.is_running and can_lead(actor, project)


def can_create_indicator(actor: Actor, project: Project) -> bool:
    return leads(actor, project)


def can_edit_indicator(actor: Actor, indicator: Indicator) -> bool:
    return leads(actor, indicator.project)


def can_withdraw_indicator(actor: Actor, indicator: Indicator) -> bool:
    return leads(actor, indicator.project)


def can_set_target(actor: Actor, indicator: Indicator) -> bool:
    return leads(actor, indicator.project)


def can_create_period(actor: Actor, project: Project) -> bool:
    return leads(actor, project)


def can_edit_period(actor: Actor, period: Period) -> bool:
    return leads(actor, period.project)


def can_close_period(actor: Actor, period: Period) -> bool:
    return leads(actor, period.project)


def can_reopen_period(actor: Actor, period: Period) -> bool:
    return leads(actor, period.project)


def can_record_measurement(actor: Actor, indicator: Indicator) -> bool:
    """Each partner of what it reached itself, by who signs for it or manages it."""
    return indicator.project.is_running and can_speak(actor, indicator.project)


def can_correct_measurement(actor: Actor, measurement: Measurement) -> bool:
    return speaks(actor, measurement.indicator.project, measurement.organization_id)


def can_remind_of_period(actor: Actor) -> bool:
    return actor.is_clock
