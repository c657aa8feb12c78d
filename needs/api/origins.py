"""What a message asks for, and what was made of it, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from chat.models import Message
from chat.permissions import visible_messages
from journal.requests import created_code
from journal.verbs import head_of
from needs import actions, queries
from needs.api.postings import checked, for_whom
from needs.api.shapes import NeedIn, NeedOut
from needs.models import Need


class ReadLineOut(serializers.Serializer[Any]):
    item = serializers.CharField()
    name = serializers.CharField()
    amount = serializers.CharField(help_text="empty where in doubt")
    unit = serializers.CharField(help_text="empty where in doubt, also where the amount is not")


class MessageReadingOut(serializers.Serializer[Any]):
    """What a message seems to ask for; what is in doubt is empty. Nothing is stored."""

    title = serializers.CharField()
    lines = ReadLineOut(many=True)
    sector = serializers.CharField()
    place = serializers.CharField(help_text="p-code")
    urgency = serializers.IntegerField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    households = serializers.IntegerField(allow_null=True)

    def to_representation(self, found: queries.Proposal) -> dict[str, Any]:
        return {
            "title": found.title,
            "lines": [
                {"item": item.code, "name": str(item), "amount": amount, "unit": unit.code if unit else ""}
                for item, amount, unit in found.lines
            ],
            "sector": found.sector.code if found.sector else "",
            "place": found.place.pk if found.place else "",
            "urgency": found.urgency,
            "people": found.people,
            "households": found.households,
        }


class MadeOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()

    def to_representation(self, need: Need) -> dict[str, Any]:
        return {"id": need.pk, "code": need.code, "title": need.title, "status": need.status}


class MessageNeedsOut(serializers.Serializer[Any]):
    reading = MessageReadingOut()
    needs = MadeOut(many=True)


class MessageNeedViewSet(ViewSet):
    @extend_schema(request=NeedIn, responses={200: NeedOut, 201: NeedOut})
    def create(self, request: Request, pk: int) -> Response:
        """Make a need of a message: a draft as `POST /api/needs/` makes it, and each leads to the other."""
        details = checked(NeedIn, request)
        message = seen_message(request, pk)
        actor, organization = for_whom(request, details)
        made = actions.create_need_from_message(actor=actor, message=message, organization=organization, **details)
        shown = NeedOut(queries.whole(Need.objects.filter(pk=made.pk)).get(), context={"request": request})
        return Response({**shown.data, "head": head_of(made.stream)}, status=created_code())

    @extend_schema(responses=MessageNeedsOut)
    def list(self, request: Request, pk: int) -> Response:
        """What a message seems to ask for, and the needs you may see that were made of it."""
        message = seen_message(request, pk)
        made = queries.needs_made_of(request.user, message)
        reading = queries.read_message(message.body)
        return Response({"reading": MessageReadingOut(reading).data, "needs": MadeOut(made, many=True).data})


def seen_message(request: Request, pk: int) -> Message:
    message: Message = get_object_or_404(visible_messages(request.user).filter(deleted_at__isnull=True), pk=pk)
    return message
