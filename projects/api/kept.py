"""What an organisation that left brought, for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from organizations.actors import actor_for
from projects import actions, queries
from projects.models import Document, Partner


class BroughtFileOut(serializers.Serializer[Any]):
    """A version of a document."""

    document = serializers.IntegerField(source="document_id")
    title = serializers.CharField(source="document.title")
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class BroughtPhotoOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    caption = serializers.CharField()
    is_public = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class BroughtOut(serializers.Serializer[Any]):
    files = BroughtFileOut(many=True)
    photos = BroughtPhotoOut(many=True)


class KeptViewSet(ViewSet):
    @extend_schema(responses=BroughtOut)
    def list(self, request: Request, pk: int) -> Response:
        row = left_partnership(request, pk)
        return Response(BroughtOut({"files": queries.own_files(row), "photos": queries.own_photos(row)}).data)

    @extend_schema(responses={204: None})
    def document(self, request: Request, pk: int, document_pk: int) -> Response:
        row = left_partnership(request, pk)
        brought = queries.own_files(row).values("document")
        document = get_object_or_404(Document.objects.filter(pk__in=brought), pk=document_pk)
        actions.take_down_document(actor=actor_for(request), document=document, organization=row.organization)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def photo(self, request: Request, pk: int, photo_pk: int) -> Response:
        photo = get_object_or_404(queries.own_photos(left_partnership(request, pk)), pk=photo_pk)
        actions.remove_photo(actor=actor_for(request), photo=photo)
        return Response(status=status.HTTP_204_NO_CONTENT)


def left_partnership(request: Request, pk: int) -> Partner:
    """Of an organisation of one's own."""
    row = queries.partnership(request.user, pk)
    if row is None or row.status != Partner.Status.LEFT:
        raise Http404
    return row
