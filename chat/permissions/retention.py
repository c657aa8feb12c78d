"""Who says how long a room keeps what was said in it."""

from __future__ import annotations

from chat.models import Room
from chat.standing import Standing
from journal.actors import Actor


def can_set_retention(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """Who looks after the room, also once it is closed: what is set there goes on, and must be taken back there."""
    return (known or Standing(actor, room)).moderates


def can_purge_messages(actor: Actor) -> bool:
    return actor.is_clock
