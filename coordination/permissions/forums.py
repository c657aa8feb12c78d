"""Who may do what to a forum as a whole."""

from __future__ import annotations

from coordination.models import Forum
from journal.actors import Actor
from meetings.permissions import can_lead
from organizations.permissions import is_convening


def can_create_forum(actor: Actor) -> bool:
    """Unions and networks convene forums, through those who speak for them."""
    return is_convening(actor, actor.organization)


def can_edit_forum(actor: Actor, forum: Forum) -> bool:
    return forum.status != Forum.Status.CANCELLED and can_lead(actor, forum.body)
