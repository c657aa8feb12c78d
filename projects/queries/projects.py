"""Projects as pages, the API and the journal read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from arabic.normalise import normalise
from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Partner, Project
from projects.permissions import projects_for

WORDS_LIMIT = 8
ORDER = (Project.Status.ACTIVE, Project.Status.PROPOSED, Project.Status.PAUSED, Project.Status.COMPLETED)
Facts = dict[str, Any]


def projects(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: project_facts(row) for row in listed(Project.objects.filter(pk__in=ids))}


def partners(ids: list[int]) -> dict[int, Facts]:
    """Also read on the stream of an organisation that was asked, said no, or left: it is told the title as long as it
    is asked or in.
    """
    found = Partner.objects.filter(pk__in=ids).select_related("project", "organization__governorate")
    return {row.pk: partner_facts(row) for row in found}


def project_facts(row: Project) -> Facts:
    lead = lead_of(row)
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "aim": row.aim,
        "status": row.status,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "sectors": [sector.code for sector in row.sectors.all()],
        "places": [place.pk for place in row.places.all()],
        "target_groups": [group.pk for group in row.target_groups.all()],
        "currency": row.currency,
        "lead": organization_mark(lead.organization) if lead else None,
        "partners": [{**organization_mark(each.organization), "role": each.role} for each in standing_partners(row)],
        "room": row.room_id,
        "is_public": row.is_public,
        "created_at": stamp(row.created_at),
        "closed_at": stamp(row.closed_at),
        "status_reason": row.status_reason,
    }


def partner_facts(row: Partner) -> Facts:
    is_told = row.status in {Partner.Status.INVITED, Partner.Status.ACCEPTED}
    return {
        "id": row.pk,
        "project": {"id": row.project_id, "code": row.project.code, "title": row.project.title if is_told else ""},
        "organization": organization_mark(row.organization),
        "role": row.role,
        "status": row.status,
    }


def standing_partners(row: Project) -> list[Partner]:
    """Those that are in, the lead first; of a project read by `listed`."""
    standing = [each for each in row.partners.all() if each.is_standing]
    return sorted(standing, key=lambda each: (each.role != Partner.Role.LEAD, each.pk))


def lead_of(row: Project) -> Partner | None:
    return next((each for each in standing_partners(row) if each.role == Partner.Role.LEAD), None)


def listed(rows: QuerySet[Project]) -> QuerySet[Project]:
    """With what a list shows of each; five queries."""
    partners = Prefetch("partners", Partner.objects.select_related("organization__governorate"))
    return rows.select_related("author", "room").prefetch_related(
        partners, "sectors", "places__parent__parent", "target_groups"
    )


def projects_asked(user: Any, text: str = "", status: str = "") -> QuerySet[Project]:
    """Those the person sees, the newest first; without a status all that are not archived."""
    rows = projects_for(user)
    rows = rows.filter(status=status) if status else rows.exclude(status=Project.Status.ARCHIVED)
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("-created_at", "-pk")


def seen_project(user: Any, pk: int) -> Project | None:
    return listed(projects_for(user).filter(pk=pk)).first()
