"""What of a room is old enough to go: never what is pinned now, never a decision, and a thread whole or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from chat.models import Message, Room, Thread
from chat.permissions import stored_messages


def expired_talk(room: Room, before: datetime) -> QuerySet[Message]:
    """Old messages of the room's own talk that began no thread."""
    old = stored_messages().filter(room=room, written_at__lt=before, has_thread=False)
    is_pinned = Q(pinned_until__isnull=False, pinned_until__gt=timezone.now())
    return old.filter(decided_at__isnull=True).exclude(is_pinned)


def old_threads(room: Room, before: datetime) -> QuerySet[Thread]:
    """Threads in which nothing was written since, begun by an old message."""
    return Thread.objects.filter(room=room, last_at__lt=before, root__written_at__lt=before)


def marked_threads(room: Room) -> set[int]:
    """The threads of which a message is a decision, or with whose first message, pinned now, they began."""
    marked = room.messages.filter(decided_at__isnull=False)
    pinned = room.messages.filter(pinned_until__isnull=False, pinned_until__gt=timezone.now())
    rows = [*marked.values_list("pk", "thread_id"), *pinned.values_list("pk", "thread_id")]
    return {thread or pk for pk, thread in rows}


def expired_threads(room: Room, before: datetime) -> QuerySet[Thread]:
    return old_threads(room, before).exclude(pk__in=marked_threads(room))


def kept_threads(room: Room, before: datetime) -> list[int]:
    """Old threads that stay, for what they hold: whoever shows the room cannot tell them from those that go."""
    return list(
        old_threads(room, before).filter(pk__in=marked_threads(room)).order_by("pk").values_list("pk", flat=True)
    )


def count_expired(room: Room, before: datetime) -> int:
    """How many messages would go that people still read."""
    threads = expired_threads(room, before).values("pk")
    in_threads = Message.objects.filter(Q(pk__in=threads) | Q(thread__in=threads), deleted_at__isnull=True)
    return expired_talk(room, before).filter(deleted_at__isnull=True).count() + in_threads.count()


def is_expired_left(room: Room, before: datetime) -> bool:
    return expired_talk(room, before).exists() or expired_threads(room, before).exists()
