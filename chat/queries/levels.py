"""Of what people are told in which room."""

from __future__ import annotations

from chat.models import Room, RoomMembership

SMALL_GROUP = 30  # people, up to which one wants every message
Level = RoomMembership.Level


def usual_level(kind: str, people: int) -> str:
    """Direct messages and small groups are for those who are in them, announcements for everybody; elsewhere much is
    said that is not.
    """
    is_small = kind == Room.Kind.GROUP and people <= SMALL_GROUP
    is_for_all = is_small or kind in (Room.Kind.DIRECT, Room.Kind.ANNOUNCEMENT)
    return Level.ALL if is_for_all else Level.MENTIONS


def level_in_force(level: str, usual: str) -> str:
    """What a person chose for a room, else what is usual there."""
    return usual if level == Level.USUAL else level
