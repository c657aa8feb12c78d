"""Notifications for programs (PROTOCOL 3): the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.models import User
from journal.ids import id_of
from notifications import actions, queries
from notifications.kinds import KINDS
from organizations.actors import actor_for

PAGE = 50


class NoticeRoomOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    kind = serializers.CharField()


class NotificationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    room = NoticeRoomOut(allow_null=True)
    text = serializers.CharField()
    href = serializers.CharField()
    at = serializers.CharField()
    read_at = serializers.CharField(allow_null=True)


class NotificationListOut(serializers.Serializer[Any]):
    results = NotificationOut(many=True)
    unread = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class UpToIn(serializers.Serializer[Any]):
    up_to = serializers.IntegerField(min_value=0, max_value=2**53)


class UnreadOut(serializers.Serializer[Any]):
    unread = serializers.IntegerField()


class NotificationViewSet(ViewSet):
    """What I am to hear of."""

    @extend_schema(parameters=[OpenApiParameter("before", int)], responses=NotificationListOut)
    def list(self, request: Request) -> Response:
        """Newest first, 50 a page; `before` is the id of the last one of the page before."""
        user = request.user
        assert isinstance(user, User)
        rows = queries.newest(user, PAGE, id_of(request.query_params.get("before", "")))
        following = request.build_absolute_uri(f"?before={rows[-1].pk}") if len(rows) == PAGE else None
        results = [{str(key): row[str(key)] for key in NotificationOut().fields} for row in queries.listed(user, rows)]
        return Response({"results": results, "unread": queries.unread_count(user), "next": following, "previous": None})

    @extend_schema(request=UpToIn, responses=UnreadOut)
    def read(self, request: Request) -> Response:
        """Mark everything up to this id as read."""
        given = UpToIn(data=request.data)
        given.is_valid(raise_exception=True)
        actor = actor_for(request)
        actions.read_notifications(actor=actor, **given.validated_data)
        return Response({"unread": queries.unread_count(actor.user)})
