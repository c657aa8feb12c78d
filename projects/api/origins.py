"""What was made of messages, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from chat.models import Message
from chat.permissions import rooms_for, visible_messages
from journal.refusals import invalid
from journal.requests import checked, created_code
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.api.choices import chosen
from projects.api.tasks import ROWS, OneTaskOut, TaskIn, TaskOut
from projects.models import Project, Task, TaskOrigin


class TaskFromMessageIn(TaskIn):
    """As `POST /api/projects/{id}/tasks/` takes it, with the project; without a title the message's words are one."""

    project = serializers.IntegerField()
    title = serializers.CharField(max_length=200, required=False)


class TaskMarkOut(serializers.Serializer[Any]):
    """A task, told at the message of which it was made."""

    message = serializers.IntegerField()
    task = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    address = serializers.CharField()
    done = serializers.BooleanField()

    def to_representation(self, row: TaskOrigin) -> dict[str, Any]:
        task = row.task
        told = {"number": task.number, "title": task.title, "done": task.done_at is not None}
        return {"message": row.message_id, "task": task.pk, "address": f"/tasks/{task.pk}/", **told}


class MessageTaskViewSet(ViewSet):
    @extend_schema(request=TaskFromMessageIn, responses={200: OneTaskOut, 201: OneTaskOut})
    def create(self, request: Request, pk: int) -> Response:
        """Make a task of a message, in a project in which you work; each leads to the other."""
        message, given = seen_message(request, pk), checked(TaskFromMessageIn, request)
        actor = actor_for(request)
        project = worked_in(request, given.pop("project"))
        given = chosen(project, {"title": queries.title_in(message.body), **given}, *ROWS)
        made = actions.create_task_from_message(actor=actor, message=message, project=project, **given)
        return Response(OneTaskOut(queries.one_task(request.user, made.pk)).data, status=created_code())

    @extend_schema(responses=TaskOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The tasks you see that were made of a message."""
        made = [task.pk for task in queries.tasks_made_of(request.user, seen_message(request, pk))]
        rows = queries.with_marks(Task.objects.filter(pk__in=made)).order_by("pk")
        return Response(TaskOut(rows, many=True).data)

    @extend_schema(responses=TaskMarkOut(many=True))
    def in_room(self, request: Request, pk: int) -> Response:
        """The tasks you see that were made of a room's messages, the newest 200, for a mark at each."""
        room = get_object_or_404(rooms_for(request.user), pk=pk)
        return Response(TaskMarkOut(queries.tasks_made_in(request.user, room), many=True).data)


def seen_message(request: Request, pk: int) -> Message:
    message: Message = get_object_or_404(visible_messages(request.user).filter(deleted_at__isnull=True), pk=pk)
    return message


def worked_in(request: Request, pk: int) -> Project:
    """ValidationError `invalid_choice` for a project that one does not see."""
    project = permissions.projects_for(request.user).filter(pk=pk).first()
    if project is None:
        raise invalid(_("Choose a project in which you work."), code="invalid_choice", field="project")
    return project
