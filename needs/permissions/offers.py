"""What may be done to offers, the mirror of needs."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Offer
from needs.permissions.speaking import may_prepare, may_speak

Status = Offer.Status
RUNNING = (Status.OPEN, Status.TAKEN)
WITHDRAWABLE = (Status.DRAFT, *RUNNING, Status.EXPIRED)
CLOSABLE = (*RUNNING, Status.EXPIRED)
REOPENABLE = (Status.CLOSED, Status.WITHDRAWN)


def can_create_offer(actor: Actor) -> bool:
    """Everybody of a verified organisation prepares offers for it; the secretariat for any."""
    return is_secretariat(actor) or (actor.organization is not None and may_prepare(actor, actor.organization))


def can_edit_offer(actor: Actor, offer: Offer) -> bool:
    """A draft everybody of the organisation; what stands on the board who speaks for it; the secretariat, to help."""
    if offer.status == Status.DRAFT:
        return may_prepare(actor, offer.organization)
    return offer.status in (*RUNNING, Status.EXPIRED) and may_speak(actor, offer.organization)


def can_open_offer(actor: Actor, offer: Offer) -> bool:
    return offer.status in (Status.DRAFT, *RUNNING) and may_speak(actor, offer.organization)


def can_confirm_offer(actor: Actor, offer: Offer) -> bool:
    """Whoever of the organisation knows that it is still to be had."""
    return offer.status in (*RUNNING, Status.EXPIRED) and may_prepare(actor, offer.organization)


def can_withdraw_offer(actor: Actor, offer: Offer) -> bool:
    if offer.status == Status.DRAFT:
        return may_prepare(actor, offer.organization)
    return offer.status in (*WITHDRAWABLE, Status.WITHDRAWN) and may_speak(actor, offer.organization)


def can_close_offer(actor: Actor, offer: Offer) -> bool:
    return offer.status in (*CLOSABLE, Status.CLOSED) and may_speak(actor, offer.organization)


def can_reopen_offer(actor: Actor, offer: Offer) -> bool:
    is_ended = offer.status in REOPENABLE and offer.opened_at is not None
    return (is_ended or offer.status in RUNNING) and may_speak(actor, offer.organization)


def can_expire_offer(actor: Actor) -> bool:
    return actor.is_clock
