"""Who makes and sends dossiers, who enters and who checks what the authority answers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from journal.actors import Actor
from legislation.models import Answer, Dossier, DossierItem, Round
from legislation.permissions.seen import Reader, dossiers_for, granted_rounds, leads, liaises, reports


def can_create_dossier(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


def can_retry_dossier(actor: Actor, dossier: Dossier) -> bool:
    return leads(actor, dossier.round)


def can_send_dossier(actor: Actor, dossier: Dossier) -> bool:
    return leads(actor, dossier.round)


def can_note_receipt(actor: Actor, dossier: Dossier) -> bool:
    return leads(actor, dossier.round)


def can_void_dossier(actor: Actor, dossier: Dossier) -> bool:
    return leads(actor, dossier.round)


def can_advance_dossier(actor: Actor) -> bool:
    return actor.is_clock


def can_freeze_dossier(actor: Actor) -> bool:
    return actor.is_clock


def can_fail_dossier(actor: Actor) -> bool:
    return actor.is_clock


def can_grant_liaison(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


def can_revoke_liaison(actor: Actor, row: Round) -> bool:
    return leads(actor, row)


# Answers --------------------------------------------------------------------------------------------------------------
def can_enter_answers(actor: Actor, dossier: Dossier) -> bool:
    """Who leads the round, and the authority's liaison."""
    return leads(actor, dossier.round) or liaises(actor, dossier.round)


def can_check_answers(actor: Actor, dossier: Dossier) -> bool:
    """Who leads, judges or reports in the round; of one's own entries the verb lets nobody be the judge."""
    return can_check_round(actor, dossier.round)


def can_check_round(actor: Actor, row: Round) -> bool:
    return leads(actor, row) or reports(actor, row)


def answers_for(user: Reader) -> QuerySet[Answer]:
    """In the dossiers one sees: what was checked; what waits or was found wrong, whoever entered it and who leads."""
    rows = Answer.objects.filter(item__dossier__in=dossiers_for(user).values("pk"))
    visible = Q(checked_at__isnull=False)
    if user.is_authenticated and user.is_active and not user.is_bot:
        visible |= Q(entered_by=user)
        for permission in ("lead_round", "judge_round"):
            visible |= Q(item__dossier__round__in=granted_rounds(user, permission))
    return rows.filter(visible)


def items_for(user: Reader) -> QuerySet[DossierItem]:
    return DossierItem.objects.filter(dossier__in=dossiers_for(user).values("pk"))
