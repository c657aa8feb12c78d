"""The registration desk for programs, and for its page."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination import actions, permissions, queries
from coordination.models import Forum
from coordination.permissions import forums_for
from journal.queries import head
from journal.requests import checked
from meetings.models import Participant
from organizations.actors import actor_for


class DeskOrganizationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class DeskPersonOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    post = serializers.CharField()
    role = serializers.CharField()
    organization = DeskOrganizationOut()
    arrived_at = serializers.DateTimeField(allow_null=True)


class DeskOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    people = DeskPersonOut(many=True)


class ArrivalIn(serializers.Serializer[Any]):
    """By `code`, or by `delegate`. `ago` is how many seconds since, for a device that had no line."""

    code = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    delegate = serializers.IntegerField(required=False, allow_null=True, min_value=1, default=None)
    ago = serializers.IntegerField(required=False, min_value=0, max_value=10_000_000, default=0)
    arrived = serializers.BooleanField(required=False, default=True)


class DeskViewSet(GenericViewSet[Participant]):
    queryset = Participant.objects.none()
    serializer_class = DeskPersonOut
    pagination_class = None

    def forum(self, request: Request, pk: int) -> Forum:
        """A forum at whose desk one may sit: for all others there is none."""
        row = get_object_or_404(forums_for(request.user).select_related("body"), pk=pk)
        if not permissions.can_check_in(actor_for(request), row):
            raise Http404
        return row

    @extend_schema(responses=DeskOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        row = self.forum(request, pk)
        return Response({"head": head(row.stream), "people": queries.desk_people(row)})

    @extend_schema(request=ArrivalIn, responses=DeskPersonOut)
    def arrive(self, request: Request, pk: int) -> Response:
        """Somebody has arrived, or has not after all (`arrived: false`); repeatable, the first arrival counts."""
        forum, given, actor = self.forum(request, pk), checked(ArrivalIn, request), actor_for(request)
        if given["delegate"] is None:
            row = actions.check_in_by_code(actor=actor, forum=forum, code=given["code"], ago=given["ago"])
        else:
            known = get_object_or_404(Participant, body=forum.body_id, pk=given["delegate"])
            row = (
                actions.check_in(actor=actor, forum=forum, delegate=known, ago=given["ago"])
                if given["arrived"]
                else actions.undo_check_in(actor=actor, forum=forum, delegate=known)
            )
        return Response(queries.desk_facts(row))
