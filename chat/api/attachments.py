"""The files of messages for programs."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from chat import permissions
from files.answers import file_answer, preview_answer
from files.models import StoredFile


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
