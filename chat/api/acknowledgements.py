"""Acknowledging announcements, for programs; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.models import User
from chat import actions, permissions, queries
from chat.api.shapes import MessageOut
from chat.models import Message
from journal.queries import head
from journal.requests import checked
from journal.stamps import stamp
from organizations.actors import actor_for
from organizations.queries import organization_mark


class RequestIn(serializers.Serializer[Any]):
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)


class AcknowledgeIn(serializers.Serializer[Any]):
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class ReadingOut(serializers.Serializer[Any]):
    organization = serializers.DictField()
    people = serializers.ListField(child=serializers.DictField())


class AcknowledgementsOut(serializers.Serializer[Any]):
    acknowledged = ReadingOut(many=True)
    missing = ReadingOut(many=True)


class RemindedOut(serializers.Serializer[Any]):
    reminded = serializers.IntegerField()


class OwnAcknowledgementsOut(serializers.Serializer[Any]):
    message = serializers.IntegerField()
    organization = serializers.IntegerField(allow_null=True)


class AcknowledgementViewSet(ViewSet):
    """What organisations say of one announcement."""

    def found(self, request: Request, pk: int) -> Message:
        return get_object_or_404(permissions.visible_messages(request.user).select_related("room"), pk=pk)

    def answer(self, message: Message) -> Response:
        return Response({**queries.message_as_it_stands(message.pk), "head": head(message.room.stream)})

    @extend_schema(request=RequestIn, responses=MessageOut)
    def ask(self, request: Request, pk: int) -> Response:
        message = self.found(request, pk)
        given = checked(RequestIn, request)
        actions.request_acknowledgement(actor=actor_for(request), message=message, **given)
        return self.answer(message)

    @extend_schema(request=AcknowledgeIn, responses=MessageOut)
    def acknowledge(self, request: Request, pk: int) -> Response:
        """For the organisation one names, else the chosen one. It cannot be taken back."""
        given = checked(AcknowledgeIn, request)
        message = self.found(request, pk)
        actions.acknowledge_message(actor=actor_for(request, given["organization"]), message=message)
        return self.answer(message)

    @extend_schema(responses=AcknowledgementsOut)
    def list(self, request: Request, pk: int) -> Response:
        """Who has and who has not: for the author, moderators and writers."""
        message = self.found(request, pk)
        if not permissions.can_see_acknowledgements(actor_for(request), message):
            raise PermissionDenied
        have, missing = queries.readings(message)
        return Response({"acknowledged": shown(have), "missing": shown(missing)})

    @extend_schema(request=None, responses=RemindedOut)
    def remind(self, request: Request, pk: int) -> Response:
        number = actions.remind_acknowledgement(actor=actor_for(request), message=self.found(request, pk))
        return Response({"reminded": number})

    @extend_schema(responses=OwnAcknowledgementsOut(many=True))
    def mine(self, request: Request, pk: int) -> Response:
        """Which of a room's announcements I, or an organisation of mine, have acknowledged."""
        user = request.user
        assert isinstance(user, User)
        return Response(queries.acknowledged_by(user, get_object_or_404(permissions.rooms_for(user), pk=pk)))


def shown(readings: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "organization": organization_mark(each.organization),
            "people": [{"id": row.person_id, "name": str(row.person), "at": stamp(row.at)} for row in each.people],
        }
        for each in readings
    ]
