"""What may be done to relief operations: those who speak for a convener run it, every organisation reports its own."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from needs.models import AidReport, Convener, Delivery, Operation
from needs.permissions.seen import operations_for
from needs.permissions.speaking import may_prepare, may_speak
from organizations.permissions import is_managing


def can_create_operation(actor: Actor) -> bool:
    """Who speaks for a verified organisation; the secretariat for any."""
    return is_secretariat(actor) or (actor.organization is not None and may_speak(actor, actor.organization))


def can_run_operation(actor: Actor, operation: Operation) -> bool:
    """Who speaks for the organisation that opened it, or for one that was asked to convene it and said yes."""
    if may_speak(actor, operation.organization):
        return True
    own = actor.organization
    if own is None or not may_speak(actor, own):
        return False
    return operation.conveners.filter(organization=own, accepted_at__isnull=False).exists()


def can_edit_operation(actor: Actor, operation: Operation) -> bool:
    return can_run_operation(actor, operation)


def can_close_operation(actor: Actor, operation: Operation) -> bool:
    return can_run_operation(actor, operation)


def can_reopen_operation(actor: Actor, operation: Operation) -> bool:
    return can_run_operation(actor, operation)


def can_accept_convening(actor: Actor, operation: Operation) -> bool:
    """Who speaks for an organisation that was asked; nobody in its stead."""
    own = actor.organization
    if own is None or not own.is_verified or not is_managing(actor, own):
        return False
    return Convener.objects.filter(operation=operation, organization=own).exists()


def can_leave_operation(actor: Actor, operation: Operation) -> bool:
    return can_accept_convening(actor, operation)


def can_report_aid(actor: Actor, operation: Operation) -> bool:
    """Everybody of a verified organisation that sees it: who stands at the kitchen knows what it cooked."""
    if not actor.is_person or not operations_for(actor.user).filter(pk=operation.pk).exists():
        return False
    return is_secretariat(actor) or (actor.organization is not None and may_prepare(actor, actor.organization))


def can_correct_aid_report(actor: Actor, report: AidReport) -> bool:
    return actor.is_person and may_prepare(actor, report.organization)


def can_withdraw_aid_report(actor: Actor, report: AidReport) -> bool:
    return actor.is_person and may_prepare(actor, report.organization)


def can_link_delivery(actor: Actor, operation: Operation, delivery: Delivery) -> bool:
    """Either side of the delivery, to an operation it sees."""
    return can_unlink_delivery(actor, delivery) and operations_for(actor.user).filter(pk=operation.pk).exists()


def can_unlink_delivery(actor: Actor, delivery: Delivery) -> bool:
    """Either side, by whoever speaks for it."""
    if not actor.is_person:
        return False
    return is_managing(actor, delivery.pledge.organization) or is_managing(actor, delivery.pledge.need.organization)
