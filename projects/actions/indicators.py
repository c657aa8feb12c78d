"""The verbs of indicators: what is measured, from where and how far, and how far in each period."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns
from projects import permissions
from projects.actions.amounts import checked_activity, checked_words, demand_same
from projects.actions.periods import open_period
from projects.actions.projects import STEP
from projects.figures import PARTS
from projects.models import Indicator, Period, Project, Target

INDICATORS_LIMIT = 200
DETAILS = frozenset(
    {
        "title",
        "definition",
        "unit",
        "unit_words",
        "adds_up",
        "baseline",
        "target",
        "double_counting",
        "result",
        "activity",
    }
)
VALUES = frozenset({"baseline", "target"})
LARGEST = 1_000_000_000  # of a unit
MOST_PEOPLE = 100_000_000
MOST_PERCENT = 100
COUNTED = frozenset({Indicator.Unit.PERSONS, Indicator.Unit.HOUSEHOLDS})


@verb
def create_indicator(*, actor: Actor, project: Project, client_id: UUID, title: str, **details: Any) -> Indicator:
    """Say what is measured; `details` are other columns of DETAILS, `baseline` and `target` as Decimals of the unit. A
    repeated `client_id` gives the same indicator.

    ValidationError by field: `required`, `too_long`, `invalid_choice`, `invalid_value`, `foreign_plan`, `too_many`;
    Conflict `client_id_reused`.
    """
    require(permissions.can_create_indicator(actor, project))
    if first := Indicator.objects.filter(project=project, client_id=client_id).first():
        return demand_same(first, title=checked_words(title, "title", 200, is_required=True))
    count = project.indicators.count()
    if count >= INDICATORS_LIMIT:
        raise invalid(_("This project has 200 indicators already."), code="too_many")
    row = Indicator(project=project, client_id=client_id, position=(count + 1) * STEP)
    fill(row, {"title": title, **details})
    row.save()
    record("indicator_created", stream=project.stream, actor=actor, subject=row)
    return row


@verb
def edit_indicator(*, actor: Actor, indicator: Indicator, **details: Any) -> Indicator:
    """Say anew what is measured. As `create_indicator`; Conflict `has_measurements` where its unit would change under
    numbers that were reported, `withdrawn`.
    """
    require(permissions.can_edit_indicator(actor, indicator))
    row = held_indicator(indicator)
    before = {name: getattr(row, name) for name in details}
    fill(row, details)
    if "unit" in details and row.unit != before["unit"] and row.measurements.exists():
        raise Conflict(_("Numbers in the old unit were reported already."), code="has_measurements")
    row.save()
    fields = sorted(name for name in details if getattr(row, name) != before[name])
    record("indicator_edited", stream=row.project.stream, actor=actor, subject=row, fields=fields)
    return row


@verb
def withdraw_indicator(*, actor: Actor, indicator: Indicator) -> Indicator:
    """It is measured no more; what was reported stays as history. Taking it out again changes nothing."""
    require(permissions.can_withdraw_indicator(actor, indicator))
    if Indicator.objects.filter(pk=indicator.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now()):
        record("indicator_withdrawn", stream=indicator.project.stream, actor=actor, subject=indicator)
    indicator.refresh_from_db()
    return indicator


@verb
def set_target(*, actor: Actor, indicator: Indicator, period: Period, value: Decimal | None) -> Indicator:
    """Aim at so much in one period, or at nothing of its own there (None). ValidationError `invalid_value`,
    `foreign_period`; Conflict `period_closed`.
    """
    require(permissions.can_set_target(actor, indicator))
    demand_own_period(indicator, period)
    open_period(period)
    known = Target.objects.filter(indicator=indicator, period=period)
    if value is None:
        known.delete()
    else:
        parts = checked_value(indicator.unit, value, "value")
        Target.objects.update_or_create(indicator=indicator, period=period, defaults={"value": parts})
    record("indicator_edited", stream=indicator.project.stream, actor=actor, subject=indicator, fields=["targets"])
    return indicator


# What they share ------------------------------------------------------------------------------------------------------
def held_indicator(indicator: Indicator) -> Indicator:
    """As it stands, held. Conflict `withdrawn`."""
    rows = Indicator.objects.select_related("project", "activity", "result")
    held = rows.select_for_update(of=("self",), no_key=True).get(pk=indicator.pk)
    if held.withdrawn_at is not None:
        raise Conflict(_("This indicator is measured no more."), code="withdrawn")
    return held


def fill(row: Indicator, details: dict[str, Any]) -> None:
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name in details.keys() - VALUES:
        setattr(row, name, details[name])
    row.title = checked_words(row.title, "title", 200, is_required=True)
    row.unit_words = checked_words(row.unit_words, "unit_words", 60)
    row.double_counting = checked_words(row.double_counting, "double_counting", 400)
    row.definition = defuse(row.definition).strip()
    check_columns(row, ["definition", "unit"])
    for name in details.keys() & VALUES:
        value = details[name]
        setattr(row, name, None if value is None else checked_value(row.unit, value, name))
    row.activity = checked_activity(row.activity, row.project)
    if row.result is not None and row.result.project_id != row.project_id:
        raise invalid(_("This result belongs to another project."), code="foreign_plan", field="result")


def checked_value(unit: str, value: Decimal, field: str) -> int:
    """Thousandths of the unit. ValidationError `invalid_value`: below 0, absurdly large, finer than a thousandth, a
    part of a person.
    """
    most = {Indicator.Unit.PERCENT: MOST_PERCENT}.get(Indicator.Unit(unit), LARGEST)
    if unit in COUNTED:
        most = MOST_PEOPLE
    is_number = value.is_finite() and 0 <= value <= most
    if not is_number or (value * PARTS) % 1 or (unit in COUNTED and value % 1):
        words = _("Write a number from 0 to %(most)s; people and households are whole numbers.") % {"most": f"{most:,}"}
        raise invalid(words, code="invalid_value", field=field)
    return int(value * PARTS)


def demand_own_period(indicator: Indicator, period: Period) -> None:
    if period.project_id != indicator.project_id:
        raise invalid(_("This period belongs to another project."), code="foreign_period", field="period")
