"""What may be done to needs. An organisation speaks by its signatories and managers; its members prepare."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import Need
from needs.permissions.speaking import may_prepare, may_speak

Status = Need.Status
RUNNING = (Status.OPEN, Status.COVERED)
CANCELLABLE = (Status.DRAFT, *RUNNING, Status.EXPIRED)
CLOSABLE = (*RUNNING, Status.FULFILLED, Status.EXPIRED)
REOPENABLE = (Status.CLOSED, Status.CANCELLED)


def can_create_need(actor: Actor) -> bool:
    """Everybody of a verified organisation prepares needs for it; the secretariat for any (see `needed_by_whom`)."""
    return is_secretariat(actor) or (actor.organization is not None and may_prepare(actor, actor.organization))


def can_edit_need(actor: Actor, need: Need) -> bool:
    """A draft everybody of the organisation; what stands on the board who speaks for it; the secretariat, to help."""
    if need.status == Status.DRAFT:
        return may_prepare(actor, need.organization)
    return need.status in (*RUNNING, Status.EXPIRED) and may_speak(actor, need.organization)


def can_open_need(actor: Actor, need: Need) -> bool:
    return need.status in (Status.DRAFT, *RUNNING) and may_speak(actor, need.organization)


def can_confirm_need(actor: Actor, need: Need) -> bool:
    """Whoever of the organisation sees on the spot that it is still so."""
    return need.status in (*RUNNING, Status.EXPIRED) and may_prepare(actor, need.organization)


def can_cancel_need(actor: Actor, need: Need) -> bool:
    """A draft may be thrown away by whoever may write it; otherwise by those who speak."""
    if need.status == Status.DRAFT:
        return may_prepare(actor, need.organization)
    return need.status in (*CANCELLABLE, Status.CANCELLED) and may_speak(actor, need.organization)


def can_close_need(actor: Actor, need: Need) -> bool:
    return need.status in (*CLOSABLE, Status.CLOSED) and may_speak(actor, need.organization)


def can_reopen_need(actor: Actor, need: Need) -> bool:
    """What was closed or cancelled after it had stood on the board; a draft that was thrown away is gone."""
    is_ended = need.status in REOPENABLE and need.opened_at is not None
    return (is_ended or need.status in RUNNING) and may_speak(actor, need.organization)


def can_expire_need(actor: Actor) -> bool:
    return actor.is_clock
