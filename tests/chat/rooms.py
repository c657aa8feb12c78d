"""Rooms for tests, made by the verbs that make them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from accounts.models import User
from chat.actions import create_room, join_room, post_message
from chat.models import Message, Room
from tests.factories import Cast, make_place, make_sector


def sector_room(cast: Cast, *members: str) -> Room:
    """The health channel of Damascus, with these of the cast in it."""
    room = create_room(
        actor=cast.actor("salma"), kind="sector", name="الصحة · دمشق", sector=make_sector(), place=make_place()
    )
    for name in members:
        join_room(actor=cast.actor(name), room=room)
    return room


def group_room(cast: Cast, owner: str, people: Iterable[User]) -> Room:
    return create_room(actor=cast.actor(owner), kind="group", name="فريق القافلة", people=people)


def said(cast: Cast, name: str, room: Room, body: str = "صباح الخير") -> Message:
    """A message of one of the cast."""
    return post_message(actor=cast.actor(name), room=room, body=body, client_id=uuid4()).message


def replied(cast: Cast, name: str, root: Message, body: str = "أنا", reply_to: Message | None = None) -> Message:
    """A reply of one of the cast in the thread of a message."""
    given = {"room": root.room, "body": body, "client_id": uuid4(), "reply_to": reply_to, "thread": root}
    return post_message(actor=cast.actor(name), **given).message  # type: ignore[arg-type]
