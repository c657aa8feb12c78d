"""Who may do what to a recommendation, answer for it, and say what carries it out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from coordination.models import Milestone, Recommendation, RecommendationLink, Responsibility
from coordination.permissions.seen import Reader, recommendations_for
from coordination.states import DRAFT, ENDED, OPEN, VERIFIED
from journal.actors import Actor
from legislation.permissions import proposals_for
from meetings.models import Body
from meetings.permissions import can_chair, can_lead, can_minute
from needs.permissions import needs_for
from organizations.models import Organization
from organizations.permissions import MANAGING, is_managing, role_of
from projects.permissions import can_create_project, indicators_for, is_signing, projects_for, tasks_for

LINKABLE: dict[str, Any] = {  # what may carry a recommendation out, as far as one sees it
    "project": projects_for,
    "task": tasks_for,
    "need": needs_for,
    "indicator": indicators_for,
    "proposal": proposals_for,
}
STANDING = Q(status__in=(Responsibility.Status.ASKED, Responsibility.Status.ACCEPTED))


def responsibilities_for(user: Reader) -> QuerySet[Responsibility]:
    """Of the recommendations one sees."""
    return Responsibility.objects.filter(recommendation__in=recommendations_for(user).values("pk"))


def milestones_for(user: Reader) -> QuerySet[Milestone]:
    seen = recommendations_for(user).values("pk")
    return Milestone.objects.filter(recommendation__in=seen, withdrawn_at=None)


def links_for(user: Reader) -> QuerySet[RecommendationLink]:
    return RecommendationLink.objects.filter(recommendation__in=recommendations_for(user).values("pk"))


# The body that recommends ---------------------------------------------------------------------------------------------
def can_create_recommendation(actor: Actor, body: Body) -> bool:
    """Whoever writes the minutes of the body."""
    return can_minute(actor, body)


def can_steer(actor: Actor, recommendation: Recommendation) -> bool:
    """Does the actor run the body that recommends, or the committee that follows up?"""
    if can_chair(actor, recommendation.body) or can_lead(actor, recommendation.body):
        return True
    return recommendation.committee is not None and can_chair(actor, recommendation.committee.body)


def can_edit_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """A draft: whoever writes the minutes. Once adopted its text stays; its day and who follows up are for those who
    run the body or the committee.
    """
    if recommendation.status == DRAFT:
        return can_minute(actor, recommendation.body)
    return recommendation.status not in ENDED and can_steer(actor, recommendation)


def can_discard_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return can_minute(actor, recommendation.body)


def can_adopt_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return can_chair(actor, recommendation.body) or can_lead(actor, recommendation.body)


def can_drop_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return can_steer(actor, recommendation)


def can_supersede(actor: Actor, recommendation: Recommendation) -> bool:
    """May another recommendation take the place of this one, on this actor's word?"""
    return recommendation.status in OPEN and can_steer(actor, recommendation)


def can_reopen_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.status == VERIFIED and can_steer(actor, recommendation)


# Who answers for it ---------------------------------------------------------------------------------------------------
def can_ask_responsibility(actor: Actor, recommendation: Recommendation) -> bool:
    return recommendation.status in OPEN and can_steer(actor, recommendation)


def can_withdraw_responsibility(actor: Actor, responsibility: Responsibility) -> bool:
    return can_steer(actor, responsibility.recommendation)


def can_accept_responsibility(actor: Actor, responsibility: Responsibility) -> bool:
    """A signatory of the organisation that was asked: it binds itself."""
    return is_signing(actor, responsibility.organization)


def can_decline_responsibility(actor: Actor, responsibility: Responsibility) -> bool:
    return is_signing(actor, responsibility.organization)


def can_end_responsibility(actor: Actor, responsibility: Responsibility) -> bool:
    """Its own signatory gives it back; those who run the body take it back."""
    return is_signing(actor, responsibility.organization) or can_steer(actor, responsibility.recommendation)


def can_name_focal_point(actor: Actor, responsibility: Responsibility) -> bool:
    return responsibility.organization.is_verified and is_managing(actor, responsibility.organization)


def lead_of(recommendation: Recommendation) -> Responsibility | None:
    """Who answers for it, accepted; None where nobody does."""
    return (
        recommendation.responsibilities.filter(role=Responsibility.Role.LEAD, status=Responsibility.Status.ACCEPTED)
        .select_related("organization")
        .first()
    )


def is_of(actor: Actor, organization: Organization) -> bool:
    """Does the actor speak for this organisation, which is verified?"""
    return organization.is_verified and role_of(actor, organization) is not None


def is_answering(actor: Actor, recommendation: Recommendation) -> bool:
    """Does the actor speak for the organisation that answers for it?"""
    lead = lead_of(recommendation)
    return lead is not None and is_of(actor, lead.organization)


def is_bound(actor: Actor, responsibility: Responsibility) -> bool:
    """Does the actor bind the organisation here: one who manages or signs, its focal point, or the alternate?"""
    if not is_of(actor, responsibility.organization):
        return False
    named = {responsibility.focal_point_id, responsibility.alternate_id}
    return actor.person_id in named or role_of(actor, responsibility.organization) in MANAGING


def is_reporting(actor: Actor, recommendation: Recommendation) -> bool:
    """Does the actor bind the organisation that answers for it?"""
    lead = lead_of(recommendation)
    return lead is not None and is_bound(actor, lead)


def can_begin_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return is_reporting(actor, recommendation)


def can_block_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return is_reporting(actor, recommendation)


def can_resume_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return is_reporting(actor, recommendation)


# What carries it out --------------------------------------------------------------------------------------------------
def can_plan(actor: Actor, recommendation: Recommendation) -> bool:
    """Milestones: those who run the body, and who answers for it."""
    if recommendation.status not in OPEN:
        return False
    return can_steer(actor, recommendation) or is_reporting(actor, recommendation)


def can_add_milestone(actor: Actor, recommendation: Recommendation) -> bool:
    return can_plan(actor, recommendation)


def can_edit_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_plan(actor, milestone.recommendation)


def can_withdraw_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_plan(actor, milestone.recommendation)


def can_link_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """Those who run the body or write its minutes, and the people of organisations that answer for it or support it."""
    if recommendation.status in ENDED or not actor.is_person:
        return False
    if can_steer(actor, recommendation) or can_minute(actor, recommendation.body):
        return True
    accepted = recommendation.responsibilities.filter(status=Responsibility.Status.ACCEPTED)
    own = accepted.filter(organization=actor.organization_id).select_related("organization").first()
    return own is not None and is_of(actor, own.organization)


def can_create_project_of_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    """Whoever may tie it to a project, and may propose one."""
    return can_create_project(actor) and can_link_recommendation(actor, recommendation)


def can_unlink_recommendation(actor: Actor, recommendation: Recommendation) -> bool:
    return can_link_recommendation(actor, recommendation)
