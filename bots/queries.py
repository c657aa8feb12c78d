"""What is said about programs' accounts and connections."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import ApiToken
from bots.models import Delivery, IncomingWebhook, OutgoingWebhook
from bots.permissions import bots_for, with_people
from chat.models import Room, RoomMembership
from journal.stamps import stamp
from organizations.models import Bot
from organizations.permissions import RUNNING_BOT

Facts = dict[str, Any]


def facts(kind: str, ids: list[int]) -> dict[int, Facts]:
    """{id: what everybody who meets a bot may know} for "bot"; {id, url, room, organization} for "outgoing_webhook"."""
    return KINDS[kind](ids)


def bots_told(ids: list[int]) -> dict[int, Facts]:
    return {bot.pk: bot_facts(bot) for bot in with_people(Bot.objects.filter(pk__in=ids))}


def webhooks_told(ids: list[int]) -> dict[int, Facts]:
    return {each.pk: named(each) for each in OutgoingWebhook.objects.filter(pk__in=ids)}


KINDS = {"bot": bots_told, "outgoing_webhook": webhooks_told}


def named(webhook: OutgoingWebhook) -> Facts:
    return {
        "id": webhook.pk,
        "url": webhook.url,
        "room": webhook.room_id,
        "organization": webhook.organization_id,
        "board": webhook.board,
    }


def outgoing_facts(webhook: OutgoingWebhook) -> Facts:
    return {
        **named(webhook),
        "events": webhook.events,
        "created_at": stamp(webhook.created_at),
        "disabled_at": stamp(webhook.disabled_at),
    }


def outgoing_webhooks(room: Room) -> QuerySet[OutgoingWebhook]:
    """The addresses that are told of a room, newest first."""
    return room.outgoing_webhooks.filter(closed_at__isnull=True).select_related("made_by").order_by("-pk")


def last_deliveries(webhook: OutgoingWebhook) -> list[Delivery]:
    """The newest fifty."""
    return list(webhook.deliveries.select_related("webhook").order_by("-number")[:50])


def delivery_facts(delivery: Delivery) -> Facts:
    return {
        "id": delivery.pk,
        "number": delivery.number,
        "event": delivery.event,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "status": delivery.status,
        "answer": delivery.answer,
        "next_at": stamp(delivery.next_at) if delivery.state == Delivery.State.WAITING else None,
        "settled_at": stamp(delivery.settled_at),
    }


def bot_facts(bot: Bot) -> Facts:
    return {
        "id": bot.pk,
        "name": str(bot.account),
        "mark": bot.account.mark,
        "about": bot.about,
        "organization": bot.organization_id,
        "closed": bot.closed_at is not None,
    }


def bots_in(room: Room) -> QuerySet[Bot]:
    """The programs in a room, by name."""
    here = RoomMembership.objects.filter(room=room, person__is_bot=True).values("person")
    return with_people(Bot.objects.filter(account__in=here)).order_by("account__display_name", "pk")


def bots_to_take_in(user: Any, room: Room) -> QuerySet[Bot]:
    """Running bots one sees that are not in a room."""
    return bots_for(user).filter(RUNNING_BOT).exclude(account__room_memberships__room=room).order_by("-pk")


def rooms_of(bot: Bot) -> QuerySet[Room]:
    return Room.objects.filter(memberships__person=bot.account_id).order_by("name", "pk")


def running_tokens(bot: Bot) -> list[ApiToken]:
    """A bot's tokens that open something still, newest first."""
    running = ApiToken.objects.filter(user=bot.account_id, revoked_at__isnull=True, expires_at__gt=timezone.now())
    return list(running.order_by("-pk"))


def token_facts(token: ApiToken) -> Facts:
    return {
        "id": token.pk,
        "name": token.name,
        "rooms": [int(name.removeprefix("room.")) for name in token.opens or ()],
        "created_at": stamp(token.created_at),
        "expires_at": stamp(token.expires_at),
        "last_used_at": stamp(token.last_used_at),
    }


def incoming_facts(webhook: IncomingWebhook) -> Facts:
    return {
        "id": webhook.pk,
        "room": webhook.room_id,
        "bot": webhook.bot_id,
        "name": str(webhook.bot.account),
        "created_at": stamp(webhook.created_at),
        "last_used_at": stamp(webhook.last_used_at),
    }


def incoming_webhooks(room: Room) -> QuerySet[IncomingWebhook]:
    """The addresses that lead into a room, newest first."""
    open_ones = room.incoming_webhooks.filter(closed_at__isnull=True)
    return open_ones.select_related("bot__account", "bot__organization", "made_by").order_by("-pk")


def webhook_of(digest: str) -> IncomingWebhook | None:
    """The open address with this digest, with what posting needs."""
    found = IncomingWebhook.objects.filter(digest=digest, closed_at__isnull=True)
    return found.select_related("room", "bot__account", "bot__organization__governorate").first()
