"""Who talks about a need or its like: whoever sees it and is somebody of a verified organisation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Challenge, Need, Offer, Operation, Said
from needs.permissions.seen import Standpoint, challenges_for, needs_for, offers_for, operations_for


def seen_among(user: Any, about: type[Said]) -> QuerySet[Any]:
    """What the person may see of this kind of thing."""
    seen: dict[Any, Any] = {Need: needs_for, Offer: offers_for, Challenge: challenges_for, Operation: operations_for}
    return seen[about](user)  # type: ignore[no-any-return]


def can_write_about(actor: Actor, about: Said) -> bool:
    """What is public is read by everybody and talked about by organisations; a program speaks in rooms it was let
    into. Of a draft nobody talks: what was said would be shown to all who see it later.
    """
    if not actor.is_person or actor.user.is_bot:
        return False
    belongs = is_secretariat(actor) or bool(Standpoint.of(actor.user).trusted)
    return belongs and seen_among(actor.user, type(about)).filter(pk=about.pk, opened_at__isnull=False).exists()
