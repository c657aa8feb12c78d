"""The verbs of what was reached: each partner its own numbers, people as counts and never as names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from organizations.models import Place
from projects import permissions
from projects.actions.amounts import checked_words, demand_same
from projects.actions.indicators import COUNTED, MOST_PEOPLE, checked_value, demand_own_period, held_indicator
from projects.actions.periods import open_period
from projects.figures import NOT_RECORDED, PARTS, Cell, is_cell
from projects.models import Count, Indicator, Measurement, Period

Counts = Mapping[Cell, int]


@verb
def record_measurement(
    *,
    actor: Actor,
    indicator: Indicator,
    period: Period,
    client_id: UUID,
    value: Decimal | None = None,
    counts: Counts | None = None,
    place: Place | None = None,
    counted_before: int | None = None,
    note: str = "",
) -> Measurement:
    """Report what one's organisation reached in an open period, at a place or in all. Of persons and households
    `counts` say how many of which sex, age and disability; they make the value, or add up to it; a value alone counts
    as not recorded. A repeated `client_id` gives the same measurement.

    ValidationError `invalid_value`, `invalid_counts`, `counts_differ`, `wrong_unit`, `required`, `foreign_period`;
    Conflict `period_closed`, `already_reported` (correct that one), `client_id_reused`, `withdrawn`.
    """
    require(permissions.can_record_measurement(actor, indicator))
    demand_own_period(indicator, period)
    indicator = held_indicator(indicator)
    parts, cells = checked_counts(indicator, value, counts)
    said = said_of(parts, place, counted_before, note)
    if first := Measurement.objects.filter(author=actor.user, client_id=client_id).first():
        known = {"indicator": indicator, "period": period, "organization": actor.organization}
        return demand_same(first, **known, value=parts, place=place)
    open_period(period)
    demand_first(indicator, period, actor.organization_id, place)
    made = {"indicator": indicator, "period": period, "organization": actor.organization}
    row = stored(made, said, cells, author=actor.user, client_id=client_id)
    record("measurement_recorded", stream=indicator.project.stream, actor=actor, subject=row)
    return row


@verb
def correct_measurement(
    *,
    actor: Actor,
    measurement: Measurement,
    client_id: UUID,
    reason: str,
    value: Decimal | None = None,
    counts: Counts | None = None,
    place: Place | None = None,
    counted_before: int | None = None,
    note: str = "",
) -> Measurement:
    """Put another row in the place of this one, and say why; the first stays as history.

    As `record_measurement`; ValidationError `reason_required`; Conflict `not_standing` where it was corrected before.
    """
    require(permissions.can_correct_measurement(actor, measurement))
    words, indicator = checked_reason(reason), measurement.indicator
    parts, cells = checked_counts(indicator, value, counts)
    said = {**said_of(parts, place, counted_before, note), "reason": words}
    if first := Measurement.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, corrects_id=measurement.pk, value=parts, place=place)
    open_period(measurement.period)
    if not Measurement.objects.filter(pk=measurement.pk, is_standing=True).update(is_standing=False):
        raise Conflict(_("This row counts no more: look at the one that replaced it."), code="not_standing")
    demand_first(indicator, measurement.period, measurement.organization_id, place)
    made = {name: getattr(measurement, name) for name in ("indicator", "period", "organization")}
    row = stored({**made, "corrects": measurement}, said, cells, author=actor.user, client_id=client_id)
    stream = indicator.project.stream
    record("measurement_corrected", stream=stream, actor=actor, subject=row, corrects=measurement.pk)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def checked_counts(indicator: Indicator, value: Decimal | None, counts: Counts | None) -> tuple[int, dict[Cell, int]]:
    """(thousandths of the unit, counts cell by cell) as they are kept."""
    parts = None if value is None else checked_value(indicator.unit, value, "value")
    if indicator.unit not in COUNTED:
        if counts:
            raise invalid(_("Only persons and households are counted."), code="wrong_unit", field="counts")
        if parts is None:
            raise invalid(_("This is missing."), code="required", field="value")
        return parts, {}
    cells = checked_cells(counts or {})
    if not cells and parts is None:
        raise invalid(_("This is missing."), code="required", field="value")
    whole = sum(cells.values()) * PARTS
    if parts is None:
        parts = checked_value(indicator.unit, Decimal(sum(cells.values())), "counts")
    elif cells and whole != parts:
        words = _("The counts add up to %(sum)s, not to %(value)s.")
        sums = {"sum": f"{whole // PARTS:,}", "value": f"{parts // PARTS:,}"}
        raise invalid(words % sums, code="counts_differ", field="value")
    return parts, cells or ({NOT_RECORDED: parts // PARTS} if parts else {})


def checked_cells(counts: Counts) -> dict[Cell, int]:
    for cell, number in counts.items():
        if not is_cell(cell) or not 0 <= number <= MOST_PEOPLE:
            raise invalid(_("Write whole numbers from 0."), code="invalid_counts", field="counts")
    return {cell: number for cell, number in counts.items() if number}


def said_of(parts: int, place: Place | None, counted_before: int | None, note: str) -> dict[str, Any]:
    if counted_before is not None and not 0 <= counted_before * PARTS <= parts:
        words = _("Those counted before are some of this number: write at most as many.")
        raise invalid(words, code="invalid_counts", field="counted_before")
    return {
        "value": parts,
        "place": place,
        "counted_before": counted_before,
        "note": checked_words(note, "note", 400),
    }


def demand_first(indicator: Indicator, period: Period, organization_id: int | None, place: Place | None) -> None:
    standing = Measurement.objects.filter(indicator=indicator, period=period, is_standing=True)
    if found := standing.filter(organization=organization_id, place=place).first():
        words = _("Your organisation has reported this already. Correct what it said, with a reason.")
        raise Conflict(words, code="already_reported", measurement=found.pk)


def stored(made: dict[str, Any], said: dict[str, Any], cells: dict[Cell, int], **more: Any) -> Measurement:
    row = Measurement.objects.create(**made, **said, **more)
    Count.objects.bulk_create(
        [
            Count(measurement=row, sex=sex, age=age, disability=disability, number=number)
            for (sex, age, disability), number in sorted(cells.items())
        ]
    )
    return row
