"""Searches of the board that people keep: everybody their own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from needs.models import SavedFilter


def saved_filters_for(user: Any) -> QuerySet[SavedFilter]:
    if not (user.is_authenticated and user.is_active):
        return SavedFilter.objects.none()
    return SavedFilter.objects.filter(person=user.pk)


def can_save_filter(actor: Actor) -> bool:
    """People; a program asks the address itself."""
    return actor.is_person and not actor.user.is_bot


def can_follow_filter(actor: Actor, saved: SavedFilter) -> bool:
    return actor.is_person and saved.person_id == actor.person_id


def can_delete_filter(actor: Actor, saved: SavedFilter) -> bool:
    return actor.is_person and saved.person_id == actor.person_id
