"""Who reports on a recommendation, who verifies it, and who sees reports and their evidence."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from coordination.models import (
    Committee,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Responsibility,
    Seat,
    SeatHolder,
)
from coordination.permissions.recommendations import STANDING, is_answering, is_of, is_reporting
from coordination.permissions.seen import Reader, recommendations_for
from coordination.states import CONFIRMED, DRAFT, UNDER_WAY
from journal.actors import Actor
from meetings.permissions import can_chair, can_lead, granted_bodies
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING, RUNNING, SPEAKING

VERIFYING = (Seat.Post.CHAIR, Seat.Post.DEPUTY, Seat.Post.RAPPORTEUR)


# What is seen ---------------------------------------------------------------------------------------------------------
def updates_for(user: Reader) -> QuerySet[ProgressUpdate]:
    """Reports on the recommendations one sees: drafts for the organisation's own people; what was submitted for those
    who take part; what is confirmed and may be published for everybody who sees the recommendation.
    """
    published = Q(status=CONFIRMED, is_public=True)
    rows = ProgressUpdate.objects.filter(recommendation__in=recommendations_for(user).values("pk"))
    return rows.filter(published | _inside(user))


def evidence_for(user: Reader, recommendations: Collection[int] | None = None) -> QuerySet[Evidence]:
    """Of the reports one sees; what is not public only for those who take part. Of these `recommendations`, where they
    are few and reports are many: a database would else look through all of them first.
    """
    among = Q() if recommendations is None else Q(recommendation__in=recommendations)
    rows = Evidence.objects.filter(update__in=updates_for(user).filter(among).values("pk"))
    within = ProgressUpdate.objects.filter(_inside(user), among).values("pk")
    return rows.filter(Q(is_public=True) | Q(update__in=within))


def _inside(user: Reader) -> Q:
    """The organisation's own people; once submitted, who takes part in the body or the committee, or supports it."""
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Q(pk__in=[])
    own = user.memberships.filter(SPEAKING).values("organization")
    bodies = granted_bodies(user, "see_body").values("pk")
    supporting = Responsibility.objects.filter(organization__in=own, status=Responsibility.Status.ACCEPTED)
    taking_part = (
        Q(recommendation__body__in=bodies)
        | Q(recommendation__committee__body__in=bodies)
        | Q(recommendation__in=supporting.values("recommendation"))
    )
    return Q(organization__in=own) | ~Q(status=DRAFT) & taking_part


# Reporting ------------------------------------------------------------------------------------------------------------
def can_create_update(actor: Actor, recommendation: Recommendation) -> bool:
    """The people of the organisation that answers for it."""
    return recommendation.status in UNDER_WAY and is_answering(actor, recommendation)


def can_edit_update(actor: Actor, update: ProgressUpdate) -> bool:
    return update.status == DRAFT and is_of(actor, update.organization)


def can_discard_update(actor: Actor, update: ProgressUpdate) -> bool:
    return can_edit_update(actor, update)


def can_submit_update(actor: Actor, update: ProgressUpdate) -> bool:
    """Who binds the organisation: it answers for what it reports."""
    return is_of(actor, update.organization) and is_reporting(actor, update.recommendation)


def can_add_evidence(actor: Actor, update: ProgressUpdate) -> bool:
    return can_edit_update(actor, update)


def can_withdraw_evidence(actor: Actor, evidence: Evidence) -> bool:
    return can_edit_update(actor, evidence.update)


def can_preview_evidence(actor: Actor) -> bool:
    return actor.is_clock


def can_remind_of_recommendation(actor: Actor) -> bool:
    return actor.is_clock


# Verifying ------------------------------------------------------------------------------------------------------------
def can_confirm_update(actor: Actor, update: ProgressUpdate) -> bool:
    """The committee, never who reports: neither their organisation nor the person who wrote it."""
    if not actor.is_person or update.person_id == actor.person_id or update.organization_id == actor.organization_id:
        return False
    is_theirs = Membership.objects.filter(RUNNING, person=actor.user, organization=update.organization).exists()
    return not is_theirs and is_verifying(actor, update.recommendation)


def can_return_update(actor: Actor, update: ProgressUpdate) -> bool:
    return can_confirm_update(actor, update)


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
