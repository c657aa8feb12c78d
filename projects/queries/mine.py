"""What is mine across projects: given to me, to my organisation, overdue, waiting for others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from journal.actors import Actor
from journal.queries import heads
from projects.models import Project, Task
from projects.permissions import projects_for, tasks_for
from projects.queries.tasks import with_marks

MOST = 100  # of one page, the most pressing first
FAR = 1_000  # pages; nobody has so many
WATCHED = 6  # projects of which a page hears at once: of eight streams in all, some are rooms in other tabs
SATURDAY = 5  # as date.weekday() counts: the last day of a week that begins on Sunday


@dataclass
class Mine:
    """Each task once: what waits for others stands there alone, since nobody here can do it now. `asked_of_us` are
    those of others that wait for my organisation.
    """

    overdue: list[Task] = field(default_factory=list)
    this_week: list[Task] = field(default_factory=list)
    later: list[Task] = field(default_factory=list)
    unassigned: list[Task] = field(default_factory=list)
    waiting: list[Task] = field(default_factory=list)
    asked_of_us: list[Task] = field(default_factory=list)
    is_cut: bool = False

    @property
    def count(self) -> int:
        groups = (self.overdue, self.this_week, self.later, self.unassigned, self.waiting, self.asked_of_us)
        return sum(len(rows) for rows in groups)


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """Not done, of projects that run, and mine: a person's own, their organisation's without a person or waiting, and
    those that wait for their organisation. The most pressing first.
    """
    own = Q(person=actor.user)
    if actor.organization is not None:
        own |= Q(organization=actor.organization, person__isnull=True) | Q(waiting_for=actor.organization)
        own |= Q(organization=actor.organization, waiting_for__isnull=False)
    running = ~Q(project__status__in=[Project.Status.ARCHIVED, Project.Status.PAUSED])
    rows = tasks_for(actor.user).filter(own, running, done_at__isnull=True)
    return with_marks(rows).select_related("project").order_by(F("due_on").asc(nulls_last=True), "pk")


def mine(actor: Actor, project: int | None = None, page: int = 1) -> Mine:
    """The hundred of a page, counted from 1; `is_cut` where there is another one behind it. Two queries, whatever the
    number.
    """
    rows = my_tasks(actor)
    if project is not None:
        rows = rows.filter(project=project)
    start = (min(page, FAR) - 1) * MOST
    found, today, result = list(rows[start : start + MOST + 1]), timezone.localdate(), Mine()
    result.is_cut = len(found) > MOST
    for task in found[:MOST]:
        group_of(result, task, actor, today).append(task)
    return result


def group_of(result: Mine, task: Task, actor: Actor, today: date) -> list[Task]:
    own_organization = actor.organization_id
    is_own = task.person_id == actor.person_id
    if own_organization is not None and task.waiting_for_id == own_organization and not is_own:
        return result.asked_of_us
    if task.waiting_for_id is not None and task.waiting_for_id != own_organization:
        return result.waiting
    if not is_own:
        return result.unassigned
    if task.due_on is not None and task.due_on < today:
        return result.overdue
    if task.due_on is not None and task.due_on <= end_of_week(today):
        return result.this_week
    return result.later


def end_of_week(today: date) -> date:
    """The Saturday behind a week of work that begins on Sunday; Friday and Saturday belong to the one that ends."""
    return today + timedelta(days=(SATURDAY - today.weekday()) % 7)


def watched_streams(actor: Actor) -> list[tuple[str, int]]:
    """(stream, head) of the projects in which something may become mine: those in which something is, then the newest.
    Three queries.
    """
    with_mine = set(my_tasks(actor).order_by().values_list("project", flat=True).distinct())
    running = projects_for(actor.user).exclude(status__in=[Project.Status.ARCHIVED, Project.Status.PAUSED])
    chosen = running.order_by(Case(When(pk__in=with_mine, then=0), default=1), "-pk")[:WATCHED]
    reached = heads([row.stream for row in chosen])
    return [(row.stream, reached[row.stream].head if row.stream in reached else 0) for row in chosen]


def my_projects(actor: Actor) -> list[Any]:
    """(id, title) of the projects in which something is mine, to narrow the page to one."""
    rows = my_tasks(actor).order_by().values_list("project", "project__title").distinct()
    return sorted(rows, key=lambda row: row[1])
