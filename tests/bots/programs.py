"""Bots for tests, made by the verbs that make them."""

from __future__ import annotations

from uuid import uuid4

from accounts.models import ApiToken
from bots.actions import create_bot, create_bot_token, create_incoming_webhook, take_in_bot
from chat.models import Room
from organizations.models import Bot
from tests.factories import Cast


def basels_bot(cast: Cast, *rooms: Room, name: str = "الطرق والطقس") -> Bot:
    """A bot of Basel's association, taken into rooms by Salma, or by Basel where he moderates."""
    bot = create_bot(actor=cast.actor("basel"), organization=cast.association, name=name, client_id=uuid4())
    for room in rooms:
        taker = "salma" if room.kind == Room.Kind.SECTOR else "basel"
        take_in_bot(actor=cast.actor(taker), room=room, bot=bot)
    return bot


def key_of(cast: Cast, bot: Bot, *rooms: Room) -> tuple[ApiToken, dict[str, str]]:
    """A token for these rooms, and the header that carries it."""
    token, secret = create_bot_token(actor=cast.actor("basel"), bot=bot, name="خادم", days=30, rooms=rooms)
    return token, {"Authorization": f"Token {secret}"}


def hook_of(cast: Cast, room: Room, name: str = "حالة الطرق") -> str:
    """The address of a new incoming webhook that Salma made."""
    actor = cast.actor("salma" if room.kind == Room.Kind.SECTOR else "basel")
    _webhook, secret = create_incoming_webhook(actor=actor, room=room, name=name, client_id=uuid4())
    return f"/hooks/{secret}/"
