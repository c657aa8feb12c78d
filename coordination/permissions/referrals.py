"""Who hands the follow-up of a recommendation over to another committee, and who takes it on."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordination.models import Committee, Recommendation, Referral
from coordination.permissions.recommendations import can_steer
from coordination.permissions.seen import Reader, committees_for, recommendations_for
from coordination.states import DRAFT, ENDED
from journal.actors import Actor
from meetings.permissions import can_chair, can_lead, granted_bodies


def referrals_for(user: Reader) -> QuerySet[Referral]:
    """Those of recommendations one sees, between committees one sees: they are the history of the item."""
    seen = committees_for(user).values("pk")
    rows = Referral.objects.filter(recommendation__in=recommendations_for(user).values("pk"), taker__in=seen)
    return rows.filter(Q(giver=None) | Q(giver__in=seen))


def answerable_referrals_for(user: Reader) -> QuerySet[Referral]:
    """Those that wait for committees in which the person chairs or which they lead."""
    running = granted_bodies(user, "chair_body").values("pk")
    return Referral.objects.filter(status=Referral.Status.OFFERED, taker__body__in=running)


def can_hand_over_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """Those who run the body that recommends, or the committee that follows up."""
    return recommendation.status not in {DRAFT, *ENDED} and can_steer(actor, recommendation)


def can_take_referral(actor: Actor, referral: Referral) -> bool:
    """Those who run the committee that is asked."""
    return is_running(actor, referral.taker)


def can_decline_referral(actor: Actor, referral: Referral) -> bool:
    return is_running(actor, referral.taker)


def can_withdraw_referral(actor: Actor, referral: Referral) -> bool:
    """Those who could have offered it."""
    return can_steer(actor, referral.recommendation)


def is_running(actor: Actor, committee: Committee) -> bool:
    return committee.body.closed_at is None and (can_chair(actor, committee.body) or can_lead(actor, committee.body))
