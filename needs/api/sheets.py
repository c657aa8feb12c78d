"""Tables for programs: bring one, see what it would do, say what its columns are, have it written, watch it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.actors import Actor
from journal.refusals import invalid, require
from needs import actions, permissions
from needs.models import SheetImport
from needs.queries import own_sheets, rows_in_state, short_facts
from needs.sheets.downloads import answer, template_answer
from needs.sheets.dry_run import STATES, is_understood, look_again, look_through
from needs.sheets.guessing import valid_columns
from organizations.actors import actor_for
from organizations.cells import MOST_BYTES, TableError, words_of
from organizations.sheets.reading import MOST_ROWS

ROWS_AT_ONCE = 200
BINARY = {(200, "application/octet-stream"): OpenApiTypes.BINARY}


class SheetIn(serializers.Serializer[Any]):
    """`file`, and `more` where another file goes on with what the first says; `organization` where one has several."""

    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=SheetImport.Kind.values)
    file = serializers.FileField(max_length=200)
    more = serializers.FileField(max_length=200, required=False)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class ColumnsIn(serializers.Serializer[Any]):
    """`columns`: for each table a list with a key of ours, or "", for each of its columns. `fallbacks`: texts for
    `sector`, `place` and `urgency` where a cell says nothing.
    """

    columns = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True, max_length=24), max_length=100),
        max_length=4,
    )
    fallbacks = serializers.DictField(child=serializers.CharField(max_length=80), default=dict)


class StartSheetIn(serializers.Serializer[Any]):
    opens = serializers.BooleanField(default=False)
    skips_wrong = serializers.BooleanField(default=False)


class ExportIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=SheetImport.Kind.values)
    form = serializers.ChoiceField(choices=["xlsx", "csv"], default="xlsx")
    whose = serializers.ChoiceField(choices=["own", "all"], default="own")


class SheetTableOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    rows = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.CharField())
    headings = serializers.ListField(child=serializers.CharField(allow_blank=True))
    tags = serializers.ListField(child=serializers.CharField(allow_blank=True))
    columns = serializers.ListField(child=serializers.CharField(allow_blank=True))


class SheetOut(serializers.Serializer[Any]):
    """`counts` of needs (or offers) that are new, changed, same, wrong; `is_understood` false where somebody should
    look at `columns` first. `refused` are those that could not be written after all.
    """

    id = serializers.IntegerField()
    kind = serializers.CharField()
    filename = serializers.CharField()
    state = serializers.ChoiceField(choices=["planned", "running", "failed", "finished"])
    counts = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    opens = serializers.BooleanField()
    refused = serializers.ListField(child=serializers.DictField())
    created_at = serializers.CharField()
    finished_at = serializers.CharField(allow_null=True)
    is_understood = serializers.BooleanField(required=False)
    tables = SheetTableOut(many=True, required=False)


class SheetRowsOut(serializers.Serializer[Any]):
    """`next` is the `offset` of the following rows. Of each row: table, line, state, name, code, changes, notes, and
    errors `{column: {code, detail, near}}`.
    """

    count = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    results = serializers.ListField(child=serializers.DictField())


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def sheet_facts(sheet: SheetImport) -> dict[str, Any]:
    shown = ("name", "rows", "notes", "headings", "tags", "columns")
    tables = [{name: table[name] for name in shown} for table in sheet.tables]
    return {**short_facts(sheet), "tables": tables, "is_understood": is_understood(sheet.tables)}


class SheetViewSet(GenericViewSet[SheetImport]):
    """The tables one has brought."""

    queryset = SheetImport.objects.none()
    serializer_class = SheetOut
    ordering = "-pk"

    def found(self, request: Request, pk: int) -> tuple[SheetImport, Actor]:
        sheet = get_object_or_404(permissions.sheets_for(request.user), pk=pk)
        return sheet, actor_for(request, sheet.organization_id)

    @extend_schema(responses=SheetOut(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        page = self.paginate_queryset(own_sheets(request.user)) or []
        return self.get_paginated_response([short_facts(each) for each in page])

    @extend_schema(responses=SheetOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        sheet, _actor = self.found(request, pk)
        return Response(sheet_facts(sheet))

    @extend_schema(
        parameters=[OpenApiParameter("state", str, enum=STATES), OpenApiParameter("offset", int)],
        responses=SheetRowsOut,
    )
    def rows(self, request: Request, pk: int) -> Response:
        """What each row would do, two hundred at once."""
        sheet, _actor = self.found(request, pk)
        rows = rows_in_state(sheet, request.query_params.get("state", ""))
        text = request.query_params.get("offset", "0")
        start = int(text) if text.isdecimal() and len(text) < 9 else 0
        following = start + ROWS_AT_ONCE
        some = {"count": len(rows), "next": following if following < len(rows) else None}
        return Response({**some, "results": rows[start:following]})

    @extend_schema(request=ColumnsIn, responses=SheetOut)
    def columns(self, request: Request, pk: int) -> Response:
        """Say what the columns are; the answer counts anew."""
        sheet, actor = self.found(request, pk)
        given = checked(ColumnsIn, request)
        widths = [len(table["headings"]) for table in sheet.tables]
        if sheet.state != "planned" or len(given["columns"]) != len(widths):
            raise invalid(_("Say of each column of each table what it is."), code="invalid_columns", field="columns")
        for columns, width in zip(given["columns"], widths, strict=True):
            if not valid_columns(sheet.kind, columns, width):
                words = _("Say of each column of each table what it is.")
                raise invalid(words, code="invalid_columns", field="columns")
        seen = look_again(actor, sheet, given["columns"], given["fallbacks"])
        return Response(sheet_facts(actions.map_sheet(actor=actor, sheet=sheet, **seen)))

    @extend_schema(request=StartSheetIn, responses=SheetOut)
    def start(self, request: Request, pk: int) -> Response:
        """Have it written. Starting twice changes nothing."""
        sheet, actor = self.found(request, pk)
        return Response(sheet_facts(actions.start_sheet(actor=actor, sheet=sheet, **checked(StartSheetIn, request))))

    @extend_schema(request=None, responses=SheetOut)
    def restart(self, request: Request, pk: int) -> Response:
        """Let what failed go on."""
        sheet, actor = self.found(request, pk)
        actions.restart_sheet(actor=actor, sheet=sheet)
        return self.retrieve(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Discard what was not written."""
        sheet, actor = self.found(request, pk)
        actions.discard_sheet(actor=actor, sheet=sheet)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[ExportIn], responses=BINARY, operation_id="export_sheet")
    def export(self, request: Request) -> HttpResponse:
        """Our needs or offers, or all that one sees on the board, as XLSX or CSV with HXL tags."""
        actor = actor_for(request)
        require(actor.is_person)
        return answer(request.user, actor, **asked(request))

    @extend_schema(parameters=[ExportIn], responses=BINARY, operation_id="template_sheet")
    def template(self, request: Request) -> HttpResponse:
        """The empty table with its lists, as XLSX."""
        return template_answer(asked(request)["kind"])


def asked(request: Request) -> dict[str, Any]:
    given = ExportIn(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class SheetUploadViewSet(SheetViewSet):
    """A way in for files."""

    parser_classes = (MultiPartParser,)

    @extend_schema(request=SheetIn, responses={201: SheetOut, 200: SheetOut})
    def create(self, request: Request) -> Response:
        """Look a table through. Nothing is written before it is started; the same `client_id` answers with the same."""
        given = checked(SheetIn, request)
        actor = actor_for(request, given["organization"])
        require(permissions.can_import_sheet(actor))
        files = [given[name] for name in ("file", "more") if given.get(name) is not None]
        is_new = not own_sheets(request.user).filter(client_id=given["client_id"]).exists()
        try:
            kept = look_through(actor, given["kind"], [(each.name, each.read(MOST_BYTES + 1)) for each in files])
        except TableError as error:
            raise invalid(words_of(error, MOST_ROWS), code=error.code, field="file") from error
        sheet = actions.import_sheet(actor=actor, kind=given["kind"], kept=kept, client_id=given["client_id"])
        return Response(sheet_facts(sheet), status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)
