"""Who makes needs of messages, merges what was told twice, and tells apart what only looks alike."""

from __future__ import annotations

from chat.models import Message
from chat.permissions import visible_messages
from journal.actors import Actor
from needs.models import Need
from needs.permissions.needs import CANCELLABLE, RUNNING, can_create_need
from needs.permissions.seen import needs_for
from needs.permissions.speaking import may_prepare, may_speak


def can_create_need_from_message(actor: Actor, message: Message) -> bool:
    """Whoever may write needs and read the message, as long as its words are there."""
    return (
        can_create_need(actor)
        and message.deleted_at is None
        and visible_messages(actor.user).filter(pk=message.pk).exists()
    )


def can_merge_need(actor: Actor, need: Need) -> bool:
    """Its own organisation, or the secretariat in its stead, as long as it has not ended otherwise."""
    return need.status in (*CANCELLABLE, Need.Status.MERGED) and may_speak(actor, need.organization)


def can_merge_into(actor: Actor, into: Need) -> bool:
    """What it is merged into stands on the board, before the eyes of whoever merges."""
    return into.status in RUNNING and needs_for(actor.user).filter(pk=into.pk).exists()


def can_distinguish_needs(actor: Actor, need: Need, other: Need) -> bool:
    """Whoever may write for one of the two organisations and sees both."""
    sees = needs_for(actor.user).filter(pk__in={need.pk, other.pk}).count() == len({need.pk, other.pk})
    return sees and (may_prepare(actor, need.organization) or may_prepare(actor, other.organization))
