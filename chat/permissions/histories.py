"""Who may bring a room's past along."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import HistoryImport, Room
from chat.permissions.rooms import rooms_for
from chat.standing import OPEN_KINDS, Standing
from journal.actors import Actor


def can_import_history(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """Who may write in a room brings its past along; in open rooms only moderators do. The command line may."""
    if actor.is_clock:
        return room.closed_at is None
    stands = known or Standing(actor, room)
    return stands.writes and (stands.moderates or room.kind not in OPEN_KINDS)


def imports_for(user: Any) -> QuerySet[HistoryImport]:
    """The imports one has begun oneself, of rooms one still sees."""
    own = HistoryImport.objects.filter(made_by_id=user.pk, discarded_at=None)
    return own.filter(room__in=rooms_for(user)).select_related("room")


def can_start_history(actor: Actor, history: HistoryImport) -> bool:
    return can_import_history(actor, history.room) and (actor.is_clock or history.made_by_id == actor.person_id)


def can_forget_import(actor: Actor) -> bool:
    return actor.is_clock


def can_restart_history(actor: Actor, history: HistoryImport) -> bool:
    return can_start_history(actor, history)


def can_discard_history(actor: Actor, history: HistoryImport) -> bool:
    """Whoever made it, also where they may bring nothing along any more."""
    return actor.is_person and history.made_by_id == actor.person_id


def can_fail_history(actor: Actor) -> bool:
    return actor.is_clock


def can_clear_history(actor: Actor) -> bool:
    return actor.is_clock


def can_write_history(actor: Actor) -> bool:
    return actor.is_clock


def can_attach_media(actor: Actor) -> bool:
    return actor.is_clock


def can_finish_history(actor: Actor) -> bool:
    return actor.is_clock
