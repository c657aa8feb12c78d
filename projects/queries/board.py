"""The board of a project as its page, the API and the journal read it. Cards are tasks as the journal tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.models import User
from arabic.normalise import normalise
from projects.models import Column, Project, Task
from projects.queries.projects import Facts
from projects.queries.tasks import standing_tasks, task_facts, with_marks

FIRST = 50  # cards of a column that come at once; the others when somebody asks for them


@dataclass(frozen=True)
class Asked:
    """What a board is narrowed to: numbers of an organisation, a person, a label; late ones; words of titles."""

    organization: int | None = None
    person: int | None = None
    label: int | None = None
    late: bool = False
    words: str = ""

    @property
    def is_all(self) -> bool:
        return self == Asked()


@dataclass(frozen=True)
class ShownColumn:
    """`count` are all tasks that stand in it, `found` those that were asked for, `cards` the first of those."""

    facts: Facts
    cards: list[Facts]
    found: int


def columns(ids: list[int]) -> dict[int, Facts]:
    """For the journal: {id: `column_facts`}."""
    return {row.pk: column_facts(row) for row in counted(Column.objects.filter(pk__in=ids))}


def counted(rows: QuerySet[Column]) -> QuerySet[Column]:
    return rows.annotate(count=Count("tasks", filter=Q(tasks__deleted_at__isnull=True)))


def column_facts(row: Any) -> Facts:
    """Of a column read by `counted`."""
    return {
        "id": row.pk,
        "project": row.project_id,
        "title": row.title,
        "kind": row.kind,
        "position": row.position,
        "limit": row.limit,
        "count": row.count,
    }


def board(project: Project, asked: Asked) -> list[ShownColumn]:
    """The columns in their order, each with its first cards; six queries, however many tasks there are."""
    rows = tasks_asked(project, asked)
    first = rows.annotate(
        place=Window(RowNumber(), partition_by=F("column_id"), order_by=[F("position").asc(), F("pk").asc()])
    )
    cards = defaultdict(list)
    for card in cards_of(first.filter(place__lte=FIRST).values_list("pk", flat=True)):
        cards[card["column"]].append(card)
    standing: list[Any] = list(counted(Column.objects.filter(project=project)).order_by("position", "pk"))
    found = {row.pk: row.count for row in standing} if asked.is_all else found_in(rows)
    return [ShownColumn(column_facts(row), cards[row.pk], found.get(row.pk, 0)) for row in standing]


def people_of(project: Project) -> QuerySet[User]:
    """Those to whom a task of it was given, by name."""
    given = standing_tasks(project).filter(person__isnull=False)
    return User.objects.filter(pk__in=given.values("person")).order_by("display_name", "pk")


def last_of(column: Column, but: Task) -> Task | None:
    """The task behind which one goes that is to be the last."""
    rows = Task.objects.filter(column=column, deleted_at__isnull=True).exclude(pk=but.pk)
    return rows.order_by("position", "pk").last()


def found_in(rows: QuerySet[Task]) -> dict[int, int]:
    return dict(rows.order_by().values_list("column_id").annotate(found=Count("pk")))


def cards_of(pks: Iterable[int]) -> list[Facts]:
    """In the order of the board."""
    today = timezone.localdate()
    rows = with_marks(Task.objects.filter(pk__in=list(pks))).order_by("position", "pk")
    return [task_facts(row, today) for row in rows]


def more_cards(project: Project, column: int, asked: Asked, after: tuple[int, int]) -> tuple[list[Facts], bool]:
    """The next cards of a column behind (position, id), and whether there are more behind them."""
    position, pk = after
    rows = tasks_asked(project, asked).filter(column=column)
    behind = rows.filter(Q(position__gt=position) | Q(position=position, pk__gt=pk)).order_by("position", "pk")
    pks = list(behind.values_list("pk", flat=True)[: FIRST + 1])
    return cards_of(pks[:FIRST]), len(pks) > FIRST


def tasks_asked(project: Project, asked: Asked) -> QuerySet[Task]:
    """What stands on the board of what is asked for."""
    rows = standing_tasks(project)
    chosen = {"organization": asked.organization, "person": asked.person, "labels": asked.label}
    rows = rows.filter(**{name: pk for name, pk in chosen.items() if pk is not None})
    if asked.late:
        rows = rows.filter(done_at__isnull=True, due_on__lt=timezone.localdate())
    if words := normalise(asked.words).split():
        rows = rows.filter(pk__in=titled(rows, words))
    return rows


def titled(rows: QuerySet[Task], words: list[str]) -> list[int]:
    """Titles are compared as the search does, in any spelling; a board is small enough to be read through for it. A
    number alone is that of a task.
    """
    found = rows.order_by().values_list("pk", "number", "title")
    return [pk for pk, number, title in found if is_meant(words, number, normalise(title))]


def is_meant(words: list[str], number: int, title: str) -> bool:
    return words == [str(number)] or all(word in title for word in words)
