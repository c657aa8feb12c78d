"""What an organisation keeps of a project it left: decision 46 says what, and why no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date

from organizations.models import Organization, Place, Sector
from projects.models import (
    Contribution,
    Document,
    DocumentVersion,
    Indicator,
    Measurement,
    Partner,
    Period,
    Photo,
    Project,
)

PARTS = 1000  # values of indicators are thousandths


@dataclass(frozen=True)
class Kept:
    """The agreement as it stood on the last day, one's own contributions and files, and the periods closed by then."""

    title: str
    aim: str
    status: str
    starts_on: date | None
    ends_on: date | None
    places: list[str]
    sectors: list[str]
    partners: list[tuple[Organization, str]]
    periods: list[Mapping[str, Any]]
    contributions: list[Contribution]
    files: list[DocumentVersion]
    photos: list[Photo]


def kept(partner: Partner) -> Kept:
    """Of a partnership that ended; empty where one ended before this was kept."""
    known: dict[str, Any] = partner.kept
    named = Organization.objects.in_bulk([row["organization"] for row in known.get("partners", ())])
    return Kept(
        title=known.get("title", ""),
        aim=known.get("aim", ""),
        status=str(Project.Status(known["status"]).label) if known.get("status") else "",
        starts_on=parse_date(known.get("starts_on") or ""),
        ends_on=parse_date(known.get("ends_on") or ""),
        places=[str(row) for row in Place.objects.filter(pcode__in=known.get("places", ()))],
        sectors=[str(row) for row in Sector.objects.filter(code__in=known.get("sectors", ()))],
        partners=[
            (named[row["organization"]], str(Partner.Role(row["role"]).label))
            for row in known.get("partners", ())
            if row["organization"] in named
        ],
        periods=known.get("periods", []),
        contributions=list(own_contributions(partner)),
        files=list(own_files(partner)),
        photos=list(own_photos(partner)),
    )


def own_contributions(partner: Partner) -> QuerySet[Contribution]:
    """What it gave or promised until it left; what was withdrawn by then too, since that was agreed."""
    rows = Contribution.objects.filter(project=partner.project_id, organization=partner.organization_id)
    return rows.filter(created_at__lte=partner.left_at).select_related("item").order_by("kind", "pk")


def own_files(partner: Partner) -> QuerySet[DocumentVersion]:
    """The versions its own people brought until it left, deleted documents apart."""
    rows = DocumentVersion.objects.filter(
        document__project=partner.project_id,
        document__kind=Document.Kind.FILE,
        document__deleted_at__isnull=True,
        organization=partner.organization_id,
        created_at__lte=partner.left_at,
    )
    return rows.select_related("document__project", "file").order_by("-created_at", "-pk")


def own_photos(partner: Partner) -> QuerySet[Photo]:
    """The pictures its own people brought until it left."""
    rows = Photo.objects.filter(
        project=partner.project_id, organization=partner.organization_id, created_at__lte=partner.left_at
    )
    return rows.select_related("file", "project", "organization").order_by("-created_at", "-pk")


# What is written down on the last day ---------------------------------------------------------------------------------
def agreement_of(project: Project) -> dict[str, Any]:
    """As JSON: aim, state, dates, places, sectors, partners, and the figures of the closed periods. What is changed
    later is not theirs to read, so it is copied, not looked up.
    """
    partners = project.partners.filter(status=Partner.Status.ACCEPTED).order_by("pk")
    return {
        "title": project.title,
        "aim": project.aim,
        "status": project.status,
        "starts_on": project.starts_on and project.starts_on.isoformat(),
        "ends_on": project.ends_on and project.ends_on.isoformat(),
        "places": [place.pcode for place in project.places.all()],
        "sectors": [sector.code for sector in project.sectors.all()],
        "partners": [{"organization": row.organization_id, "role": row.role} for row in partners],
        "periods": closed_periods(project),
    }


def closed_periods(project: Project) -> list[dict[str, Any]]:
    """The title and days of each closed period, with what every indicator reached in it, as decimals in text."""
    closed = Period.objects.filter(project=project, closed_at__isnull=False)
    standing = Measurement.objects.filter(Q(period__in=closed), is_standing=True).select_related("indicator")
    reached: dict[int, list[Measurement]] = {}
    for row in standing.order_by("indicator__position", "indicator", "pk"):
        reached.setdefault(row.period_id, []).append(row)
    return [
        {
            "title": period.title,
            "starts_on": period.starts_on.isoformat(),
            "ends_on": period.ends_on.isoformat(),
            "figures": figures_of(reached.get(period.pk, ())),
        }
        for period in closed
    ]


def figures_of(rows: Iterable[Measurement]) -> list[dict[str, str]]:
    by_indicator: dict[Indicator, list[int]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row.value)
    return [
        {"title": indicator.title, "value": in_text(sum(values) if indicator.adds_up else values[-1])}
        for indicator, values in by_indicator.items()
    ]


def in_text(thousandths: int) -> str:
    whole, rest = divmod(abs(thousandths), PARTS)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole}.{rest:03}".rstrip("0").rstrip(".")
