"""Tasks and milestones of joint projects, by their titles and descriptions. Only who sees the project finds them."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Task
from projects.permissions import tasks_for
from search.excerpts import excerpt
from search.models import SearchEntry
from search.terms import searched
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.TASK,
            object_id=row.pk,
            organization_id=row.organization_id,
            at=row.created_at,
            text=searched(f"{row.title} {row.description}"),
        )
        for row in Task.objects.filter(pk__in=ids, deleted_at__isnull=True)
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=tasks_for(user).values("pk"))


def shown(user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = tasks_for(user).filter(pk__in=ids).select_related("project", "organization__governorate", "column")
    return {row.pk: task_shown(row, wanted) for row in rows}


def task_shown(row: Task, wanted: list[str]) -> Facts:
    """The words around what was asked, or the title where that alone was hit."""
    in_text = bool(wanted) and any(piece.is_hit for piece in excerpt(row.description, wanted))
    found = row.description if in_text else row.title
    return {
        "href": f"/tasks/{row.pk}/",
        "title": row.title,
        "mark": row.organization.mark if row.organization else "",
        "person": None,
        "organization": organization_mark(row.organization) if row.organization else None,
        "room": None,
        "seq": None,
        "at": row.created_at,
        "moment": stamp(row.created_at),
        "detail": f"{row.column.title} · {row.project.title}",
        "is_beside": in_text,
        **with_pieces(excerpt(found, wanted), found),
    }


THING = Thing(entries, seen, shown, Task)
