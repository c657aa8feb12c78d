"""The themes of a body, for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination import actions, queries
from coordination.models import Theme
from coordination.permissions import themes_for
from journal.requests import checked, created_code, of_seen
from meetings.models import Body
from meetings.permissions import bodies_for
from organizations.actors import actor_for


class ThemeOut(serializers.Serializer[Any]):
    """Without a `body` it is for all."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    body = serializers.IntegerField(allow_null=True)
    position = serializers.IntegerField()

    def to_representation(self, row: Theme) -> dict[str, Any]:
        return queries.theme_facts(row)


class ThemeIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)


class ThemeChangesIn(ThemeIn):
    position = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100)


class ThemeMergeIn(serializers.Serializer[Any]):
    into = serializers.PrimaryKeyRelatedField[Theme](queryset=Theme.objects.all())


class ThemeViewSet(GenericViewSet[Theme]):
    queryset = Theme.objects.none()
    serializer_class = ThemeOut
    pagination_class = None

    def body(self, request: Request, pk: int) -> Body:
        return get_object_or_404(bodies_for(request.user), pk=pk)

    def found(self, request: Request, pk: int) -> Theme:
        row = queries.seen_theme(request.user, pk)
        if row is None:
            raise Http404
        return row

    @extend_schema(responses=ThemeOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Its own, and those that are for all."""
        return Response(ThemeOut(queries.themes_of(request.user, self.body(request, pk)), many=True).data)

    @extend_schema(request=ThemeIn, responses={201: ThemeOut, 200: ThemeOut})
    def create(self, request: Request, pk: int) -> Response:
        """One of that name is the same one: a repeat answers 200."""
        body = self.body(request, pk)
        made = actions.create_theme(actor=actor_for(request), body=body, **checked(ThemeIn, request))
        return Response(ThemeOut(made).data, status=created_code())

    @extend_schema(request=ThemeChangesIn, responses=ThemeOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = {"name": row.name, **checked(ThemeChangesIn, request, partial=True)}
        return Response(ThemeOut(actions.edit_theme(actor=actor_for(request), theme=row, **given)).data)

    @extend_schema(request=ThemeMergeIn, responses=ThemeOut)
    def merge(self, request: Request, pk: int) -> Response:
        """What is about it is about the other one from now on, and it is gone."""
        row, given = self.found(request, pk), of_seen(request, checked(ThemeMergeIn, request), {"into": themes_for})
        return Response(ThemeOut(actions.merge_theme(actor=actor_for(request), theme=row, **given)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_theme(actor=actor_for(request), theme=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
