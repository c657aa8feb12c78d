"""The verbs of goals and outputs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns, set_columns
from projects import permissions
from projects.actions.order import position_after, position_at_end
from projects.actions.projects import as_it_stands as project_as_it_stands
from projects.models import Project, Result

MOST_RESULTS = 100  # of a project
DETAILS = frozenset({"title", "note", "goal"})


@verb
def create_result(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    kind: str,
    title: str,
    goal: Result | None = None,
    note: str = "",
) -> Result:
    """Say what the project is for: a goal, or an output of a `goal`; at the end of the list.

    A repeated `client_id` gives the same row, or Conflict `client_id_reused`. ValidationError by field; Conflict
    `too_many_results`.
    """
    require(permissions.can_create_result(actor, project))
    if first := Result.objects.filter(project=project, client_id=client_id).first():
        return repeated_result(first, kind, title)
    project = project_as_it_stands(project)
    if project.results.count() >= MOST_RESULTS:
        words = _("A plan holds at most %(count)s goals and outputs.") % {"count": MOST_RESULTS}
        raise Conflict(words, code="too_many_results")
    result = Result(project=project, kind=kind, client_id=client_id)
    fill(result, {"title": title, "note": note, "goal": goal})
    result.position = position_at_end(neighbours(result))
    result.save()
    record("result_created", stream=project.stream, actor=actor, subject=result)
    return result


@verb
def edit_result(*, actor: Actor, result: Result, **details: Any) -> Result:
    """Say it better (columns of DETAILS), or put an output under another goal. ValidationError by field."""
    require(permissions.can_edit_result(actor, result))
    result = as_it_stands(result)
    before = {name: getattr(result, name) for name in details}
    fill(result, details)
    changed = sorted(name for name in details if getattr(result, name) != before[name])
    if changed:
        result.save()
        record("result_edited", stream=result.project.stream, actor=actor, subject=result, fields=changed)
    return result


@verb
def place_result(*, actor: Actor, result: Result, after: Result | None = None) -> Result:
    """Put it behind another one of the same kind under the same goal; first where `after` is None. ValidationError
    `invalid_choice`.
    """
    require(permissions.can_place_result(actor, result))
    result = as_it_stands(result)
    result.position = position_after(neighbours(result), after)
    result.save(update_fields=["position"])
    record("result_placed", stream=result.project.stream, actor=actor, subject=result)
    return result


@verb
def delete_result(*, actor: Actor, result: Result) -> None:
    """Strike it out. Conflict `in_use` while outputs, activities or indicators hang on it."""
    require(permissions.can_delete_result(actor, result))
    result = as_it_stands(result)
    if result.outputs.exists() or result.activities.exists():
        raise in_use_result()
    record("result_deleted", stream=result.project.stream, actor=actor, subject=result)
    try:
        Result.objects.filter(pk=result.pk).delete()
    except ProtectedError:
        raise in_use_result() from None


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(result: Result) -> Result:
    """Read again with the project held, so that two who put things in order do not mix them up."""
    project_as_it_stands(result.project)
    return Result.objects.select_related("project", "goal").get(pk=result.pk)


def neighbours(result: Result) -> QuerySet[Result]:
    return Result.objects.filter(project=result.project_id, kind=result.kind, goal=result.goal_id).exclude(pk=result.pk)


def repeated_result(first: Result, kind: str, title: str) -> Result:
    demand_repeat((first.kind, first.title) == (kind, defuse_name(title)))
    return first


def fill(result: Result, details: dict[str, Any]) -> None:
    set_columns(result, details, DETAILS, {"note"})
    check_columns(result, {"title", "kind", *(name for name in details if name == "note")})
    goal = result.goal
    if result.kind == Result.Kind.GOAL and goal is not None:
        raise invalid(_("A goal stands by itself."), code="invalid_choice", field="goal")
    if result.kind == Result.Kind.OUTPUT and not serves(result, goal):
        raise invalid(_("Choose the goal it serves."), code="invalid_choice", field="goal")


def serves(result: Result, goal: Result | None) -> bool:
    return goal is not None and goal.kind == Result.Kind.GOAL and goal.project_id == result.project_id


def in_use_result() -> Conflict:
    return Conflict(_("Something in the plan hangs on it. Move or delete that first."), code="in_use")
