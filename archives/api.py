"""Copies for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from archives import actions, permissions, queries
from archives.answers import archive_answer
from archives.models import Archive
from chat.permissions import rooms_for
from journal.requests import checked
from organizations.actors import actor_for


class ArchiveIn(serializers.Serializer[Any]):
    """`room`: a copy of it; null: of one's own data. Asking again while it is made answers with the same one."""

    room = serializers.IntegerField(required=False, allow_null=True, default=None)


class ArchiveOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    room = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField()
    written = serializers.IntegerField()
    size = serializers.IntegerField()
    asked_at = serializers.CharField()
    finished_at = serializers.CharField(allow_null=True)
    failed_at = serializers.CharField(allow_null=True)
    expires_at = serializers.CharField(allow_null=True)


class ArchiveViewSet(ViewSet):
    """One's own copies."""

    def found(self, request: Request, pk: int) -> Archive:
        return get_object_or_404(permissions.archives_for(request.user), pk=pk)

    @extend_schema(responses=ArchiveOut(many=True))
    def list(self, request: Request) -> Response:
        return Response([queries.archive_facts(archive) for archive in permissions.archives_for(request.user)])

    @extend_schema(request=ArchiveIn, responses={202: ArchiveOut})
    def create(self, request: Request) -> Response:
        number = checked(ArchiveIn, request)["room"]
        room = get_object_or_404(rooms_for(request.user), pk=number) if number is not None else None
        archive = actions.ask_archive(actor=actor_for(request), room=room)
        return Response(queries.archive_facts(archive), status.HTTP_202_ACCEPTED)

    @extend_schema(responses=ArchiveOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.archive_facts(self.found(request, pk)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.forget_archive(actor=actor_for(request), archive=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def download(self, request: Request, pk: int) -> HttpResponseBase:
        """The zip, or a part of it for `Range`."""
        return archive_answer(request._request, self.found(request, pk))
