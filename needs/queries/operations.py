"""Relief operations as pages, the API, the sheet and the journal read them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from journal.stamps import stamp
from needs.figures import Aid, Figures, Load, aid_of_load, aid_of_report, figures, grouped
from needs.models import AidReport, Convener, Delivery, Operation, OperationDelivery, Visibility
from needs.permissions import operations_for
from needs.queries.postings import place_words
from needs.queries.words import holding
from organizations.models import Organization
from organizations.queries import organization_mark

NEAR = timedelta(days=3)  # between a convoy reported and its delivery


def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{id: JSON-able object as it stands now}; what is not public is told by number and code only (as of needs)."""
    return {row.pk: told(row) for row in listed(Operation.objects.filter(pk__in=ids))}


def told(row: Operation) -> dict[str, Any]:
    if row.visibility != Visibility.PUBLIC or not row.organization.is_verified:
        return {"id": row.pk, "code": row.code, "is_narrow": True}
    return operation_facts(row)


def operation_facts(row: Operation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "description": row.description,
        "organization": organization_mark(row.organization),
        "conveners": [organization_mark(each.organization) for each in convening(row)],
        "places": [{"pcode": place.pk, "name": place_words(place)} for place in row.places.all()],
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "visibility": row.visibility,
        "status": row.status,
        "created_at": stamp(row.created_at),
        "closed_at": stamp(row.closed_at),
        "closing_reason": row.closing_reason,
    }


def convening(row: Operation) -> list[Convener]:
    """Those that were asked and said yes."""
    return [each for each in row.conveners.all() if each.accepted_at is not None]


def listed(rows: QuerySet[Operation]) -> QuerySet[Operation]:
    """With what a list shows of each; three queries."""
    conveners = Prefetch("conveners", Convener.objects.select_related("organization__governorate"))
    return rows.select_related("organization__governorate", "author", "room").prefetch_related(
        conveners, "places__parent__parent"
    )


def operations_asked(user: Any, text: str = "", status: str = "") -> QuerySet[Operation]:
    """Those the person may see, running ones first, the latest first."""
    rows = holding(operations_for(user), text)
    if status:
        rows = rows.filter(status=status)
    return rows.order_by("-status", "-starts_on", "-pk")


def seen_operation(user: Any, pk: int) -> Operation | None:
    return listed(operations_for(user)).filter(pk=pk).first()


# Figures --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Counted:
    """What counts in an operation, and how many of its loads nobody weighed."""

    entries: list[Aid]
    unweighed: int
    givers: dict[int, Organization]

    @property
    def whole(self) -> Figures:
        return figures(self.entries)

    @property
    def by_day(self) -> dict[date, Figures]:
        """The first day first."""
        return dict(sorted(grouped(self.entries, lambda aid: aid.day).items()))

    @property
    def by_giver(self) -> list[tuple[Organization, Figures]]:
        """Who brought most first."""
        found = grouped(self.entries, lambda aid: aid.giver)
        order = sorted(found, key=lambda pk: (-found[pk].weight, -found[pk].convoys, -found[pk].meals, pk))
        return [(self.givers[pk], found[pk]) for pk in order]


def counted(operation: Operation) -> Counted:
    """Reports that stand and deliveries of the operation, each once: three queries."""
    loads, of_report = loads_of(operation), defaultdict(list)
    for row, load in loads:
        if row.report_id:
            of_report[row.report_id].append(load)
    entries = [aid_of_load(load) for _row, load in loads]
    for report in operation.reports.filter(is_standing=True):
        left = aid_of_report(aid_in(report), of_report[report.pk])
        if left is not None:
            entries.append(left)
    givers = Organization.objects.filter(pk__in={each.giver for each in entries}).select_related("governorate")
    unweighed = sum(load.weight is None for _row, load in loads)
    return Counted(entries, unweighed, {row.pk: row for row in givers})


def loads_of(operation: Operation) -> list[tuple[OperationDelivery, Load]]:
    rows = operation.loads.select_related("delivery__pledge").order_by("delivery__sent_on", "pk")
    return [(row, Load(row.delivery.sent_on, row.delivery.pledge.organization_id, row.delivery.weight)) for row in rows]


def aid_in(report: AidReport) -> Aid:
    return Aid(report.day, report.organization_id, report.kind, report.quantity, report.weight or 0, report.people or 0)


def figures_facts(found: Figures) -> dict[str, int]:
    """Kilograms under `weight`."""
    return {name: getattr(found, name) for name in ("convoys", "weight", "kitchens", "meals", "caravans", "patients")}


# What was reported ----------------------------------------------------------------------------------------------------
def reports_of(operation: Operation) -> QuerySet[AidReport]:
    """Those that stand and those that were withdrawn, the latest day first, each with the ones it corrects."""
    rows = operation.reports.filter(Q(is_standing=True) | Q(withdrawn_at__isnull=False))
    return rows.select_related("organization", "author", *earlier()).prefetch_related("loads").order_by("-day", "-pk")


def earlier(depth: int = 5) -> list[str]:
    """The lookups of a report's earlier versions."""
    return ["__".join(["corrects"] * each) for each in range(1, depth + 1)]


def history_of_report(report: AidReport) -> list[AidReport]:
    """What was said before, the newest first."""
    found = []
    before = report.corrects
    while before is not None:
        found.append(before)
        before = before.corrects
    return found


def report_facts(report: AidReport) -> dict[str, Any]:
    return {
        "id": report.pk,
        "organization": organization_mark(report.organization),
        "kind": report.kind,
        "day": report.day.isoformat(),
        "quantity": report.quantity,
        "weight": report.weight,
        "people": report.people,
        "note": report.note,
        "corrects": report.corrects_id,
        "reason": report.reason,
        "is_standing": report.is_standing,
        "created_at": stamp(report.created_at),
    }


# Deliveries that may belong to it -------------------------------------------------------------------------------------
def linkable(operation: Operation, organization: Organization | None) -> list[Delivery]:
    """Loads that one's organisation gave or was given in the days of the operation, the latest first."""
    if organization is None:
        return []
    own = Q(pledge__organization=organization) | Q(pledge__need__organization=organization)
    rows = Delivery.objects.filter(own, sent_on__gte=operation.starts_on)
    if operation.ends_on:
        rows = rows.filter(sent_on__lte=operation.ends_on)
    free = Q(in_operation__isnull=True) | Q(in_operation__operation=operation)
    rows = rows.filter(free).select_related(
        "pledge__organization", "pledge__need__organization", "in_operation__report"
    )
    return list(rows.order_by("-sent_on", "-pk")[:100])


def convoys_like(operation: Operation, delivery: Delivery) -> list[AidReport]:
    """Convoys that the giver reported within three days of a load: likely the same ones."""
    days = (delivery.sent_on - NEAR, delivery.sent_on + NEAR)
    rows = operation.reports.filter(
        is_standing=True,
        kind=AidReport.Kind.CONVOY,
        organization=delivery.pledge.organization_id,
        day__range=days,
    )
    return list(rows.order_by("day", "pk"))


def likely_double(operation: Operation) -> list[tuple[AidReport, OperationDelivery]]:
    """Convoys reported and loads of the same giver and day that nobody has said to be the same, nor another."""
    loads = operation.loads.filter(report__isnull=True).select_related("delivery__pledge__organization")
    waiting = {(row.delivery.pledge.organization_id, row.delivery.sent_on): row for row in loads}
    reports = operation.reports.filter(is_standing=True, kind=AidReport.Kind.CONVOY, loads__isnull=True)
    found = [(report, waiting.get((report.organization_id, report.day))) for report in reports.order_by("day", "pk")]
    return [(report, load) for report, load in found if load is not None]
