"""What happened in a project, for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.ids import id_of
from journal.models import Entry
from journal.stamps import stamp
from projects.permissions import projects_for
from projects.queries.activity import Happening, happenings, told
from projects.wording import GROUPS


class HappeningOut(serializers.Serializer[Any]):
    """`words` name what was done, `what` the thing as it is called now, `address` its page, if it has one."""

    number = serializers.IntegerField()
    at = serializers.CharField()
    words = serializers.CharField()
    what = serializers.CharField()
    address = serializers.CharField()
    person = serializers.IntegerField(allow_null=True)
    organization = serializers.IntegerField(allow_null=True)

    def to_representation(self, row: Happening) -> dict[str, Any]:
        return {
            "number": row.number,
            "at": stamp(row.at),
            "words": row.words,
            "what": row.what,
            "address": row.address,
            "person": row.person.pk if row.person else None,
            "organization": row.organization.pk if row.organization else None,
        }


@extend_schema(
    parameters=[
        OpenApiParameter("kind", str, enum=list(GROUPS)),
        OpenApiParameter("organization", int),
        OpenApiParameter("person", int),
    ]
)
class ActivityViewSet(GenericViewSet[Entry]):
    queryset = Entry.objects.none()
    serializer_class = HappeningOut
    ordering = ("-number",)

    def get_queryset(self) -> QuerySet[Entry]:
        return self.queryset

    def list(self, request: Request, pk: int) -> Response:
        project = get_object_or_404(projects_for(request.user), pk=pk)
        asked = request.query_params
        rows = happenings(
            project,
            asked.get("kind", ""),
            id_of(asked.get("organization", "")) or 0,
            id_of(asked.get("person", "")) or 0,
        )
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(HappeningOut(told(project, page or []), many=True).data)
