"""One page that answers: what is this, who is in, where, how far, what is late, what comes next, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from chat.models import Message
from needs.permissions import needs_for
from needs.queries.talks import last_words
from organizations.outlines import ShadedMap, shaded_map
from projects.models import Activity, Project, Task, Visit
from projects.queries.activity import Happening, happenings, read_up_to, told
from projects.queries.indicators import Progress as Reached
from projects.queries.indicators import first_indicators
from projects.queries.progress import WorkDone, work_done
from projects.queries.tasks import standing_tasks

FEW = 5
HAPPENINGS = 6


@dataclass
class Overview:
    progress: WorkDone
    indicators: list[Reached]
    late: list[Task]
    late_count: int
    coming: list[Task]
    days_left: int | None
    map: ShadedMap | None
    places: list[str]
    happenings: list[Happening]
    news: int
    visit: Visit | None
    said: list[Message]
    needs: list[Any]


def overview(project: Project, user: Any) -> Overview:
    """For one reader; the number of queries does not grow with the project."""
    visit = read_up_to(project, user)
    late = open_tasks(project).filter(due_on__lt=timezone.localdate())
    newest = list(happenings(project)[:HAPPENINGS])
    return Overview(
        progress=work_done(project),
        indicators=first_indicators(project, FEW),
        late=list(late.order_by("due_on", "pk")[:FEW]),
        late_count=late.count(),
        coming=list(open_tasks(project).filter(due_on__gte=timezone.localdate()).order_by("due_on", "pk")[:FEW]),
        days_left=days_left(project.ends_on),
        map=map_of(project),
        places=[str(place) for place in project.places.all()],
        happenings=told(project, newest, visit.number if visit else None),
        news=news_of(project, user, visit),
        visit=visit,
        said=last_words(project),  # type: ignore[arg-type]
        needs=list(needs_for(user).filter(project_links__project=project).select_related("organization")),
    )


def open_tasks(project: Project) -> QuerySet[Task]:
    rows = standing_tasks(project).filter(done_at__isnull=True)
    return rows.select_related("organization", "person", "column")


def days_left(ends_on: date | None) -> int | None:
    """Days until it ends; negative after it."""
    return (ends_on - timezone.localdate()).days if ends_on else None


def map_of(project: Project) -> ShadedMap | None:
    """Its governorates, shaded by how many activities are there; None where no place is named."""
    numbers = {place.pcode[:4]: 1 for place in project.places.all()}
    placed = Activity.objects.filter(project=project, place__isnull=False)
    for pcode, number in placed.values_list("place").annotate(number=Count("pk")):
        numbers[pcode[:4]] = numbers.get(pcode[:4], 0) + number
    if not numbers:
        return None
    here = f"/projects/{project.pk}/"
    return shaded_map(numbers, words=lambda code: str(numbers.get(code, "")), address=lambda _code: here)


def news_of(project: Project, user: Any, visit: Visit | None) -> int:
    """How much others did since one was here; nothing for whoever is here for the first time."""
    if visit is None:
        return 0
    return happenings(project).filter(~Q(person=user), number__gt=visit.number).count()
