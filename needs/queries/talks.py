"""The last words of a thing's room, for whoever may write there, in it or not yet."""

from __future__ import annotations

from chat.models import Message, RoomMembership
from chat.permissions import stored_messages
from journal.actors import Actor
from needs.models import Said

LAST = 3


def last_words(about: Said) -> list[Message]:
    """The newest last."""
    if about.room_id is None:
        return []
    rows = stored_messages().filter(room=about.room_id, deleted_at__isnull=True).order_by("-seq")
    return list(rows.select_related("author", "organization", "sender")[:LAST])[::-1]


def is_in_talk(actor: Actor, about: Said) -> bool:
    return actor.is_person and RoomMembership.objects.filter(room=about.room_id, person=actor.user).exists()
