"""Who may do what to a forum as a whole."""

from __future__ import annotations

from coordination.forum_states import CANCELLED, PUBLISHED
from coordination.models import Forum
from coordination.permissions.seen import forums_for
from journal.actors import Actor
from meetings.permissions import can_lead
from organizations.permissions import is_convening


def can_create_forum(actor: Actor) -> bool:
    """Unions and networks convene forums, through those who speak for them."""
    return is_convening(actor, actor.organization)


def can_edit_forum(actor: Actor, forum: Forum) -> bool:
    return forum.status != CANCELLED and can_lead(actor, forum.body)


def can_set_forum_status(actor: Actor, forum: Forum) -> bool:
    return can_lead(actor, forum.body)


def can_add_convener(actor: Actor, forum: Forum) -> bool:
    """Those who convene it, as long as there is something to prepare."""
    return forum.status not in {CANCELLED, PUBLISHED} and can_lead(actor, forum.body)


def can_remove_convener(actor: Actor, forum: Forum) -> bool:
    return can_add_convener(actor, forum)


def can_create_forum_feed_key(actor: Actor, forum: Forum) -> bool:
    return actor.is_person and forums_for(actor.user).filter(pk=forum.pk).exists()


def can_revoke_forum_feed_key(actor: Actor, forum: Forum) -> bool:
    """One's own, also when one sees the forum no more."""
    return actor.is_person
