"""Who may add to the catalogue."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.permissions.seen import Standpoint
from needs.permissions.speaking import may_prepare


def seen_items(user: Any) -> Q:
    """The catalogue is everybody's; what was proposed and not looked at yet is for people of verified organisations."""
    return Q() if Standpoint.of(user).is_member else Q(is_reviewed=True)


def can_propose_item(actor: Actor) -> bool:
    """Whoever may write a need: a thing that is missing in the catalogue must not keep it from being asked for."""
    return is_secretariat(actor) or (actor.organization is not None and may_prepare(actor, actor.organization))
