"""What may be done to challenges. One organisation, one voice, given by whoever speaks for it."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Challenge
from needs.permissions.seen import challenges_for
from needs.permissions.speaking import may_speak
from organizations.permissions import is_managing

Status = Challenge.Status


def can_create_challenge(actor: Actor) -> bool:
    """Who speaks for a verified organisation; the secretariat for any."""
    return is_secretariat(actor) or (actor.organization is not None and may_speak(actor, actor.organization))


def can_edit_challenge(actor: Actor, challenge: Challenge) -> bool:
    return challenge.status == Status.OPEN and may_speak(actor, challenge.organization)


def can_resolve_challenge(actor: Actor, challenge: Challenge) -> bool:
    return may_speak(actor, challenge.organization)


def can_close_challenge(actor: Actor, challenge: Challenge) -> bool:
    return may_speak(actor, challenge.organization)


def can_reopen_challenge(actor: Actor, challenge: Challenge) -> bool:
    return may_speak(actor, challenge.organization)


def can_add_voice(actor: Actor, challenge: Challenge) -> bool:
    """Of each other verified organisation that sees it, who speaks for it; nobody in its stead."""
    own = actor.organization
    if own is None or not own.is_verified or own.pk == challenge.organization_id:
        return False
    return is_managing(actor, own) and challenges_for(actor.user).filter(pk=challenge.pk).exists()


def can_take_back_voice(actor: Actor, challenge: Challenge) -> bool:
    """The voice of the organisation that raised it stays with it."""
    own = actor.organization
    return own is not None and own.pk != challenge.organization_id and is_managing(actor, own)
