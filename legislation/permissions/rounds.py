"""Who may do what to an amendment round as a whole."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from legislation.models import Round
from legislation.permissions.seen import judges, leads, rounds_for
from organizations.permissions import is_convening, is_managing, is_verified_person


def can_create_round(actor: Actor) -> bool:
    """Unions and networks convene rounds, through those who manage them; the secretariat for its own organisation."""
    own = actor.organization
    is_own = own is not None and own.is_verified and is_managing(actor, own)
    return is_convening(actor, own) or (is_secretariat(actor) and is_own)


def can_edit_round(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


def can_open_round(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


def can_freeze_round(actor: Actor, row: Round) -> bool:
    """Who leads; and the clock, when the last day for texts is over."""
    return actor.is_clock or leads(actor, row)


def can_decide_round(actor: Actor, row: Round) -> bool:
    """That all is decided is said by who leads it, or by who judges."""
    return leads(actor, row) or judges(actor, row)


def can_archive_round(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


def can_enter_round_room(actor: Actor, row: Round) -> bool:
    """People of verified organisations who see it: a ministry's liaison reads nothing of the way to a dossier."""
    if not actor.is_person or actor.user.is_bot or not is_verified_person(actor.user):
        return False
    return rounds_for(actor.user).filter(pk=row.pk).exists()


def can_settle_round_room(actor: Actor) -> bool:
    """The worker, which follows what becomes of organisations and their people."""
    return actor.is_clock


def can_announce_round(actor: Actor) -> bool:
    """The worker, a few people at a time."""
    return actor.is_clock
