"""The verbs of dependencies: which task waits for which.

All of them hold the project's row while they look and write, so that two at once cannot close a circle.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.projects import as_it_stands
from projects.models import Dependency, Project, Task
from projects.queries.scheduling import circle

MOST_LAG = 366  # days
MOST_OF_A_TASK, MOST_OF_A_PROJECT = 50, 10_000
NAMED = 12  # tasks of a circle that a refusal names


@verb
def add_dependency(*, actor: Actor, before: Task, after: Task, lag: int = 0) -> Dependency:
    """Let `after` wait for `before`, and `lag` days longer. Where it does so already, its lag becomes this one.

    ValidationError `same_task`, `other_project`, `circle` (which names the way round), `invalid_lag`, `too_many`;
    Conflict `gone` where one of them was deleted meanwhile.
    """
    require(permissions.can_add_dependency(actor, after.project))
    project = as_it_stands(after.project)
    demand_lag(lag)
    demand_pair(project, before, after)
    standing = Dependency.objects.filter(before=before, after=after).first()
    if standing is not None:
        return changed(actor, project, standing, lag)
    demand_room(project, after)
    demand_no_circle(project, before, after)
    made = Dependency.objects.create(before=before, after=after, lag=lag)
    tell("dependency_added", actor, project, made)
    return made


@verb
def edit_dependency(*, actor: Actor, dependency: Dependency, lag: int) -> Dependency:
    """Wait so many days longer. ValidationError `invalid_lag`; Conflict `gone`."""
    require(permissions.can_edit_dependency(actor, dependency.after.project))
    project = as_it_stands(dependency.after.project)
    demand_lag(lag)
    standing = Dependency.objects.filter(pk=dependency.pk).first()
    if standing is None:
        raise Conflict(_("This has been removed meanwhile."), code="gone")
    return changed(actor, project, standing, lag)


@verb
def remove_dependency(*, actor: Actor, dependency: Dependency) -> None:
    """`after` waits for `before` no more. What is removed already stays so."""
    require(permissions.can_remove_dependency(actor, dependency.after.project))
    project = as_it_stands(dependency.after.project)
    standing = Dependency.objects.filter(pk=dependency.pk).first()
    if standing is not None:
        tell("dependency_removed", actor, project, standing)
        Dependency.objects.filter(pk=standing.pk).delete()  # the row keeps its number for the entry


# What they share ------------------------------------------------------------------------------------------------------
def changed(actor: Actor, project: Project, dependency: Dependency, lag: int) -> Dependency:
    if dependency.lag != lag:
        dependency.lag = lag
        dependency.save(update_fields=["lag"])
        tell("dependency_edited", actor, project, dependency)
    return dependency


def tell(event: str, actor: Actor, project: Project, dependency: Dependency) -> None:
    """What was removed cannot be looked up when the entry is read: which tasks it tied stands in the entry."""
    pair: dict[str, Any] = {"before": dependency.before_id, "after": dependency.after_id}
    record(event, stream=project.stream, actor=actor, subject=dependency, kind="dependency", **pair)


def demand_lag(lag: int) -> None:
    if not 0 <= lag <= MOST_LAG:
        raise invalid(_("Wait from 0 to 366 days."), code="invalid_lag", field="lag")


def demand_pair(project: Project, before: Task, after: Task) -> None:
    if before.pk == after.pk:
        raise invalid(_("A task cannot wait for itself."), code="same_task", field="before")
    if before.project_id != project.pk:
        raise invalid(_("Choose a task of the same project."), code="other_project", field="before")
    if Task.objects.filter(pk__in=[before.pk, after.pk], deleted_at__isnull=True).count() < 2:
        raise Conflict(_("One of the two tasks has been deleted meanwhile."), code="gone")


def demand_room(project: Project, after: Task) -> None:
    many = after.forerunners.count() >= MOST_OF_A_TASK
    if many or Dependency.objects.filter(after__project=project).count() >= MOST_OF_A_PROJECT:
        words = _("A task waits for at most %(count)s others.") % {"count": MOST_OF_A_TASK}
        raise invalid(words, code="too_many", field="before")


def demand_no_circle(project: Project, before: Task, after: Task) -> None:
    way = circle(project, before, after)
    if way:
        words = _("This would close a circle: %(way)s. Each of them waits for the one before it.")
        raise invalid(words % {"way": named([*way, way[0]])}, code="circle", field="before")


def named(tasks: list[Task]) -> str:
    """«3 عرض أسعار ← 5 شراء ← 3 عرض أسعار»; of a long way its beginning and its end."""
    names = [f"{task.number} {task.title[:40]}" for task in tasks]
    if len(names) > NAMED:
        names = [*names[: NAMED - 2], "…", names[-1]]
    return f" {_('→')} ".join(names)
