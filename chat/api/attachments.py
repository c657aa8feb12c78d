"""The files of messages for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from chat import permissions, queries
from chat.api.shapes import AttachmentOut
from chat.models import Attachment
from files.answers import file_answer, preview_answer
from files.models import StoredFile


class RoomFileOut(AttachmentOut):
    """A file of a room, and the message it stands in."""

    message = serializers.IntegerField(source="message_id")

    def to_representation(self, instance: Attachment) -> dict[str, Any]:
        return {**queries.attachment_facts(instance, instance.message.room_id), "message": instance.message_id}


@extend_schema(parameters=[OpenApiParameter("kind", str, enum=StoredFile.Kind.values)])
class RoomFilesView(ListAPIView[Attachment]):
    """The files of a room, the newest first; of one kind with `kind`."""

    serializer_class = RoomFileOut
    ordering = ("-pk",)
    queryset = Attachment.objects.none()

    def get_queryset(self) -> QuerySet[Attachment]:
        room = get_object_or_404(permissions.rooms_for(self.request.user), pk=self.kwargs["pk"])
        return queries.room_files(room, self.request.query_params.get("kind", ""))


class AttachmentViewSet(ViewSet):
    """One file of a message, as bytes; a part of it for `Range`."""

    def found(self, request: Request, pk: int) -> StoredFile:
        return get_object_or_404(permissions.attachments_for(request.user).select_related("file"), pk=pk).file

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def retrieve(self, request: Request, pk: int) -> HttpResponseBase:
        return file_answer(request._request, self.found(request, pk))

    @extend_schema(responses={(200, "image/webp"): OpenApiTypes.BINARY})
    def preview(self, request: Request, pk: int) -> HttpResponseBase:
        return preview_answer(request._request, self.found(request, pk))
