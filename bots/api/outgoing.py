"""Outgoing webhooks for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from bots import actions, permissions, queries
from bots.api.accounts import acting
from bots.api.shapes import DeliveryOut, OutgoingWebhookDetailsIn, OutgoingWebhookIn, OutgoingWebhookOut
from bots.models import Delivery, OutgoingWebhook
from chat.permissions import rooms_for
from journal.requests import checked
from organizations.permissions import managed_by


class OutgoingWebhookViewSet(ViewSet):
    """Addresses that are told what happens in rooms one moderates, and to organisations one manages."""

    def found(self, request: Request, pk: int) -> OutgoingWebhook:
        webhook = get_object_or_404(permissions.outgoing_webhooks_for(request.user), pk=pk)
        if not permissions.can_update_outgoing_webhook(acting(request, webhook.organization), webhook):
            raise Http404
        return webhook

    @extend_schema(responses=OutgoingWebhookOut(many=True))
    def list(self, request: Request) -> Response:
        found = permissions.outgoing_webhooks_for(request.user)[:200]
        mine = [
            each for each in found if permissions.can_update_outgoing_webhook(acting(request, each.organization), each)
        ]
        return Response([queries.outgoing_facts(webhook) for webhook in mine])

    @extend_schema(request=OutgoingWebhookIn, responses={201: OutgoingWebhookOut})
    def create(self, request: Request) -> Response:
        given = checked(OutgoingWebhookIn, request)
        room, organization = given.pop("room"), given.pop("organization")
        of: dict[str, Any] = {"room": None, "organization": None}
        if room is not None:
            of["room"] = get_object_or_404(rooms_for(request.user), pk=room)
        else:
            of["organization"] = get_object_or_404(managed_by(request.user), pk=organization or 0)
        actor = acting(request, of["organization"])
        webhook, secret = actions.create_outgoing_webhook(actor=actor, **of, **given)
        answer = queries.outgoing_facts(webhook)
        if secret is None:
            return Response(answer)
        return Response({**answer, "secret": secret}, status.HTTP_201_CREATED)

    @extend_schema(responses=OutgoingWebhookOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.outgoing_facts(self.found(request, pk)))

    @extend_schema(request=OutgoingWebhookDetailsIn, responses=OutgoingWebhookOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        webhook, given = self.found(request, pk), checked(OutgoingWebhookDetailsIn, request)
        actor = acting(request, webhook.organization)
        return Response(queries.outgoing_facts(actions.update_outgoing_webhook(actor=actor, webhook=webhook, **given)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        webhook = self.found(request, pk)
        actions.close_outgoing_webhook(actor=acting(request, webhook.organization), webhook=webhook)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=OutgoingWebhookOut)
    def rotate(self, request: Request, pk: int) -> Response:
        """Another signing secret; the old one signs too for a day."""
        webhook = self.found(request, pk)
        secret = actions.rotate_webhook_secret(actor=acting(request, webhook.organization), webhook=webhook)
        return Response({**queries.outgoing_facts(webhook), "secret": secret})

    @extend_schema(request=None, responses=OutgoingWebhookOut)
    def resume(self, request: Request, pk: int) -> Response:
        webhook = self.found(request, pk)
        actions.resume_webhook(actor=acting(request, webhook.organization), webhook=webhook)
        return Response(queries.outgoing_facts(self.found(request, pk)))

    @extend_schema(responses=DeliveryOut(many=True))
    def deliveries(self, request: Request, pk: int) -> Response:
        """The newest fifty."""
        return Response([queries.delivery_facts(each) for each in queries.last_deliveries(self.found(request, pk))])

    @extend_schema(request=None, responses={204: None})
    def repeat(self, request: Request, pk: int, delivery_pk: int) -> Response:
        """Send once more, under the same id."""
        webhook = self.found(request, pk)
        delivery = get_object_or_404(Delivery.objects.filter(webhook=webhook), pk=delivery_pk)
        delivery.webhook = webhook
        actions.repeat_delivery(actor=acting(request, webhook.organization), delivery=delivery)
        return Response(status=status.HTTP_204_NO_CONTENT)
