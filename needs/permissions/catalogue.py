"""Who keeps the catalogue."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Item


def can_review_item(actor: Actor, item: Item) -> bool:
    return is_secretariat(actor) and item.merged_into_id is None


def can_merge_item(actor: Actor, item: Item) -> bool:
    """Only what was proposed: what ships would come back with the next release."""
    return can_review_item(actor, item) and (item.proposed_by_id is not None or not item.is_reviewed)
