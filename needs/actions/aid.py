"""What was brought to an operation: reported by organisations day by day, or taken from their deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs.actions.operations import as_it_stands, demand_running
from needs.actions.postings import known_by, organization_of, tell
from needs.models import AidReport, Delivery, Operation, OperationDelivery
from needs.permissions import operations as permissions
from organizations.models import Organization

Kind = AidReport.Kind
COLUMNS = ("kind", "day", "quantity", "weight", "people", "note")
MOST_QUANTITY, MOST_WEIGHT, MOST_PEOPLE = 1_000, 100_000_000, 5_000_000
LONGEST_NOTE = 300


@verb
def report_aid(
    *,
    actor: Actor,
    operation: Operation,
    client_id: UUID,
    kind: str,
    day: date,
    organization: Organization | None = None,
    **columns: Any,
) -> AidReport:
    """Say what one's organisation did on a day (the secretariat: any `organization`): `quantity` convoys of together
    `weight` kilograms; kitchens or caravans that served `people`.

    A repeated `client_id` gives the same report, or Conflict `client_id_reused`. ValidationError `invalid_day`,
    `invalid_quantity`, `of_convoys`, `of_kitchens`, by field; Conflict `wrong_status` when the operation has ended.
    """
    given = {"quantity": 1, "weight": None, "people": None, "note": "", "kind": kind, "day": day, **columns}
    if first := known_by(AidReport, actor, client_id):
        demand_same(first, operation, given)
        return first  # type: ignore[no-any-return]
    reporting = organization_of(actor, organization, may=permissions.can_report_aid(actor, operation))
    operation = as_it_stands(operation)
    demand_running(operation)
    row = AidReport(operation=operation, organization=reporting, author=actor.user, client_id=client_id)
    write(row, given)
    tell("aid_reported", operation, actor, report=row.pk, organization=reporting.pk)
    return row


@verb
def correct_aid_report(*, actor: Actor, report: AidReport, client_id: UUID, reason: str, **columns: Any) -> AidReport:
    """Say it anew, and why: the first report stays as history and counts no more; its deliveries go to the new one.

    As `report_aid`; ValidationError `reason_required`; Conflict `corrected_already`.
    """
    require(permissions.can_correct_aid_report(actor, report))
    given = {**{name: getattr(report, name) for name in COLUMNS}, **columns}
    if first := known_by(AidReport, actor, client_id):
        demand_same(first, report.operation, given)
        return first  # type: ignore[no-any-return]
    operation = as_it_stands(report.operation)
    report = demand_standing(report)
    report.is_standing = False
    report.save(update_fields=["is_standing"])
    row = AidReport(operation=operation, organization=report.organization, author=actor.user, client_id=client_id)
    row.corrects, row.reason = report, checked_reason(reason)
    write(row, given)
    report.loads.update(report=row)
    tell("aid_report_corrected", operation, actor, report=row.pk, corrects=report.pk)
    return row


@verb
def withdraw_aid_report(*, actor: Actor, report: AidReport, reason: str) -> AidReport:
    """It was a mistake: it counts no more. Withdrawing twice changes nothing. ValidationError `reason_required`;
    Conflict `corrected_already`.
    """
    require(permissions.can_withdraw_aid_report(actor, report))
    operation = as_it_stands(report.operation)
    report = AidReport.objects.select_related("organization", "operation").get(pk=report.pk)
    if report.withdrawn_at is not None:
        return report
    report = demand_standing(report)
    report.is_standing, report.withdrawn_at, report.reason = False, timezone.now(), checked_reason(reason)
    report.save(update_fields=["is_standing", "withdrawn_at", "reason"])
    report.loads.update(report=None)
    tell("aid_report_withdrawn", operation, actor, report=report.pk)
    return report


@verb
def link_delivery(
    *, actor: Actor, operation: Operation, delivery: Delivery, report: AidReport | None = None
) -> OperationDelivery:
    """Say that a load of a pledge belongs to an operation, and which reported convoy it is, if it was reported. A load
    belongs to one operation; said again, the last word counts.

    ValidationError `invalid_day` where it was sent before the operation or after it, `other_report` for a report of
    another operation or giver, or that is no convoy; Conflict `wrong_status` when the operation has ended.
    """
    require(permissions.can_link_delivery(actor, operation, delivery))
    operation = as_it_stands(operation)
    demand_running(operation)
    demand_its_day(operation, delivery)
    demand_its_report(operation, delivery, report)
    known = OperationDelivery.objects.filter(delivery=delivery).select_related("operation").first()
    if known is not None and (known.operation_id, known.report_id) == (operation.pk, report.pk if report else None):
        return known
    if known is not None and known.operation_id != operation.pk:
        tell("delivery_unlinked", known.operation, actor, delivery=delivery.pk)
    details = {"operation": operation, "report": report, "organization": actor.organization, "person": actor.user}
    row, _is_new = OperationDelivery.objects.update_or_create(delivery=delivery, defaults=details)
    tell("delivery_linked", operation, actor, delivery=delivery.pk)
    return row


@verb
def unlink_delivery(*, actor: Actor, delivery: Delivery) -> None:
    """The load belongs to no operation. Where it belongs to none nothing changes."""
    require(permissions.can_unlink_delivery(actor, delivery))
    known = OperationDelivery.objects.filter(delivery=delivery).select_related("operation").first()
    if known is not None:
        operation = as_it_stands(known.operation)
        known.delete()
        tell("delivery_unlinked", operation, actor, delivery=delivery.pk)


# What they share ------------------------------------------------------------------------------------------------------
def write(row: AidReport, given: dict[str, Any]) -> None:
    for name in COLUMNS:
        setattr(row, name, given[name])
    row.note = defuse_name(row.note)
    check(row)
    row.save()


def check(row: AidReport) -> None:
    """ValidationError by field."""
    if row.kind not in Kind.values:
        raise invalid(_("Choose what it was."), code="invalid_choice", field="kind")
    last = min(timezone.localdate(), row.operation.ends_on or date.max)
    if not row.operation.starts_on <= row.day <= last:
        raise invalid(_("Choose a day of the operation, up to today."), code="invalid_day", field="day")
    limits = (("quantity", MOST_QUANTITY), ("weight", MOST_WEIGHT), ("people", MOST_PEOPLE))
    for name, most in limits:
        value = getattr(row, name)
        if value is not None and not 1 <= value <= most:
            words = _("Write a whole number from 1 to %(most)s.") % {"most": most}
            raise invalid(words, code="invalid_quantity", field=name)
    if row.weight is not None and row.kind != Kind.CONVOY:
        raise invalid(_("Only a convoy has a weight."), code="of_convoys", field="weight")
    if row.people is not None and row.kind == Kind.CONVOY:
        raise invalid(_("Meals and patients are of kitchens and caravans."), code="of_kitchens", field="people")
    if len(row.note) > LONGEST_NOTE:
        raise invalid(_("Say it in at most 300 letters."), code="too_long", field="note")


def demand_same(first: AidReport, operation: Operation, given: dict[str, Any]) -> None:
    """Conflict unless the same request came a second time."""
    is_same = first.operation_id == operation.pk and all(
        getattr(first, name) == given[name] for name in COLUMNS if name != "note"
    )
    demand_repeat(is_same)


def demand_standing(report: AidReport) -> AidReport:
    """Read again, under the operation that is held: only one correction of a report stands."""
    report = AidReport.objects.select_related("organization", "operation").get(pk=report.pk)
    if not report.is_standing:
        raise Conflict(_("This report was corrected or withdrawn meanwhile."), code="corrected_already")
    return report


def demand_its_day(operation: Operation, delivery: Delivery) -> None:
    if not operation.starts_on <= delivery.sent_on <= (operation.ends_on or date.max):
        words = _("This load was sent before the operation or after it.")
        raise invalid(words, code="invalid_day", field="operation")


def demand_its_report(operation: Operation, delivery: Delivery, report: AidReport | None) -> None:
    if report is None:
        return
    is_its = report.operation_id == operation.pk and report.organization_id == delivery.pledge.organization_id
    if not (is_its and report.kind == Kind.CONVOY and report.is_standing):
        raise invalid(_("Choose a convoy that its giver reported here."), code="other_report", field="report")
