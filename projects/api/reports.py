"""The rows of the 4W for programs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from projects.api.documents import found_project
from projects.queries.reports import four_w_rows
from projects.reporting.four_w import COLUMNS


class FourWColumnOut(serializers.Serializer[Any]):
    """A column of the table, with its HXL tag."""

    key = serializers.CharField()
    heading = serializers.CharField()
    tag = serializers.CharField()


class FourWOut(serializers.Serializer[Any]):
    """`rows` are by the columns' keys; what is not known is absent or null."""

    columns = FourWColumnOut(many=True)
    rows = serializers.ListField(child=serializers.DictField())


class FourWViewSet(ViewSet):
    @extend_schema(responses=FourWOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Who does what, where, when and for whom, as the plan and the reports stand."""
        rows = four_w_rows([found_project(request, pk)], timezone.localdate())
        columns = [{"key": each.key, "heading": each.shown, "tag": each.tag} for each in COLUMNS]
        return Response(FourWOut({"columns": columns, "rows": rows}).data)
