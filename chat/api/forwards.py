"""Forwarding for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from chat import actions, permissions, queries
from chat.api.messages import MessageViewSet
from chat.api.shapes import MessageOut, Numbers
from journal.requests import checked
from organizations.actors import actor_for


class ForwardIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    rooms = Numbers()
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class ForwardViewSet(MessageViewSet):
    @extend_schema(request=ForwardIn, responses={201: MessageOut(many=True)})
    def forward(self, request: Request, pk: int) -> Response:
        """Say a message again in other rooms, with its source. A repeated `client_id` answers with the first ones."""
        given = checked(ForwardIn, request)
        actor = actor_for(request, given.pop("organization"))
        message = self.found(request, pk)
        # One more than the verb takes is enough for it to refuse.
        rooms = [
            permissions.seen_room(actor, each) for each in sorted(set(given["rooms"]))[: actions.FORWARD_LIMIT + 1]
        ]
        made = actions.forward_message(actor=actor, message=message, rooms=rooms, client_id=given["client_id"])
        return Response([queries.message_as_it_stands(each.pk) for each in made], status=201)
