"""The verbs of what partners give: promised, given bit by bit, taken back; goods promised on the board count as they
are received there.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.due import schedule_each
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs.models import Item, ItemUnit, Pledge
from needs.pledging import GIVEN_BACK, quantity_of
from needs.quantities import stored
from projects import permissions
from projects.actions.amounts import (
    NO_PAPER,
    Paper,
    checked_activity,
    checked_currency,
    checked_day,
    checked_money,
    checked_words,
    demand_same,
    held_paper,
)
from projects.actions.projects import check_days
from projects.models import Activity, Contribution, Giving, Project

Kind = Contribution.Kind
MINUTES = 60
MOST_HOURS = 1_000_000
NIGHTLY = timedelta(days=1)
WORDS = frozenset({"title", "note", "expected_on", "activity"})


@verb
def promise_contribution(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    kind: str,
    amount: Decimal,
    currency: str = "",
    item: Item | None = None,
    unit: ItemUnit | None = None,
    title: str = "",
    activity: Activity | None = None,
    expected_on: date | None = None,
    note: str = "",
) -> Contribution:
    """Say what one's organisation will give: money in a currency, so much of an item in a unit of its own (or of what
    `title` says), or hours of a work. A repeated `client_id` gives the same contribution.

    ValidationError `invalid_choice`, `invalid_amount`, `unknown_currency`, `wrong_unit`, `required`, `too_long`,
    `foreign_plan`, `invalid_day`; Conflict `client_id_reused`.
    """
    require(permissions.can_promise_contribution(actor, project))
    if kind not in Kind.values:
        raise invalid(_("Choose money, goods or hours."), code="invalid_choice", field="kind")
    counted: dict[str, Any] = {"kind": kind, **measure_of(kind, currency, item, unit)}
    row = Contribution(project=project, organization=actor.organization, author=actor.user, client_id=client_id)
    said = {"title": title, "activity": activity, "expected_on": expected_on, "note": note}
    for name, value in {**counted, **said}.items():
        setattr(row, name, value)
    check_words(row)
    row.promised = parts_of(row, amount)
    if first := Contribution.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, project=project, organization=actor.organization, promised=row.promised, **counted)
    row.save()
    check_nightly()
    record("contribution_promised", stream=project.stream, actor=actor, subject=row, kind_of=kind)
    return row


@verb
def link_pledge(*, actor: Actor, project: Project, pledge: Pledge) -> list[Contribution]:
    """Let a pledge of one's own organisation count in a project: one contribution for each item of it. What is
    promised and given follows the pledge's lines from then on. Linking it again changes nothing.

    Conflict `wrong_status` where it was taken back, `linked_elsewhere` where it counts in another project.
    """
    require(permissions.can_link_pledge(actor, project, pledge))
    pledge = Pledge.objects.select_for_update(of=("self",), no_key=True).get(pk=pledge.pk)
    if pledge.status in GIVEN_BACK:
        raise Conflict(_("This pledge counts no more on the board."), code="wrong_status", current=pledge.status)
    standing = Contribution.objects.filter(pledge=pledge, withdrawn_at__isnull=True).select_related("project")
    linked = list(standing.order_by("pk"))
    if any(row.project_id != project.pk for row in linked):
        raise Conflict(_("This pledge counts in another project already."), code="linked_elsewhere")
    if linked:
        return linked
    rows = [linked_row(actor, project, pledge, item_id) for item_id in items_of(pledge)]
    check_nightly()
    for row in rows:
        record("contribution_promised", stream=project.stream, actor=actor, subject=row, kind_of=row.kind)
    return rows


@verb
def edit_contribution(*, actor: Actor, contribution: Contribution, **said: Any) -> Contribution:
    """Say `title`, `note`, `expected_on` or `activity` anew; how much it is stays: more is another promise, less is
    taken back.

    ValidationError as `promise_contribution`; Conflict `withdrawn`.
    """
    require(permissions.can_edit_contribution(actor, contribution))
    if unknown := set(said) - WORDS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    rows = Contribution.objects.select_related("project").select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=contribution.pk)
    demand_standing(row)
    for name, value in said.items():
        setattr(row, name, value)
    check_words(row)
    row.save(update_fields=sorted(said))
    record("contribution_edited", stream=row.project.stream, actor=actor, subject=row, fields=sorted(said))
    return row


@verb
def withdraw_contribution(*, actor: Actor, contribution: Contribution, reason: str) -> Contribution:
    """No more will come of it; what came stays given. A pledge that counted here is free for another project.

    ValidationError `reason_required`; Conflict `withdrawn`.
    """
    require(permissions.can_withdraw_contribution(actor, contribution))
    words, now = checked_reason(reason), timezone.now()
    standing = Contribution.objects.filter(pk=contribution.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=now, reason=words):
        demand_standing(Contribution.objects.get(pk=contribution.pk))
    contribution.refresh_from_db()
    record("contribution_withdrawn", stream=contribution.project.stream, actor=actor, subject=contribution)
    return contribution


@verb
def record_giving(
    *,
    actor: Actor,
    contribution: Contribution,
    client_id: UUID,
    amount: Decimal,
    day: date,
    note: str = "",
    paper: Paper = NO_PAPER,
) -> Giving:
    """Write down what came of it, in its own currency, unit or hours. A repeated `client_id` gives the same giving.

    ValidationError `invalid_amount`, `invalid_day`, `unknown_file`; Conflict `withdrawn`, `counts_by_pledge` (what was
    promised on the board is counted there), `client_id_reused`.
    """
    require(permissions.can_record_giving(actor, contribution))
    parts = parts_of(contribution, amount)
    said = {"amount": parts, "day": checked_day(day), "note": checked_words(note, "note", 300)}
    if first := Giving.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, contribution=contribution, **said)
    if contribution.pledge_id is not None:
        words = _("What was promised on the board counts when it is received there.")
        raise Conflict(words, code="counts_by_pledge")
    move_given(contribution, parts)
    made = {"author": actor.user, "organization": actor.organization, "client_id": client_id}
    giving = Giving.objects.create(
        contribution=contribution, **made, **said, receipt=held_paper(actor, contribution.project, paper)
    )
    record("giving_recorded", stream=contribution.project.stream, actor=actor, subject=giving)
    return giving


@verb
def withdraw_giving(*, actor: Actor, giving: Giving, reason: str) -> Giving:
    """It did not come: it counts no more, and stays as history with the reason. Conflict `withdrawn`."""
    require(permissions.can_withdraw_giving(actor, giving))
    words = checked_reason(reason)
    standing = Giving.objects.filter(pk=giving.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=timezone.now(), reason=words):
        raise Conflict(_("This was taken back already."), code="withdrawn")
    Contribution.objects.filter(pk=giving.contribution_id).update(given=F("given") - giving.amount)
    giving.refresh_from_db()
    record("giving_withdrawn", stream=giving.contribution.project.stream, actor=actor, subject=giving)
    return giving


# What they share ------------------------------------------------------------------------------------------------------
def measure_of(kind: str, currency: str, item: Item | None, unit: ItemUnit | None) -> dict[str, Any]:
    """In what it is counted: a currency, a unit of its item, or hours; nothing else may be said beside it."""
    if kind == Kind.MONEY:
        if item is not None or unit is not None:
            raise invalid(_("Money has a currency and no unit."), code="wrong_unit", field="unit")
        return {"currency": checked_currency(currency), "item": None, "unit": None}
    if currency:
        raise invalid(_("Only money has a currency."), code="wrong_unit", field="currency")
    if kind == Kind.HOURS and (item is not None or unit is not None):
        raise invalid(_("Hours are counted as hours."), code="wrong_unit", field="unit")
    if unit is not None and (item is None or unit.item_id != item.pk):
        raise invalid(_("This is no unit of this item."), code="wrong_unit", field="unit")
    if item is not None and unit is None:
        unit = item.units.order_by("position").first()
    return {"currency": "", "item": item, "unit": unit}


def check_words(row: Contribution) -> None:
    """Hours and what is in no catalogue say what they are."""
    is_required = row.kind == Kind.HOURS or (row.kind == Kind.ITEMS and row.item is None)
    row.title = checked_words(row.title, "title", 160, is_required=is_required)
    row.note = checked_words(row.note, "note", 300)
    row.activity = checked_activity(row.activity, row.project)
    check_days(None, row.expected_on, ("expected_on", "expected_on"))


def parts_of(row: Contribution, amount: Decimal) -> int:
    """An amount in the unit of a contribution as it is kept: minor units, thousandths of the base unit, or minutes."""
    if row.kind == Kind.MONEY:
        return checked_money(amount, row.currency)
    try:
        if row.kind == Kind.HOURS:
            return minutes(amount)
        return quantity_of(amount, row.unit)[1] if row.unit is not None else stored(amount)
    except ValueError:
        words = _("Write a number above 0, with at most three digits after the point.")
        raise invalid(words, code="invalid_amount", field="amount") from None


def minutes(hours: Decimal) -> int:
    """Whole minutes; ValueError for what is no number of hours."""
    if not hours.is_finite() or not 0 < hours <= MOST_HOURS:
        raise ValueError("no hours")
    return max(1, round(hours * MINUTES))


def items_of(pledge: Pledge) -> list[int]:
    return sorted(set(pledge.lines.values_list("need_line__item", flat=True)))


def linked_row(actor: Actor, project: Project, pledge: Pledge, item_id: int) -> Contribution:
    """Its `promised` is what the pledge said when it was linked; pages read the pledge itself."""
    lines = list(pledge.lines.filter(need_line__item=item_id))
    return Contribution.objects.create(
        project=project,
        organization_id=pledge.organization_id,
        kind=Kind.ITEMS,
        promised=sum(line.quantity for line in lines),
        item_id=item_id,
        unit_id=lines[0].unit_id,
        pledge=pledge,
        expected_on=pledge.expected_on,
        author=actor.user,
        client_id=uuid4(),
    )


def move_given(contribution: Contribution, step: int) -> None:
    """The counter and the giving are of one transaction: their sums are equal whenever somebody looks."""
    standing = Contribution.objects.filter(pk=contribution.pk, withdrawn_at__isnull=True)
    if not standing.update(given=F("given") + step):
        demand_standing(Contribution.objects.get(pk=contribution.pk))


def demand_standing(row: Contribution) -> None:
    if row.withdrawn_at is not None:
        raise Conflict(_("This promise was taken back."), code="withdrawn")


def check_nightly() -> None:
    """Where there is a ledger it is checked each night, from the first promise on."""
    moment = timezone.now() + NIGHTLY
    schedule_each("check_contributions", at={"contributions.check": moment}, arguments={"contributions.check": {}})
