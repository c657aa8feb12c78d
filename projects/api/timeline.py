"""A project's time for programs: its tasks with their days, what waits for what, moving several at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.queries import head
from journal.refusals import invalid
from journal.requests import asked, checked
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.actions.replans import MOST_MOVES, Move
from projects.models import Dependency, Project, Task
from projects.queries.charts import task_days
from projects.queries.scheduling import dependency_facts, preview
from projects.queries.timeline import critical_tasks, dated


class TaskDaysOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.CharField()
    activity = serializers.IntegerField(allow_null=True)
    organization = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    progress = serializers.IntegerField()
    is_done = serializers.BooleanField()
    version = serializers.IntegerField()


class DependencyOut(serializers.Serializer[Any]):
    """`after` waits for `before`, and `lag` days longer."""

    id = serializers.IntegerField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    lag = serializers.IntegerField()


class TimelineOut(serializers.Serializer[Any]):
    """`critical`: the chain of tasks that leads to the end."""

    head = serializers.IntegerField()
    tasks = TaskDaysOut(many=True)
    dependencies = DependencyOut(many=True)
    critical = serializers.ListField(child=serializers.IntegerField())


class DependenciesOut(serializers.Serializer[Any]):
    results = DependencyOut(many=True)


class DependencyIn(serializers.Serializer[Any]):
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    lag = serializers.IntegerField(default=0)


class LagIn(serializers.Serializer[Any]):
    lag = serializers.IntegerField()


class ShiftOut(serializers.Serializer[Any]):
    """A task and the days it would get; `was` are those it has."""

    task = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    was = serializers.ListField(child=serializers.DateField(allow_null=True))
    starts_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)


class PreviewOut(serializers.Serializer[Any]):
    """`others` move too; `early`: {task: the first day on which it may begin}."""

    moves = ShiftOut(many=True)
    others = ShiftOut(many=True)
    early = serializers.DictField(child=serializers.DateField())


class PreviewIn(serializers.Serializer[Any]):
    task = serializers.IntegerField()
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    skips_weekends = serializers.BooleanField(default=False)


class MoveIn(serializers.Serializer[Any]):
    task = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class ReplanIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    moves = serializers.ListField(child=MoveIn(), max_length=MOST_MOVES)


class ReplannedOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    tasks = TaskDaysOut(many=True)


def found_project(request: Request, pk: int) -> Project:
    row = queries.seen_project(request.user, pk)
    if row is None:
        raise Http404
    return row


class TimelineViewSet(ViewSet):
    """The days of a project's tasks, and moving several at once."""

    @extend_schema(responses=TimelineOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        reached = head(f"project.{pk}")
        row = found_project(request, pk)
        links = Dependency.objects.filter(after__project=row, after__deleted_at__isnull=True)
        told = {
            "head": reached,
            "tasks": [task_days(task) for task in dated(row)],
            "dependencies": [dependency_facts(each) for each in links.filter(before__deleted_at__isnull=True)],
            "critical": sorted(critical_tasks(row)),
        }
        return Response(TimelineOut(told).data)

    @extend_schema(parameters=[PreviewIn], responses=PreviewOut)
    def preview(self, request: Request, pk: int) -> Response:
        """What else moves where one task gets these days."""
        row = found_project(request, pk)
        given = asked(PreviewIn, request)
        get_object_or_404(permissions.tasks_for(request.user).filter(project=row), pk=given["task"])
        days = {given["task"]: (given["starts_on"], given["due_on"])}
        found = preview(row, days, given["skips_weekends"])
        early = {str(pk): day.isoformat() for pk, day in found.early.items()}
        told = {name: [each.facts() for each in getattr(found, name)] for name in ("moves", "others")}
        return Response(PreviewOut({**told, "early": early}).data)

    @extend_schema(request=ReplanIn, responses=ReplannedOut)
    def replan(self, request: Request, pk: int) -> Response:
        """All of them or none; the same `client_id` again answers with the same tasks."""
        row = found_project(request, pk)
        given = checked(ReplanIn, request)
        moves = [Move(**each) for each in given["moves"]]
        tasks = actions.replan_tasks(actor=actor_for(request), project=row, moves=moves, client_id=given["client_id"])
        return Response(ReplannedOut({"head": head(row.stream), "tasks": [task_days(task) for task in tasks]}).data)


class FeedOut(serializers.Serializer[Any]):
    """The address is told this once."""

    id = serializers.IntegerField()
    address = serializers.URLField()


class FeedViewSet(ViewSet):
    """The secret address under which a calendar program reads what a project plans, or what is one's own."""

    def whose(self, request: Request, pk: int | None) -> Project | None:
        return None if pk is None else found_project(request, pk)

    @extend_schema(request=None, responses=FeedOut)
    def renew(self, request: Request, pk: int | None = None) -> Response:
        """A new address; the one before it ends."""
        key, secret = actions.create_feed_key(actor=actor_for(request), project=self.whose(request, pk))
        return Response({"id": key.pk, "address": request.build_absolute_uri(f"/feeds/{secret}.ics")})

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int | None = None) -> Response:
        for key in permissions.feed_keys_for(request.user).filter(project=self.whose(request, pk)):
            actions.revoke_feed_key(actor=actor_for(request), key=key)
        return Response(status=204)


class DependencyViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Dependency:
        return get_object_or_404(permissions.dependencies_for(request.user).select_related("after__project"), pk=pk)

    def task(self, request: Request, project: Project, pk: int, field: str) -> Task:
        """One that is not there and one of elsewhere look alike."""
        row = permissions.tasks_for(request.user).filter(project=project, pk=pk).select_related("project").first()
        if row is None:
            raise invalid(_("Choose a task of the same project."), code="unknown_task", field=field)
        return row

    @extend_schema(responses=DependenciesOut)
    def list(self, request: Request, pk: int) -> Response:
        row = found_project(request, pk)
        rows = permissions.dependencies_for(request.user).filter(after__project=row).order_by("pk")
        return Response({"results": [dependency_facts(each) for each in rows]})

    @extend_schema(request=DependencyIn, responses=DependencyOut)
    def add(self, request: Request, pk: int) -> Response:
        """Absolute: where `after` waits for `before` already, its lag becomes this one."""
        row = found_project(request, pk)
        given = checked(DependencyIn, request)
        pair = {name: self.task(request, row, given[name], name) for name in ("before", "after")}
        made = actions.add_dependency(actor=actor_for(request), lag=given["lag"], **pair)
        return Response(dependency_facts(made))

    @extend_schema(request=LagIn, responses=DependencyOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        made = actions.edit_dependency(actor=actor_for(request), dependency=row, **checked(LagIn, request))
        return Response(dependency_facts(made))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.remove_dependency(actor=actor_for(request), dependency=self.found(request, pk))
        return Response(status=204)
