"""What comes in and goes out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.actions import LONGEST_TOKEN
from bots.models import OutgoingWebhook


class BotIn(serializers.Serializer[Any]):
    """`organization`: one that one manages; null: the secretariat."""

    client_id = serializers.UUIDField()
    name = serializers.CharField(max_length=60)
    about = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class BotDetailsIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    about = serializers.CharField(max_length=300, allow_blank=True)


class BotOut(serializers.Serializer[Any]):
    """`id` is that of its account, by which messages name their author."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    about = serializers.CharField()
    organization = serializers.IntegerField(allow_null=True)
    closed = serializers.BooleanField()


class BotTokenIn(serializers.Serializer[Any]):
    """`rooms`: those it opens; the bot must be in them."""

    name = serializers.CharField(max_length=60)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_TOKEN, default=90)
    rooms = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=100)


class BotTokenOut(serializers.Serializer[Any]):
    """`token` only when it was just made."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    rooms = serializers.ListField(child=serializers.IntegerField())
    created_at = serializers.CharField()
    expires_at = serializers.CharField()
    last_used_at = serializers.CharField(allow_null=True)
    token = serializers.CharField(required=False)


class IncomingWebhookIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    name = serializers.CharField(max_length=60)


class IncomingWebhookOut(serializers.Serializer[Any]):
    """`address` only when it was just made: it is the secret."""

    id = serializers.IntegerField()
    room = serializers.IntegerField()
    bot = serializers.IntegerField()
    name = serializers.CharField()
    created_at = serializers.CharField()
    last_used_at = serializers.CharField(allow_null=True)
    address = serializers.CharField(required=False)


class OutgoingWebhookIn(serializers.Serializer[Any]):
    """`room`, or `organization`: one of them. With an organisation `board` may name the board of needs and offers,
    `board.public` or `board.members`; else what concerns the organisation itself is told.
    """

    client_id = serializers.UUIDField()
    url = serializers.CharField(max_length=500)
    events = serializers.ListField(child=serializers.CharField(max_length=48), min_length=1, max_length=60)
    room = serializers.IntegerField(required=False, allow_null=True, default=None)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)
    board = serializers.ChoiceField(choices=["", *OutgoingWebhook.Board.values], required=False, default="")


class OutgoingWebhookDetailsIn(serializers.Serializer[Any]):
    url = serializers.CharField(max_length=500)
    events = serializers.ListField(child=serializers.CharField(max_length=48), min_length=1, max_length=60)


class OutgoingWebhookOut(serializers.Serializer[Any]):
    """`secret` only when it was just made."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    room = serializers.IntegerField(allow_null=True)
    organization = serializers.IntegerField(allow_null=True)
    board = serializers.CharField(allow_blank=True)
    events = serializers.ListField(child=serializers.CharField())
    created_at = serializers.CharField()
    disabled_at = serializers.CharField(allow_null=True)
    secret = serializers.CharField(required=False)


class DeliveryOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    event = serializers.CharField()
    state = serializers.CharField()
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    answer = serializers.CharField()
    next_at = serializers.CharField(allow_null=True)
    settled_at = serializers.CharField(allow_null=True)
