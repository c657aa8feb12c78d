"""What stands on which day: a month of a project, and the feeds that calendar programs read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User, digest_of
from paper.ics import Item
from projects.gantt import week_of
from projects.models import FeedKey, Project, Task
from projects.permissions import projects_for, tasks_for
from projects.queries.charts import percent
from projects.queries.scheduling import span_of
from projects.queries.tasks import is_late
from projects.queries.timeline import dated
from projects.scheduling import DAY, WEEKEND

SHOWN_OF_A_DAY = 3
MOST_OF_A_MONTH = 600
MOST_OF_A_FEED = 2_000
KEPT = timedelta(days=92)  # how long a feed tells of what is over


@dataclass(frozen=True)
class Mark:
    """A task on a day: `due` there, or beginning (`begins`)."""

    task: Task
    is_begin: bool
    is_late: bool


@dataclass
class MonthDay:
    day: date
    is_within: bool
    is_today: bool
    is_off: bool
    marks: list[Mark] = field(default_factory=list)

    @property
    def shown(self) -> list[Mark]:
        return self.marks if len(self.marks) <= SHOWN_OF_A_DAY + 1 else self.marks[:SHOWN_OF_A_DAY]

    @property
    def folded(self) -> list[Mark]:
        return self.marks[len(self.shown) :]


def month_weeks(project: Project, first: date) -> list[list[MonthDay]]:
    """The weeks that hold a month, from Sunday to Saturday, with what is due or begins on their days; one query."""
    start = week_of(first)
    following = (first + DAY * 32).replace(day=1)
    weeks = ((following - DAY) - start).days // 7 + 1
    today = timezone.localdate()
    days = [start + DAY * at for at in range(weeks * 7)]
    found = marks_between(project, start, days[-1])
    rows = [MonthDay(day, day.month == first.month, day == today, day.weekday() in WEEKEND, found[day]) for day in days]
    return [rows[at : at + 7] for at in range(0, len(rows), 7)]


def marks_between(project: Project, start: date, end: date) -> dict[date, list[Mark]]:
    """What is due first, then what begins."""
    rows = dated(project).filter(Q(first__range=(start, end)) | Q(last__range=(start, end)))[:MOST_OF_A_MONTH]
    today = timezone.localdate()
    found: dict[date, list[Mark]] = defaultdict(list)
    begins: dict[date, list[Mark]] = defaultdict(list)
    for task in rows:
        found[task.last].append(Mark(task, False, is_late(task, today)))
        if task.first != task.last:
            begins[task.first].append(Mark(task, True, False))
    for day, marks in begins.items():
        found[day] += marks
    return found


# Feeds ----------------------------------------------------------------------------------------------------------------
def feed_key(secret: str) -> FeedKey | None:
    """The standing key of an address, of a person who may still sign in."""
    rows = FeedKey.objects.filter(digest=digest_of(secret), revoked_at__isnull=True, person__is_active=True)
    return rows.select_related("person", "project").first()


def feed_tasks(key: FeedKey) -> list[Task] | None:
    """What an address tells: rights are asked now, not when it was made. None where the project is seen no more."""
    person: User = key.person
    if key.project is not None and not projects_for(person).filter(pk=key.project.pk).exists():
        return None
    rows: Any = tasks_for(person).filter(Q(starts_on__isnull=False) | Q(due_on__isnull=False))
    rows = rows.filter(project=key.project) if key.project else rows.filter(person=person)
    recent = Q(due_on__gte=timezone.localdate() - KEPT) | Q(due_on__isnull=True) | Q(done_at__isnull=True)
    rows = rows.filter(recent).select_related("project", "organization", "activity")
    return list(rows.order_by("due_on", "starts_on", "pk")[:MOST_OF_A_FEED])


def feed_items(tasks: list[Task], address: str) -> list[Item]:
    """`address` is that of this site, "https://multaqa.example", before the page of a task."""
    return [item_of(task, address) for task in tasks]


def item_of(task: Task, address: str) -> Item:
    span = span_of(task)
    assert span is not None  # only dated tasks are told
    is_milestone = task.kind == Task.Kind.MILESTONE
    about = [task.project.title, str(task.organization or ""), task.activity.title if task.activity else ""]
    return Item(
        uid=f"task-{task.pk}@{task.project.code}.multaqa",
        first=span.starts,
        last=span.ends,
        title=f"{'◆ ' if is_milestone else ''}{'✓ ' if task.done_at else ''}{task.title}",
        about="\n".join(filter(None, about)),
        url=f"{address}/projects/{task.project_id}/timeline/",
        changed_at=changed_at(task),
        sequence=task.version,
        percent=percent(task),
        categories=(task.project.title,),
    )


def changed_at(task: Task) -> datetime:
    return max(task.created_at, task.moved_at)


def feed_keys(ids: list[int]) -> dict[int, dict[str, Any]]:
    """Told to the person only, on their own stream; never the secret."""
    rows = FeedKey.objects.filter(pk__in=ids)
    return {row.pk: {"id": row.pk, "project": row.project_id, "is_standing": row.revoked_at is None} for row in rows}
