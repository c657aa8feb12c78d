"""Tables of recommendations for programs: take one along, bring one, say what its columns are, see what it would do,
have it written, watch it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from coordination import actions, permissions, queries
from coordination.api.recommendations import ASKED
from coordination.forms.sheets import brought, check_columns, look
from coordination.models import RecommendationSheet
from coordination.queries.sheets import clusters, sheet_facts
from coordination.table_downloads import table_answer
from journal.refusals import require
from journal.requests import asked, checked
from meetings.models import Body
from meetings.permissions import bodies_for
from organizations.actors import actor_for
from organizations.sheets.planning import STATES, rows_in

ROWS_AT_ONCE = 200


class RecommendationTableIn(serializers.Serializer[Any]):
    form = serializers.ChoiceField(choices=["xlsx", "csv"], default="xlsx")


class RecommendationSheetIn(serializers.Serializer[Any]):
    """XLSX or CSV, in our format or in that of others; `organization` where one has several."""

    client_id = serializers.UUIDField()
    file = serializers.FileField(max_length=200)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class RecommendationColumnsIn(serializers.Serializer[Any]):
    """A key of ours, or "", for each column."""

    columns = serializers.ListField(child=serializers.CharField(allow_blank=True, max_length=24), max_length=100)


class StartRecommendationSheetIn(serializers.Serializer[Any]):
    """`makes_themes`: those that nobody knows yet, for who may make them; else their rows are written without."""

    makes_themes = serializers.BooleanField(default=False)


class RecommendationSheetRowOut(serializers.Serializer[Any]):
    """`sheet` is "steps" for a row of the second sheet. `state`: new, changed, same or wrong; `errors`: {column:
    words}; `notes`: what is left out, in words.
    """

    line = serializers.IntegerField()
    state = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    changes = serializers.ListField(child=serializers.CharField())
    sheet = serializers.CharField(required=False)
    errors = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    notes = serializers.ListField(child=serializers.CharField())


class RecommendationThemeInSheetOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    count = serializers.IntegerField()
    is_new = serializers.BooleanField()


class RecommendationSheetOut(serializers.Serializer[Any]):
    """`is_sure` false: say first what the `columns` are; `refused`: rows that could not be written after all."""

    id = serializers.IntegerField()
    body = serializers.IntegerField()
    filename = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    is_sure = serializers.BooleanField()
    headings = serializers.ListField(child=serializers.CharField(allow_blank=True))
    columns = serializers.ListField(child=serializers.CharField(allow_blank=True))
    counts = serializers.DictField(child=serializers.IntegerField())
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    refused = serializers.ListField(child=serializers.DictField())
    themes = RecommendationThemeInSheetOut(many=True)
    rows = RecommendationSheetRowOut(many=True)


class RecommendationRowsIn(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["", *STATES], default="", allow_blank=True)
    offset = serializers.IntegerField(min_value=0, max_value=1_000_000, default=0)


def told(sheet: RecommendationSheet, state: str = "", offset: int = 0) -> dict[str, Any]:
    rows = rows_in(sheet.rows, state)[offset : offset + ROWS_AT_ONCE]
    return dict(RecommendationSheetOut({**sheet_facts(sheet), "themes": clusters(sheet.rows), "rows": rows}).data)


class RecommendationSheetsViewSet(ViewSet):
    parser_classes = (MultiPartParser,)

    @extend_schema(
        parameters=[RecommendationTableIn, *(OpenApiParameter(name, str) for name in ASKED)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def export(self, request: Request) -> HttpResponse:
        """Those of the list as it is narrowed, as a table that can be brought back."""
        wanted = {name: request.query_params.get(name, "")[:80] for name in ASKED}
        rows = queries.recommendations_asked(request.user, wanted)
        return table_answer(rows, request.user, **asked(RecommendationTableIn, request))

    @extend_schema(request=RecommendationSheetIn, responses={201: RecommendationSheetOut, 200: RecommendationSheetOut})
    def create(self, request: Request, pk: int) -> Response:
        """Look a file through and keep what it would do; nothing is written."""
        body: Body = get_object_or_404(bodies_for(request.user).select_related("organization"), pk=pk)
        given = checked(RecommendationSheetIn, request)
        actor = actor_for(request, given["organization"])
        require(permissions.can_import_recommendation_sheet(actor, body))
        is_known = RecommendationSheet.objects.filter(made_by=actor.user, client_id=given["client_id"]).exists()
        found = brought(actor, body, given["file"])
        sheet = actions.import_recommendation_sheet(actor=actor, body=body, brought=found, client_id=given["client_id"])
        return Response(told(sheet), status=status.HTTP_200_OK if is_known else status.HTTP_201_CREATED)


class RecommendationSheetViewSet(ViewSet):
    parser_classes = (JSONParser,)

    def found(self, request: Request, pk: int) -> RecommendationSheet:
        rows = permissions.recommendation_sheets_for(request.user).select_related("body__organization", "organization")
        return get_object_or_404(rows, pk=pk)

    @extend_schema(parameters=[RecommendationRowsIn], responses=RecommendationSheetOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """What it would do, 200 rows at once; while it is written, how far it is."""
        return Response(told(self.found(request, pk), **asked(RecommendationRowsIn, request)))

    @extend_schema(request=RecommendationColumnsIn, responses=RecommendationSheetOut)
    def columns(self, request: Request, pk: int) -> Response:
        """Take its columns for something else, and look once more what it would do."""
        sheet = self.found(request, pk)
        actor = self.actor(request, sheet)
        require(permissions.can_map_recommendation_sheet(actor, sheet))
        said = checked(RecommendationColumnsIn, request)["columns"]
        columns = check_columns(said, len(sheet.table.get("headings", [])))
        rows = look(actor, sheet.body, sheet.table, columns)
        return Response(told(actions.map_recommendation_sheet(actor=actor, sheet=sheet, columns=columns, rows=rows)))

    @extend_schema(request=StartRecommendationSheetIn, responses=RecommendationSheetOut)
    def start(self, request: Request, pk: int) -> Response:
        """Have it written; again where it stopped."""
        sheet, given = self.found(request, pk), checked(StartRecommendationSheetIn, request)
        actor = self.actor(request, sheet)
        return Response(told(actions.start_recommendation_sheet(actor=actor, sheet=sheet, **given)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Forget what was not started."""
        sheet = self.found(request, pk)
        actions.discard_recommendation_sheet(actor=self.actor(request, sheet), sheet=sheet)
        return Response(status=204)

    def actor(self, request: Request, sheet: RecommendationSheet) -> Any:
        """For whom it was brought."""
        return actor_for(request, sheet.organization_id)
