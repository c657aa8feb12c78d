"""The board for programs: its columns with their cards, moves, and what its columns are."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.queries import head
from journal.requests import asked, checked, created_code
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.api.tasks import TaskOut
from projects.models import Column, Project, Task, TaskMove
from projects.permissions.tasks import tasks_for
from projects.queries.board import Asked, ShownColumn, board, cards_of, columns, more_cards


class BoardAskedIn(serializers.Serializer[Any]):
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    person = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    label = serializers.IntegerField(required=False, min_value=1, max_value=2**62)  # type: ignore[assignment]
    late = serializers.BooleanField(required=False)
    q = serializers.CharField(required=False, allow_blank=True, max_length=80)


class CardsAskedIn(BoardAskedIn):
    """`after` and `position` are the id and the position of the last card that one has."""

    after = serializers.IntegerField(required=False, min_value=0, max_value=2**62, default=0)
    position = serializers.IntegerField(required=False, min_value=0, max_value=2**62, default=0)


ASKED = [OpenApiParameter(name, str) for name in ("organization", "person", "label", "late", "q")]
AFTER = [OpenApiParameter(name, int) for name in ("after", "position")]


class CardOut(TaskOut):
    """A task whose facts are read already."""

    def to_representation(self, card: Any) -> dict[str, Any]:
        return dict(card)


class ColumnOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=Column.Kind.choices)
    position = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField()


class ShownColumnOut(ColumnOut):
    """`found`: how many of its tasks were asked for; `tasks`: the first of them."""

    found = serializers.IntegerField()
    tasks = CardOut(many=True)

    def to_representation(self, shown: ShownColumn) -> dict[str, Any]:
        return {**shown.facts, "found": shown.found, "tasks": shown.cards}


class BoardOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    columns = ShownColumnOut(many=True)


class CardsOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    tasks = CardOut(many=True)
    more = serializers.BooleanField()


class BoardMoveIn(serializers.Serializer[Any]):
    """`after` is the task behind which it goes, null for the first place; `base_version` that of the task one saw."""

    client_id = serializers.UUIDField()
    column = serializers.IntegerField(min_value=1, max_value=2**62)
    after = serializers.IntegerField(min_value=1, max_value=2**62, allow_null=True)
    base_version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class BoardMoveOut(serializers.Serializer[Any]):
    """What the move made of the task, and the task as it stands."""

    client_id = serializers.UUIDField()
    column = serializers.IntegerField()
    position = serializers.IntegerField()
    version = serializers.IntegerField()
    head = serializers.IntegerField()
    task = CardOut()


class ColumnChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=Column.Kind.choices)
    limit = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=500)


class ColumnIn(ColumnChangesIn):
    client_id = serializers.UUIDField()
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class ColumnPlaceIn(serializers.Serializer[Any]):
    after = serializers.IntegerField(min_value=1, max_value=2**62, allow_null=True)


class ColumnDeletionIn(serializers.Serializer[Any]):
    to = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


def asked_of(given: dict[str, Any]) -> Asked:
    numbers = {name: given.get(name) for name in ("organization", "person", "label")}
    return Asked(**numbers, late=bool(given.get("late")), words=given.get("q", ""))


def seen_project(request: Request, pk: int) -> Project:
    row = queries.seen_project(request.user, pk)
    if row is None:
        raise Http404
    return row


class BoardViewSet(ViewSet):
    @extend_schema(parameters=ASKED, responses=BoardOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """The columns, each with its first fifty tasks."""
        row = seen_project(request, pk)
        reached = head(row.stream)  # before the tasks, so that a later entry is applied on top of them
        return Response(BoardOut({"head": reached, "columns": board(row, asked_of(asked(BoardAskedIn, request)))}).data)

    @extend_schema(request=ColumnIn, responses={201: ColumnOut, 200: ColumnOut})
    def create_column(self, request: Request, pk: int) -> Response:
        row, given = seen_project(request, pk), checked(ColumnIn, request)
        actor = actor_for(request, given.pop("organization", None))
        made = actions.create_column(actor=actor, project=row, **given)
        return Response(one_column(made), status=created_code())


class ColumnViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Column:
        return get_object_or_404(permissions.columns_for(request.user).select_related("project"), pk=pk)

    @extend_schema(parameters=[*ASKED, *AFTER], responses=CardsOut)
    def cards(self, request: Request, pk: int) -> Response:
        """The next fifty tasks of a column."""
        column, given = self.found(request, pk), asked(CardsAskedIn, request)
        reached = head(column.project.stream)
        last = (given["position"], given["after"])
        cards, is_more = more_cards(column.project, column.pk, asked_of(given), last)
        return Response({"head": reached, "tasks": cards, "more": is_more})

    @extend_schema(request=ColumnChangesIn, responses=ColumnOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        column, given = self.found(request, pk), checked(ColumnChangesIn, request, partial=True)
        return Response(one_column(actions.edit_column(actor=actor_for(request), column=column, **given)))

    @extend_schema(request=ColumnPlaceIn, responses=ColumnOut)
    def place(self, request: Request, pk: int) -> Response:
        column, given = self.found(request, pk), checked(ColumnPlaceIn, request)
        after = self.found(request, given["after"]) if given["after"] is not None else None
        return Response(one_column(actions.move_column(actor=actor_for(request), column=column, after=after)))

    @extend_schema(request=ColumnDeletionIn, responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """With `to` its tasks go to that column first."""
        column, given = self.found(request, pk), checked(ColumnDeletionIn, request)
        to = self.found(request, given["to"]) if "to" in given else None
        actions.delete_column(actor=actor_for(request), column=column, to=to)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MoveViewSet(ViewSet):
    @extend_schema(request=BoardMoveIn, responses={201: BoardMoveOut, 200: BoardMoveOut})
    def create(self, request: Request, pk: int) -> Response:
        """Put a task into a column behind another task. The same `client_id` again is answered with the same move."""
        task = get_object_or_404(tasks_for(request.user).select_related("project"), pk=pk)
        given = checked(BoardMoveIn, request)
        actor = actor_for(request, given.get("organization"))
        moved = actions.move_task(
            actor=actor,
            task=task,
            column=get_object_or_404(permissions.columns_for(request.user), pk=given["column"]),
            after=neighbour(task, given["after"]),
            base_version=given["base_version"],
            client_id=given["client_id"],
        )
        return Response(BoardMoveOut(move_facts(moved, task.project.stream)).data, status=created_code())


def neighbour(task: Task, pk: int | None) -> Task | None:
    """The task to stand behind: of the same project, deleted ones too, since they may have been there a moment ago."""
    return get_object_or_404(Task, pk=pk, project=task.project_id) if pk is not None else None


def move_facts(moved: TaskMove, stream: str) -> dict[str, Any]:
    return {
        "client_id": moved.client_id,
        "column": moved.column_id,
        "position": moved.position,
        "version": moved.version,
        "head": head(stream),  # read before the task
        "task": cards_of([moved.task_id])[0],
    }


def one_column(row: Column) -> dict[str, Any]:
    return dict(columns([row.pk])[row.pk])
