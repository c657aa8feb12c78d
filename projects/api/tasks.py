"""Tasks for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.requests import asked, checked, created_code
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.api.choices import chosen
from projects.api.plan import seen_project
from projects.api.projects import ProjectMarkOut
from projects.models import Task

ROWS = ("activity", "organization", "person", "waiting_for", "column")


class PersonMarkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()


class TaskLabelOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    tint = serializers.CharField()


class TaskOut(serializers.Serializer[Any]):
    """As the entries of its project's stream tell it. `checked` of `checks` lines of the checklist are done."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Task.Kind.choices)
    title = serializers.CharField()
    activity = serializers.IntegerField(allow_null=True)
    column = serializers.IntegerField()
    position = serializers.IntegerField()
    version = serializers.IntegerField()
    organization = ProjectMarkOut(allow_null=True)
    person = PersonMarkOut(allow_null=True)
    waiting_for = ProjectMarkOut(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    progress = serializers.IntegerField()
    repeats = serializers.CharField()
    labels = TaskLabelOut(many=True)
    checks = serializers.IntegerField()
    checked = serializers.IntegerField()
    comments = serializers.IntegerField()
    files = serializers.IntegerField()
    late = serializers.BooleanField()
    created_at = serializers.CharField()
    moved_at = serializers.CharField()
    done_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Task) -> dict[str, Any]:
        return queries.task_facts(row, timezone.localdate())


class CheckOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    task = serializers.IntegerField()
    text = serializers.CharField()
    done = serializers.BooleanField()
    done_at = serializers.CharField(allow_null=True)
    done_by = PersonMarkOut(allow_null=True)

    def to_representation(self, row: Any) -> dict[str, Any]:
        return queries.check_facts(row)


class OneTaskOut(TaskOut):
    """Beside what a card shows: its words, its checklist, and the head of the project's stream."""

    head = serializers.IntegerField()
    description = serializers.CharField()
    checklist = CheckOut(many=True)

    def to_representation(self, row: Task) -> dict[str, Any]:
        checklist = [queries.check_facts(each) for each in queries.checks_of(row)]
        facts = {"head": head(row.project.stream), **super().to_representation(row)}
        return {**facts, "description": row.description, "checklist": checklist}


class TaskChangesIn(serializers.Serializer[Any]):
    """`version` is the one that was read: what somebody else changed since is refused as `stale`, with both."""

    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=Task.Kind.choices, required=False)
    description = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    activity = serializers.IntegerField(required=False, allow_null=True)
    organization = serializers.IntegerField(required=False, allow_null=True)
    person = serializers.IntegerField(required=False, allow_null=True)
    waiting_for = serializers.IntegerField(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    due_on = serializers.DateField(required=False, allow_null=True)
    progress = serializers.IntegerField(required=False)
    repeats = serializers.ChoiceField(choices=Task.Repeats.choices, required=False, allow_blank=True)
    labels = serializers.ListField(child=serializers.IntegerField(), required=False, max_length=40)


class TaskPatchIn(TaskChangesIn):
    version = serializers.IntegerField(required=False, min_value=1)


class TaskIn(TaskChangesIn):
    client_id = serializers.UUIDField()
    column = serializers.IntegerField(required=False)


class TasksAskedIn(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=80, required=False, allow_blank=True, source="text")
    kind = serializers.ChoiceField(choices=Task.Kind.choices, required=False)
    column = serializers.IntegerField(required=False)
    activity = serializers.IntegerField(required=False)
    organization = serializers.IntegerField(required=False)
    person = serializers.IntegerField(required=False)
    label = serializers.IntegerField(required=False)  # type: ignore[assignment]  # a word of the address
    open = serializers.BooleanField(required=False, source="is_open")
    late = serializers.BooleanField(required=False, source="is_late")


def found_task(request: Request, pk: int) -> Task:
    row = queries.one_task(request.user, pk)
    if row is None:
        raise Http404
    return row


class TaskViewSet(GenericViewSet[Task]):
    queryset = Task.objects.none()
    serializer_class = TaskOut
    ordering = ("number",)

    def get_queryset(self) -> QuerySet[Task]:
        return Task.objects.none()

    def found(self, request: Request, pk: int) -> Task:
        return found_task(request, pk)

    @extend_schema(parameters=[TasksAskedIn, OpenApiParameter("cursor", str)], responses=TaskOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        rows = queries.tasks_asked(seen_project(request, pk), queries.TasksAsked(**asked(TasksAskedIn, request)))
        return self.get_paginated_response(TaskOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=TaskIn, responses={201: OneTaskOut, 200: OneTaskOut})
    def create(self, request: Request, pk: int) -> Response:
        project = seen_project(request, pk)
        given = chosen(project, checked(TaskIn, request), *ROWS)
        actor = actor_for(request)
        row = actions.create_task(actor=actor, project=project, **given)
        return Response(OneTaskOut(self.found(request, row.pk)).data, status=created_code())

    @extend_schema(responses=OneTaskOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneTaskOut(self.found(request, pk)).data)

    @extend_schema(request=TaskPatchIn, responses=OneTaskOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = chosen(row.project, checked(TaskPatchIn, request, partial=True), *ROWS)
        actions.edit_task(actor=actor_for(request), task=row, **given)
        return Response(OneTaskOut(self.found(request, pk)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_task(actor=actor_for(request), task=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=OneTaskOut)
    def restore(self, request: Request, pk: int) -> Response:
        """Bring back what was deleted; what stands is answered as it is."""
        standing = queries.one_task(request.user, pk)
        if standing is None:
            row = get_object_or_404(permissions.deleted_tasks_for(request.user), pk=pk)
            actions.restore_task(actor=actor_for(request), task=row)
        return Response(OneTaskOut(standing or self.found(request, pk)).data)


class TaskDoneViewSet(GenericViewSet[Task]):
    """Done, or not after all: each may be said again, and changes nothing then."""

    queryset = Task.objects.none()

    @extend_schema(request=None, responses=OneTaskOut)
    def complete_task(self, request: Request, pk: int) -> Response:
        """Take it to the first column of what is done."""
        actions.complete_task(actor=actor_for(request), task=found_task(request, pk))
        return Response(OneTaskOut(found_task(request, pk)).data)

    @extend_schema(request=None, responses=OneTaskOut)
    def reopen_task(self, request: Request, pk: int) -> Response:
        """Take it back to what is to do."""
        actions.reopen_task(actor=actor_for(request), task=found_task(request, pk))
        return Response(OneTaskOut(found_task(request, pk)).data)
