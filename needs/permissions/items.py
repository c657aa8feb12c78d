"""Who may add to the catalogue."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.permissions.speaking import may_prepare


def can_propose_item(actor: Actor) -> bool:
    """Whoever may write a need: a thing that is missing in the catalogue must not keep it from being asked for."""
    return is_secretariat(actor) or (actor.organization is not None and may_prepare(actor, actor.organization))
