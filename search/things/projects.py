"""Joint projects, by their names, what they are for, their partners and places. Only who sees one finds it."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Project
from projects.permissions import projects_for
from projects.queries import lead_of, listed
from search.excerpts import excerpt
from search.models import SearchEntry
from search.terms import searched
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.PROJECT,
            object_id=row.pk,
            at=row.created_at,
            text=searched(f"{row.search_text} {row.title} {row.aim}"),
        )
        for row in Project.objects.filter(pk__in=ids)
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=projects_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    return {row.pk: project_shown(row, wanted) for row in listed(Project.objects.filter(pk__in=ids))}


def project_shown(row: Project, wanted: list[str]) -> Facts:
    lead = lead_of(row)
    found = next((text for text in (row.title, row.aim) if is_hit(text, wanted)), row.title)
    return {
        "href": f"/projects/{row.pk}/",
        "title": row.title,
        "mark": lead.organization.mark if lead else "",
        "person": None,
        "organization": organization_mark(lead.organization) if lead else None,
        "room": None,
        "seq": None,
        "at": row.created_at,
        "moment": stamp(row.created_at),
        "detail": " · ".join([row.get_status_display(), row.code, *([str(lead.organization)] if lead else [])]),
        "is_beside": found != row.title,
        **with_pieces(excerpt(found, wanted), found),
    }


def is_hit(text: str, wanted: list[str]) -> bool:
    return bool(wanted) and any(piece.is_hit for piece in excerpt(text, wanted))


THING = Thing(entries, seen, shown, Project)
