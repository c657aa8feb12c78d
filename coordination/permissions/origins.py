"""Who makes recommendations of what was said, tasks of minutes, and who reads where it was said."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import Message
from chat.permissions import visible_messages
from coordination.models import Recommendation
from coordination.permissions.seen import Reader
from journal.actors import Actor
from legislation.models import Proposal
from legislation.permissions import proposals_for
from meetings.models import MinuteEntry
from meetings.permissions import granted_bodies, minute_entries_for
from needs.models import Need
from needs.permissions import needs_for
from projects.models import Project
from projects.permissions import can_create_task


def messages_for(user: Reader) -> QuerySet[Message]:
    """Messages one reads, as long as their words are there."""
    return visible_messages(user).filter(deleted_at__isnull=True)


ORIGINS: dict[str, Any] = {
    "message": messages_for,
    "entry": minute_entries_for,
    "need": needs_for,
    "proposal": proposals_for,
}


def can_take_up(actor: Actor, kind: str, row: Message | MinuteEntry | Need | Proposal) -> bool:
    """May the actor make something of what was said: do they read it? `kind` is one of ORIGINS."""
    return actor.is_person and ORIGINS[kind](actor.user).filter(pk=row.pk).exists()


def can_create_task_of_entry(actor: Actor, entry: MinuteEntry, project: Project) -> bool:
    """Whoever works in the project and reads the minutes."""
    return can_create_task(actor, project) and can_take_up(actor, "entry", entry)


def keeps_words(user: Reader, recommendation: Recommendation) -> bool:
    """Does the reader write the body's minutes, and so keep the words, also when they are gone where they were said?"""
    return granted_bodies(user, "minute_body").filter(pk=recommendation.body_id).exists()
