"""Tables that somebody brings, as pages, the API and the journal read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.stamps import stamp
from needs.models import KnownColumns, Offer, SheetImport
from needs.permissions import needs_for, offers_for, own_needs, own_offers, sheets_for
from needs.queries.postings import with_lines
from organizations.models import Organization

Facts = dict[str, Any]
MOST_EXPORTED = 10_000  # needs or offers in one table
LIVING_NEEDS = ("draft", "open", "covered", "expired")
LIVING_OFFERS = ("draft", "open", "taken", "expired")
HEAVY = ("plan", "tables")


def sheet_facts(kind: str, ids: list[int]) -> dict[int, Facts]:
    """{id: JSON-able object} for the kind "sheet"; on its maker's stream only."""
    return {row.pk: short_facts(row) for row in SheetImport.objects.filter(pk__in=ids).defer(*HEAVY)}


def short_facts(sheet: SheetImport) -> Facts:
    return {
        "id": sheet.pk,
        "kind": sheet.kind,
        "filename": sheet.filename,
        "state": sheet.state,
        "counts": sheet.counts,
        "total": sheet.total,
        "done": sheet.done,
        "opens": sheet.opens,
        "refused": sheet.refused,
        "created_at": stamp(sheet.created_at),
        "finished_at": stamp(sheet.finished_at),
    }


def own_sheets(user: Any) -> QuerySet[SheetImport]:
    """The newest first, without their rows."""
    return sheets_for(user).defer(*HEAVY).order_by("-pk")


def known_columns(organization: Organization | None, kind: str, headings: str) -> KnownColumns | None:
    """What the organisation took such a table's columns for before."""
    if organization is None:
        return None
    return KnownColumns.objects.filter(organization=organization, kind=kind, headings=headings).first()


def rows_in_state(sheet: SheetImport, state: str) -> list[Facts]:
    """The dry run's rows; of a state only, if it is one."""
    return [row for row in sheet.plan if row["state"] == state] if state else list(sheet.plan)


def exported_needs(user: Any, organization: Organization | None) -> QuerySet[Any]:
    """What an organisation has on the board and in its drafts; without one all that the person may see there."""
    rows = own_needs(organization).filter(status__in=LIVING_NEEDS) if organization else needs_for(user)
    return for_export(rows if organization else rows.filter(status__in=("open", "covered")))


def exported_offers(user: Any, organization: Organization | None) -> QuerySet[Any]:
    rows = own_offers(organization).filter(status__in=LIVING_OFFERS) if organization else offers_for(user)
    return for_export(rows if organization else rows.filter(status__in=("open", "taken")))


def for_export(rows: QuerySet[Any]) -> QuerySet[Any]:
    lists = () if rows.model is Offer else ("target_groups",)
    return with_lines(rows).prefetch_related(*lists).order_by("-pk")[:MOST_EXPORTED]


def is_behind_another(sheet: SheetImport) -> bool:
    """Is a table being written that was started before it and may say something of the same needs? The second one must
    find what the first one brought, or both would bring it.
    """
    running = SheetImport.objects.filter(started_at__isnull=False, finished_at=None, failed_at=None, discarded_at=None)
    earlier = Q(started_at__lt=sheet.started_at) | Q(started_at=sheet.started_at, pk__lt=sheet.pk)
    if sheet.organization_id is not None:  # a table of no organisation in particular names any of them
        earlier &= Q(organization=sheet.organization_id) | Q(organization=None)
    return running.filter(earlier, kind=sheet.kind).exists()
