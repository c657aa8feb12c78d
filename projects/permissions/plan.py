"""Who sees the goals and activities of a plan, and who may do what to them: whoever works in the project."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Activity, Project, Result
from projects.permissions.seen import can_work, projects_for


def results_for(user: Any) -> QuerySet[Result]:
    return Result.objects.filter(project__in=projects_for(user))


def activities_for(user: Any) -> QuerySet[Activity]:
    return Activity.objects.filter(project__in=projects_for(user))


def can_create_result(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_result(actor: Actor, result: Result) -> bool:
    return can_work(actor, result.project)


def can_place_result(actor: Actor, result: Result) -> bool:
    return can_work(actor, result.project)


def can_delete_result(actor: Actor, result: Result) -> bool:
    return can_work(actor, result.project)


def can_create_activity(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_activity(actor: Actor, activity: Activity) -> bool:
    return can_work(actor, activity.project)


def can_place_activity(actor: Actor, activity: Activity) -> bool:
    return can_work(actor, activity.project)


def can_delete_activity(actor: Actor, activity: Activity) -> bool:
    return can_work(actor, activity.project)
