"""Tables of tasks for programs: take one along, bring one, see what it would do, have it written, watch it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.refusals import require
from journal.requests import asked, checked
from organizations.actors import actor_for
from organizations.sheets.planning import STATES, rows_in
from projects import actions, permissions, queries
from projects.forms.sheets import brought
from projects.models import Project, TaskSheet
from projects.queries.sheets import sheet_facts
from projects.task_downloads import table_answer

ROWS_AT_ONCE = 200


class TaskTableIn(serializers.Serializer[Any]):
    form = serializers.ChoiceField(choices=["xlsx", "csv"], default="xlsx")


class TaskSheetIn(serializers.Serializer[Any]):
    """XLSX or CSV, or what Trello exports of a board; `with_archived` of the latter."""

    client_id = serializers.UUIDField()
    file = serializers.FileField(max_length=200)
    with_archived = serializers.BooleanField(default=False)


class TaskSheetRowOut(serializers.Serializer[Any]):
    """`state`: new, changed, same or wrong; `errors`: {column: words}."""

    line = serializers.IntegerField()
    state = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    title = serializers.CharField(allow_blank=True)
    changes = serializers.ListField(child=serializers.CharField())
    errors = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]


class TaskSheetOut(serializers.Serializer[Any]):
    """`refused`: rows that could not be written after all."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    kind = serializers.CharField()
    filename = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    refused = serializers.ListField(child=serializers.DictField())
    rows = TaskSheetRowOut(many=True)


class RowsIn(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["", *STATES], default="", allow_blank=True)
    offset = serializers.IntegerField(min_value=0, max_value=1_000_000, default=0)


def told(sheet: TaskSheet, state: str = "", offset: int = 0) -> dict[str, Any]:
    rows = rows_in(sheet.rows, state)[offset : offset + ROWS_AT_ONCE]
    return dict(TaskSheetOut({**sheet_facts(sheet), "rows": rows}).data)


class TaskSheetsViewSet(ViewSet):
    parser_classes = (MultiPartParser,)

    def project(self, request: Request, pk: int) -> Project:
        row = queries.seen_project(request.user, pk)
        if row is None:
            raise Http404
        return row

    @extend_schema(parameters=[TaskTableIn], responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def export(self, request: Request, pk: int) -> HttpResponse:
        return table_answer(self.project(request, pk), **asked(TaskTableIn, request))

    @extend_schema(request=TaskSheetIn, responses={201: TaskSheetOut, 200: TaskSheetOut})
    def create(self, request: Request, pk: int) -> Response:
        """Look a file through and keep what it would do; nothing is written."""
        row, actor = self.project(request, pk), actor_for(request)
        require(permissions.can_import_task_sheet(actor, row))
        given = checked(TaskSheetIn, request)
        is_known = TaskSheet.objects.filter(made_by=actor.user, client_id=given["client_id"]).exists()
        found = brought(row, given["file"], given["with_archived"])
        sheet = actions.import_task_sheet(actor=actor, project=row, brought=found, client_id=given["client_id"])
        return Response(told(sheet), status=status.HTTP_200_OK if is_known else status.HTTP_201_CREATED)


class TaskSheetViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> TaskSheet:
        return get_object_or_404(permissions.task_sheets_for(request.user).select_related("project"), pk=pk)

    @extend_schema(parameters=[RowsIn], responses=TaskSheetOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """What it would do, 200 rows at once; while it is written, how far it is."""
        return Response(told(self.found(request, pk), **asked(RowsIn, request)))

    @extend_schema(request=None, responses=TaskSheetOut)
    def start(self, request: Request, pk: int) -> Response:
        """Have it written; again where it stopped."""
        sheet = actions.start_task_sheet(actor=actor_for(request), sheet=self.found(request, pk))
        return Response(told(sheet))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Forget what was not started."""
        actions.discard_task_sheet(actor=actor_for(request), sheet=self.found(request, pk))
        return Response(status=204)
