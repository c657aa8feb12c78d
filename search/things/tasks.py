"""Tasks and milestones of joint projects, by their titles and descriptions. Only who sees the project finds them."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from projects.models import Task
from projects.permissions import tasks_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, is_hit, titled


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
    found = row.description if is_hit(row.description, wanted) else row.title
    detail = f"{row.column.title} · {row.project.title}"
    return titled(f"/tasks/{row.pk}/", row.title, row.created_at, row.organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Task)
