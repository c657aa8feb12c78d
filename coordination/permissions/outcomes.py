"""Who reads the documents that are made of what stands, and who has them made."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordination.models import OutcomeDocument
from coordination.permissions.seen import Reader
from journal.actors import Actor
from meetings.models import Body
from meetings.permissions import can_chair, can_lead, granted_bodies

Status = OutcomeDocument.Status


def outcomes_for(user: Reader) -> QuerySet[OutcomeDocument]:
    """Frozen ones: what was made for everybody, everybody; what was made for those who take part, those. One that is
    being made, or could not be, whoever runs or leads the body.
    """
    frozen = Q(status=Status.FROZEN)
    visible = frozen & Q(is_public=True)
    if user.is_authenticated and user.is_active and not user.is_bot:
        visible |= frozen & Q(body__in=granted_bodies(user, "see_body").values("pk"))
        for permission in ("chair_body", "lead_body"):
            visible |= Q(body__in=granted_bodies(user, permission).values("pk"))
    return OutcomeDocument.objects.filter(visible)


def can_create_outcome(actor: Actor, body: Body) -> bool:
    """Who convenes it publishes; who runs it has its minutes set."""
    return can_lead(actor, body) or can_chair(actor, body)


def can_retry_outcome(actor: Actor, outcome: OutcomeDocument) -> bool:
    return can_create_outcome(actor, outcome.body)


def can_freeze_outcome(actor: Actor) -> bool:
    return actor.is_clock


def can_fail_outcome(actor: Actor) -> bool:
    return actor.is_clock
