"""Who reports on a recommendation, who verifies it, and who sees reports and their evidence."""

from __future__ import annotations

from coordination.models import Committee, Recommendation, Responsibility, Seat, SeatHolder
from coordination.permissions.recommendations import STANDING
from journal.actors import Actor
from meetings.permissions import can_chair, can_lead
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING, RUNNING

VERIFYING = (Seat.Post.CHAIR, Seat.Post.DEPUTY, Seat.Post.RAPPORTEUR)


def holds_post(actor: Actor, committee: Committee) -> bool:
    """Chair, deputy or rapporteur of the committee, for the organisation whose seat it is."""
    if not actor.is_person or actor.organization is None or not actor.organization.is_verified:
        return False
    mine = SeatHolder.objects.filter(
        person=actor.user,
        until=None,
        seat__until=None,
        seat__post__in=VERIFYING,
        seat__organization=actor.organization,
        seat__term__committee=committee,
    )
    return mine.exists()


def is_verifying(actor: Actor, recommendation: Recommendation) -> bool:
    """Is it for the actor to verify: for the committee that follows up, or where there is none, for the body that
    recommended? Never for the organisation that answers for it, nor for anybody who belongs to it.
    """
    committee = recommendation.committee
    body = committee.body if committee else recommendation.body
    is_for_them = can_chair(actor, body) or can_lead(actor, body) or bool(committee and holds_post(actor, committee))
    return is_for_them and not is_of_the_lead(actor, recommendation)


def is_of_the_lead(actor: Actor, recommendation: Recommendation) -> bool:
    """Does the person belong to an organisation that answers for it, whomever they speak for now?"""
    leads = recommendation.responsibilities.filter(STANDING, role=Responsibility.Role.LEAD).values("organization")
    return Membership.objects.filter(RUNNING, person=actor.user, organization__in=leads).exists()


def verifiers_of(recommendation: Recommendation) -> set[int]:
    """The ids of the people to tell that something waits to be verified: who holds a post in the committee, else those
    who speak for the organisation that convenes the body.
    """
    if recommendation.committee_id is not None:
        seated = SeatHolder.objects.filter(
            until=None,
            seat__until=None,
            seat__post__in=VERIFYING,
            seat__term__committee=recommendation.committee_id,
            person__is_active=True,
        )
        if people := set(seated.values_list("person", flat=True)):
            return people
    committee = recommendation.committee
    convening: Organization = (committee.body if committee else recommendation.body).organization
    speaking = Membership.objects.filter(RUNNING, organization=convening, role__in=MANAGING)
    return set(speaking.values_list("person", flat=True))
