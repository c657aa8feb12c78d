"""Joint projects, by their names, what they are for, their partners and places. Only who sees one finds it."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from projects.models import Project
from projects.permissions import projects_for
from projects.queries import lead_of, listed
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled


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
    organization = lead.organization if lead else None
    detail = " · ".join([row.get_status_display(), row.code, *([str(organization)] if organization else [])])
    found = hit_of(wanted, row.title, row.aim)
    return titled(f"/projects/{row.pk}/", row.title, row.created_at, organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Project)
