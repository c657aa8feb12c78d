"""Who may take what along."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from archives.models import Archive
from chat.models import Room
from chat.permissions import rooms_for
from chat.standing import Standing
from journal.actors import Actor

OF_ITS_PEOPLE = (Room.Kind.GROUP, Room.Kind.DIRECT)


def archives_for(user: Any) -> QuerySet[Archive]:
    """One's own, of oneself and of rooms one still sees, newest first."""
    if not (user.is_authenticated and user.is_active):
        return Archive.objects.none()
    seen = Q(room__isnull=True) | Q(room__in=rooms_for(user))
    return Archive.objects.filter(seen, maker=user).select_related("room").order_by("-pk")


def can_ask_archive(actor: Actor, room: Room | None) -> bool:
    """Of one's own data everybody; of a room its moderators; of groups and conversations of two who is in them."""
    if not actor.is_person or actor.user.is_bot:
        return False
    if room is None:
        return True
    stands = Standing(actor, room)
    return stands.moderates or (room.kind in OF_ITS_PEOPLE and stands.is_in)


def can_forget_archive(actor: Actor, archive: Archive) -> bool:
    """Its maker, and the clock when its time is over."""
    return actor.is_clock or (actor.is_person and actor.person_id == archive.maker_id)


def can_note_archive(actor: Actor) -> bool:
    return actor.is_clock


def can_finish_archive(actor: Actor) -> bool:
    return actor.is_clock


def can_fail_archive(actor: Actor) -> bool:
    return actor.is_clock
