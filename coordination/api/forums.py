"""Forums for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT as NO_CONTENT
from rest_framework.viewsets import GenericViewSet

from coordination import actions, queries
from coordination.models import Forum
from journal.queries import head
from journal.requests import checked, created_code
from meetings.models import Body
from organizations.actors import actor_for, actor_named
from organizations.models import Organization, Place, Sector
from organizations.permissions import organizations_for


class ForumConvenerOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class ForumOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    body = serializers.IntegerField()
    title = serializers.CharField()
    edition = serializers.IntegerField()
    previous = serializers.IntegerField(allow_null=True)
    about = serializers.CharField()
    status = serializers.ChoiceField(choices=Forum.Status.choices)
    status_reason = serializers.CharField()
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices)
    quorum = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    place = serializers.CharField(allow_null=True)
    venue = serializers.CharField()
    sectors = serializers.ListField(child=serializers.CharField())
    conveners = ForumConvenerOut(many=True)
    room = serializers.IntegerField(allow_null=True)

    def to_representation(self, row: Forum) -> dict[str, Any]:
        return queries.forum_facts(row)


class OneForumOut(ForumOut):
    head = serializers.IntegerField()

    def to_representation(self, row: Forum) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


class ForumChangesIn(serializers.Serializer[Any]):
    """`sectors` is a whole list of codes; `quorum` is in percent of the organisations that have a voice."""

    title = serializers.CharField(max_length=160)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    edition = serializers.IntegerField(required=False, min_value=1, max_value=200)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    place = serializers.PrimaryKeyRelatedField[Place](queryset=Place.objects.all(), required=False, allow_null=True)
    venue = serializers.CharField(max_length=160, required=False, allow_blank=True)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices, required=False)
    quorum = serializers.IntegerField(required=False, min_value=0, max_value=100)
    quota = serializers.IntegerField(required=False, min_value=1, max_value=50)
    answer_by = serializers.DateField(required=False, allow_null=True)
    letter = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    shows_programme = serializers.BooleanField(required=False)
    shows_delegations = serializers.BooleanField(required=False)
    sectors: Any = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Sector.objects.all()), required=False, max_length=60
    )


class ForumStatusIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Forum.Status.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ForumIn(ForumChangesIn):
    client_id = serializers.UUIDField()
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


@extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("status", str)])
class ForumViewSet(GenericViewSet[Forum]):
    queryset = Forum.objects.none()
    serializer_class = ForumOut
    ordering = ("-starts_on", "-pk")

    def get_queryset(self) -> QuerySet[Forum]:
        asked = self.request.query_params
        wanted = asked.get("status", "") if asked.get("status", "") in Forum.Status.values else ""
        return queries.listed_forums(queries.forums_asked(self.request.user, asked.get("q", "")[:80], wanted))

    def found(self, request: Request, pk: int) -> Forum:
        row = queries.seen_forum(request.user, pk)
        if row is None:
            raise Http404
        return row

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(ForumOut(page, many=True).data)

    @extend_schema(responses=OneForumOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneForumOut(self.found(request, pk)).data)

    @extend_schema(request=ForumIn, responses={201: OneForumOut, 200: OneForumOut})
    def create(self, request: Request) -> Response:
        given = checked(ForumIn, request)
        actor = actor_named(request, given)
        made = actions.create_forum(actor=actor, **given)
        return Response(OneForumOut(self.found(request, made.pk)).data, status=created_code())

    @extend_schema(request=ForumChangesIn, responses=OneForumOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        actions.edit_forum(actor=actor_for(request), forum=row, **checked(ForumChangesIn, request, partial=True))
        return Response(OneForumOut(self.found(request, pk)).data)

    @extend_schema(request=ForumStatusIn, responses=OneForumOut)
    def status(self, request: Request, pk: int) -> Response:
        """Convene, open, close, publish, cancel it; 409 `wrong_status` where no way leads."""
        row = self.found(request, pk)
        actions.set_forum_status(actor=actor_for(request), forum=row, **checked(ForumStatusIn, request))
        return Response(OneForumOut(self.found(request, pk)).data)

    @extend_schema(request=None, responses=OneForumOut)
    def add_convener(self, request: Request, pk: int, organization_pk: int) -> Response:
        row, organization = (
            self.found(request, pk),
            get_object_or_404(organizations_for(request.user), pk=organization_pk),
        )
        actions.add_convener(actor=actor_for(request), forum=row, organization=organization)
        return Response(OneForumOut(self.found(request, pk)).data)

    @extend_schema(responses={204: None})
    def remove_convener(self, request: Request, pk: int, organization_pk: int) -> Response:
        row, organization = (
            self.found(request, pk),
            get_object_or_404(organizations_for(request.user), pk=organization_pk),
        )
        actions.remove_convener(actor=actor_for(request), forum=row, organization=organization)
        return Response(status=NO_CONTENT)


def found_organization(request: Request, pk: int) -> Organization:
    return get_object_or_404(organizations_for(request.user), pk=pk)
