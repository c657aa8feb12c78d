"""Who may bring two organisations together whose plans overlap."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Pledge
from needs.permissions.speaking import may_speak


def can_open_overlap_room(actor: Actor, first: Pledge, second: Pledge) -> bool:
    """Who speaks for one of the two organisations, and the secretariat."""
    if is_secretariat(actor):
        return True
    own = next((row.organization for row in (first, second) if row.organization_id == actor.organization_id), None)
    return own is not None and may_speak(actor, own)
