"""Needs made out of what somebody wrote in a room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chat.models import Message
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from needs import permissions
from needs.actions.needs import create_need
from needs.models import Need, NeedOrigin


@verb
def create_need_from_message(*, actor: Actor, message: Message, client_id: UUID, **details: Any) -> Need:
    """Write a need down that a message tells of, as a draft; whoever may see both finds one from the other.

    `details` and refusals are those of `create_need`. Nothing is said in the room: the draft is not for its eyes yet.
    """
    require(permissions.can_create_need_from_message(actor, message))
    need = create_need(actor=actor, client_id=client_id, **details)
    _, is_new = NeedOrigin.objects.get_or_create(need=need, defaults={"message": message})
    if is_new:
        record("need_created_from_message", stream=need.stream, actor=actor, subject=need, message=message.pk)
    return need
