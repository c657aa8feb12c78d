"""The room of a forum's or committee's body, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from meetings import actions, permissions
from organizations.actors import actor_for


class BodyRoomOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


class BodyRoomViewSet(ViewSet):
    @extend_schema(request=None, responses=BodyRoomOut)
    def enter(self, request: Request, pk: int) -> Response:
        """Join the room of the body; it is made for whoever comes first."""
        body = get_object_or_404(permissions.bodies_for(request.user), pk=pk)
        room = actions.enter_body_room(actor=actor_for(request), body=body)
        return Response({"room": room.pk})
