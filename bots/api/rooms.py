"""The programs of a room."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from bots import actions, permissions, queries
from bots.api.shapes import BotOut, IncomingWebhookIn, IncomingWebhookOut
from chat.models import Room
from chat.permissions import rooms_for
from journal.refusals import require
from journal.requests import checked
from organizations.actors import actor_for


class RoomBotViewSet(ViewSet):
    """Bots in a room, and the addresses that lead into it."""

    def found(self, request: Request, pk: int) -> Room:
        return get_object_or_404(rooms_for(request.user), pk=pk)

    @extend_schema(responses=BotOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        return Response([queries.bot_facts(bot) for bot in queries.bots_in(self.found(request, pk))])

    @extend_schema(request=None, responses={204: None})
    def take_in(self, request: Request, pk: int, bot_pk: int) -> Response:
        room = self.found(request, pk)
        bot = get_object_or_404(permissions.bots_for(request.user), account__pk=bot_pk)
        actions.take_in_bot(actor=actor_for(request), room=room, bot=bot)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def put_out(self, request: Request, pk: int, bot_pk: int) -> Response:
        room = self.found(request, pk)
        bot = get_object_or_404(permissions.bots_for(request.user), account__pk=bot_pk)
        actions.put_out_bot(actor=actor_for(request), room=room, bot=bot)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=IncomingWebhookOut(many=True))
    def incoming(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        require(permissions.can_put_out_bot(actor_for(request), room))
        return Response([queries.incoming_facts(webhook) for webhook in queries.incoming_webhooks(room)])

    @extend_schema(request=IncomingWebhookIn, responses={201: IncomingWebhookOut})
    def create_incoming(self, request: Request, pk: int) -> Response:
        room, given = self.found(request, pk), checked(IncomingWebhookIn, request)
        webhook, secret = actions.create_incoming_webhook(actor=actor_for(request), room=room, **given)
        answer = queries.incoming_facts(webhook)
        if secret is None:
            return Response(answer)
        answer["address"] = request.build_absolute_uri(reverse("bots:hook", args=[secret]))
        return Response(answer, status.HTTP_201_CREATED)


class IncomingWebhookView(APIView):
    """One address."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        webhook = get_object_or_404(permissions.incoming_webhooks_for(request.user), pk=pk)
        actions.close_incoming_webhook(actor=actor_for(request), webhook=webhook)
        return Response(status=status.HTTP_204_NO_CONTENT)
