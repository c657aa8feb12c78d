"""The public page of a project, its pictures and what is shown, for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ViewSet

from journal.requests import checked
from organizations.actors import actor_for
from projects.actions import publishing as actions
from projects.api.documents import found_project, own_file
from projects.models import Photo, Project
from projects.permissions import partner_of
from projects.permissions import publishing as permissions
from projects.queries import publishing as queries


class PublicProjectOut(serializers.Serializer[Any]):
    """Beside these the parts that the partners chose: aim, partners, places, starts_on, ends_on, progress, photos."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Project.Status.choices)

    def to_representation(self, row: Project) -> dict[str, Any]:
        return queries.public_facts(row)


class PhotoOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    caption = serializers.CharField()
    is_public = serializers.BooleanField()
    person = serializers.CharField()
    created_at = serializers.CharField()
    address = serializers.CharField()

    def to_representation(self, row: Photo) -> dict[str, Any]:
        return queries.photo_facts(row)


class PublicPartsIn(serializers.Serializer[Any]):
    parts = serializers.ListField(child=serializers.ChoiceField(choices=list(actions.PARTS)), max_length=20)


class ShownIn(serializers.Serializer[Any]):
    shown = serializers.BooleanField()


class PhotoIn(serializers.Serializer[Any]):
    """`file` is the number of an upload that has arrived."""

    client_id = serializers.UUIDField()
    file = serializers.IntegerField()
    caption = serializers.CharField(max_length=200, required=False, allow_blank=True)


class PublicProjectViewSet(GenericViewSet[Project]):
    """What everybody may read; a token is not needed."""

    queryset = Project.objects.none()
    serializer_class = PublicProjectOut
    permission_classes = (AllowAny,)
    ordering = ("-created_at", "-pk")

    @extend_schema(parameters=[OpenApiParameter("q", str)])
    def list(self, request: Request) -> Response:
        rows = queries.published(request.query_params.get("q", "").strip()[:80])
        return self.get_paginated_response(PublicProjectOut(self.paginate_queryset(rows), many=True).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        row = queries.public_project(pk)
        if row is None:
            raise Http404
        return Response(PublicProjectOut(row).data)


class PublishingViewSet(ViewSet):
    @extend_schema(request=PublicPartsIn, responses={200: PublicProjectOut})
    def publish(self, request: Request, pk: int) -> Response:
        project = found_project(request, pk)
        actions.publish_project(actor=actor_for(request), project=project, **checked(PublicPartsIn, request))
        shown = queries.public_project(pk)
        return Response(queries.public_facts(shown) if shown else {})

    @extend_schema(responses={204: None})
    def unpublish(self, request: Request, pk: int) -> Response:
        actions.unpublish_project(actor=actor_for(request), project=found_project(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ShownIn, responses={204: None})
    def show_partner(self, request: Request, pk: int) -> Response:
        """Of the organisation one speaks for."""
        project, actor = found_project(request, pk), actor_for(request)
        own = partner_of(actor, project)
        if own is None:
            raise Http404
        actions.show_partner(actor=actor, partner=own, **checked(ShownIn, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PhotosViewSet(ViewSet):
    @extend_schema(responses=PhotoOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The pictures of a project: at most 100."""
        rows = found_project(request, pk).photos.select_related("person").order_by("-created_at", "-pk")
        return Response(PhotoOut(rows, many=True).data)

    @extend_schema(request=PhotoIn, responses={201: PhotoOut})
    def create(self, request: Request, pk: int) -> Response:
        project, given = found_project(request, pk), checked(PhotoIn, request)
        given["file"] = own_file(request, given["file"])
        row = actions.add_photo(actor=actor_for(request), project=project, **given)
        return Response(PhotoOut(row).data, status=status.HTTP_201_CREATED)


class PhotoViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Photo:
        rows = permissions.photos_for(request.user).select_related("project", "file", "organization", "person")
        return get_object_or_404(rows, pk=pk)

    @extend_schema(request=ShownIn, responses=PhotoOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = actions.show_photo(actor=actor_for(request), photo=self.found(request, pk), **checked(ShownIn, request))
        return Response(PhotoOut(row).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.remove_photo(actor=actor_for(request), photo=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
