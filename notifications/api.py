"""Notifications for programs (PROTOCOL 3): the same verbs as the pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.models import User
from journal.ids import id_of
from journal.requests import checked
from notifications import actions, queries
from notifications.kinds import KINDS
from notifications.models import Preferences
from notifications.pushing import public_key
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
        actor = actor_for(request)
        actions.read_notifications(actor=actor, **checked(UpToIn, request))
        return Response({"unread": queries.unread_count(actor.user)})


class KeysIn(serializers.Serializer[Any]):
    p256dh = serializers.CharField(max_length=200)
    auth = serializers.CharField(max_length=100)


class PushIn(serializers.Serializer[Any]):
    """As a browser's `subscription.toJSON()` says it."""

    endpoint = serializers.CharField(max_length=actions.MOST_LETTERS)
    keys = KeysIn()


class EndpointIn(serializers.Serializer[Any]):
    endpoint = serializers.CharField(max_length=actions.MOST_LETTERS)


class PushKeyOut(serializers.Serializer[Any]):
    key = serializers.CharField()


class PushView(APIView):
    """Web push for the browser of this session."""

    @extend_schema(responses=PushKeyOut)
    def get(self, request: Request) -> Response:
        """The key to subscribe with."""
        return Response({"key": public_key(settings.VAPID_KEY)})

    @extend_schema(request=PushIn, responses={204: None})
    def put(self, request: Request) -> Response:
        given = checked(PushIn, request)
        session_key = getattr(getattr(request, "session", None), "session_key", None) or ""
        actions.subscribe_push(
            actor=actor_for(request), endpoint=given["endpoint"], session_key=session_key, **given["keys"]
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=EndpointIn, responses={204: None})
    def delete(self, request: Request) -> Response:
        actions.unsubscribe_push(actor=actor_for(request), **checked(EndpointIn, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreferencesOut(serializers.ModelSerializer[Preferences]):
    class Meta:
        model = Preferences
        fields = ["mail", "hides_content", "is_quiet", "quiet_from", "quiet_to", "quiet_days", "zone", "paused_until"]
        extra_kwargs: ClassVar[dict[str, Any]] = {"zone": {"max_length": 40}}


class PreferencesView(APIView):
    """How I want to be told."""

    @extend_schema(responses=PreferencesOut)
    def get(self, request: Request) -> Response:
        return Response(PreferencesOut(queries.preferences_of(actor_for(request).user)).data)

    @extend_schema(request=PreferencesOut, responses=PreferencesOut)
    def patch(self, request: Request) -> Response:
        """What is not given stays."""
        wanted = checked(PreferencesOut, request, partial=True)
        return Response(PreferencesOut(actions.update_preferences(actor=actor_for(request), **wanted)).data)
