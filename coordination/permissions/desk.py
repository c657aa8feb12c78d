"""Who sits at the registration desk."""

from __future__ import annotations

from coordination.forum_states import ANSWERING
from coordination.models import Forum
from journal.actors import Actor
from meetings.permissions import can_minute


def can_check_in(actor: Actor, forum: Forum) -> bool:
    """The people of those who convene it, from the day it is convened until it closes."""
    return forum.status in ANSWERING and can_minute(actor, forum.body)


def can_undo_check_in(actor: Actor, forum: Forum) -> bool:
    return can_check_in(actor, forum)
