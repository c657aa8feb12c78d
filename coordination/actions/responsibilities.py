"""The verbs of who answers for a recommendation: an organisation is asked, its signatory says yes or no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from coordination import permissions
from coordination.actions.moves import as_it_stands, changed
from coordination.actions.recommendations import index
from coordination.actions.telling import tell_speakers
from coordination.models import Recommendation, Responsibility
from coordination.states import ADOPTED, ASSIGNED, OPEN, UNDER_WAY, WAYS
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason, demand_possible, demand_way, move
from journal.verbs import verb
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING

Role, Status = Responsibility.Role, Responsibility.Status
MOST = 30  # organisations of one recommendation


@verb
def ask_responsibility(
    *, actor: Actor, recommendation: Recommendation, organization: Organization, role: str = Role.LEAD
) -> Responsibility:
    """Ask a verified organisation to answer for it, to support it or to be consulted; its signatory says yes or no.

    ValidationError `not_verified`, `unknown_role`; Conflict `wrong_status`, `already_asked`, `already_responsible`,
    `too_many`.
    """
    row = as_it_stands(recommendation)
    require(permissions.can_ask_responsibility(actor, row))
    demand_possible(row.status in OPEN, row)
    if not organization.is_verified or organization.closed_at is not None:
        words = _("This organisation cannot be asked: it is not verified, or closed.")
        raise invalid(words, code="not_verified", field="organization")
    if role not in Role.values:
        raise invalid(_("There is no such role."), code="unknown_role", field="role")
    demand_free(row, organization, role)
    asked = Responsibility.objects.create(recommendation=row, organization=organization, role=role, asked_by=actor.user)
    told(actor, asked, "responsibility_asked")
    tell_speakers("responsibility_asked", actor, row, [organization.pk], **known(asked))
    return asked


@verb
def withdraw_responsibility(*, actor: Actor, responsibility: Responsibility) -> Responsibility:
    """Take back what was asked, before it is answered. Twice changes nothing; Conflict `wrong_status`."""
    require(permissions.can_withdraw_responsibility(actor, responsibility))
    if move(responsibility, Status.ENDED, Status.ASKED, answered_by=actor.user, answered_at=timezone.now()):
        told(actor, responsibility, "responsibility_withdrawn")
        concerned = [responsibility.organization_id]
        tell_speakers(
            "responsibility_withdrawn", actor, responsibility.recommendation, concerned, **known(responsibility)
        )
    return responsibility


@verb
def accept_responsibility(
    *, actor: Actor, responsibility: Responsibility, focal_point: User | None = None, alternate: User | None = None
) -> Responsibility:
    """Say yes for the organisation that was asked, and name who is to be spoken to: the signatory, where nobody else
    is. Twice changes nothing. ValidationError `not_theirs`, `same_person`; Conflict `wrong_status`.
    """
    require(permissions.can_accept_responsibility(actor, responsibility))
    row = as_it_stands(responsibility.recommendation)
    people = checked_people(responsibility, focal_point or actor.user, alternate)
    answered = {"answered_by": actor.user, "answered_at": timezone.now()}
    if not move(responsibility, Status.ACCEPTED, Status.ASKED, **answered, **people):
        return responsibility
    if responsibility.role == Role.LEAD:
        demand_way(WAYS, row, ASSIGNED)
        due = timezone.localdate() + timedelta(days=row.report_every)
        move(row, ASSIGNED, ADOPTED, assigned_at=timezone.now(), status_reason="", report_due_on=due)
    index(row)
    told(actor, responsibility, "responsibility_accepted")
    tell_people(
        "responsibility_accepted", actor, responsibility.recommendation, asking(responsibility), **known(responsibility)
    )
    tell_named(actor, responsibility, set())
    return responsibility


@verb
def decline_responsibility(*, actor: Actor, responsibility: Responsibility, reason: str) -> Responsibility:
    """Say no for the organisation that was asked, and why. Twice changes nothing; ValidationError `reason_required`;
    Conflict `wrong_status` once it was accepted.
    """
    require(permissions.can_decline_responsibility(actor, responsibility))
    words = checked_reason(reason)
    answered = {"answered_by": actor.user, "answered_at": timezone.now(), "reason": words}
    if move(responsibility, Status.DECLINED, Status.ASKED, **answered):
        told(actor, responsibility, "responsibility_declined")
        tell_people(
            "responsibility_declined",
            actor,
            responsibility.recommendation,
            asking(responsibility),
            **known(responsibility),
        )
    return responsibility


@verb
def end_responsibility(*, actor: Actor, responsibility: Responsibility, reason: str) -> Responsibility:
    """Give it back, or take it back, and say why: nobody answers for the recommendation until another says yes. What
    waits to be verified is answered first. ValidationError `reason_required`; Conflict `wrong_status`, `update_waits`.
    """
    require(permissions.can_end_responsibility(actor, responsibility))
    row, words = as_it_stands(responsibility.recommendation), checked_reason(reason)
    is_lead = responsibility.role == Role.LEAD and responsibility.status == Status.ACCEPTED
    if is_lead and row.updates.filter(status="submitted").exists():
        raise Conflict(_("A report of theirs waits to be verified: answer it first."), code="update_waits")
    if is_lead:
        demand_way(WAYS, row, ADOPTED, words)
    ended = {"answered_by": actor.user, "answered_at": timezone.now(), "reason": words}
    if not move(responsibility, Status.ENDED, Status.ACCEPTED, **ended):
        return responsibility
    if is_lead:
        move(row, ADOPTED, *UNDER_WAY, assigned_at=None, report_due_on=None, status_reason=words)
    index(row)
    told(actor, responsibility, "responsibility_ended")
    people = {*asking(responsibility), responsibility.focal_point_id, responsibility.alternate_id}
    tell_people("responsibility_ended", actor, responsibility.recommendation, people, **known(responsibility))
    return responsibility


@verb
def name_focal_point(
    *, actor: Actor, responsibility: Responsibility, focal_point: User, alternate: User | None = None
) -> Responsibility:
    """Say who is to be spoken to, and who in their place. ValidationError `not_theirs`, `same_person`; Conflict
    `wrong_status`.
    """
    require(permissions.can_name_focal_point(actor, responsibility))
    demand_possible(responsibility.status == Status.ACCEPTED, responsibility)
    before = {responsibility.focal_point_id, responsibility.alternate_id}
    for name, person in checked_people(responsibility, focal_point, alternate).items():
        setattr(responsibility, name, person)
    responsibility.save(update_fields=["focal_point", "alternate"])
    told(actor, responsibility, "focal_point_named")
    tell_named(actor, responsibility, before)
    return responsibility


# What they share ------------------------------------------------------------------------------------------------------
def demand_free(row: Recommendation, organization: Organization, role: str) -> None:
    standing = row.responsibilities.filter(permissions.STANDING)
    if standing.filter(organization=organization).exists():
        raise Conflict(_("This organisation has been asked already."), code="already_asked")
    if role == Role.LEAD and standing.filter(role=Role.LEAD).exists():
        words = _("One organisation answers for it, or has been asked to: end that first.")
        raise Conflict(words, code="already_responsible")
    if standing.count() >= MOST:
        raise Conflict(_("At most thirty organisations take part in one recommendation."), code="too_many")


def checked_people(responsibility: Responsibility, focal_point: User, alternate: User | None) -> dict[str, Any]:
    """Two different people of the organisation. ValidationError `not_theirs`, `same_person`."""
    if alternate is not None and alternate.pk == focal_point.pk:
        raise invalid(_("The alternate is somebody else."), code="same_person", field="alternate")
    for field, person in (("focal_point", focal_point), ("alternate", alternate)):
        own = Membership.objects.filter(SPEAKING, organization=responsibility.organization, person=person)
        if person is not None and not own.filter(person__is_active=True).exists():
            words = _("This person does not belong to the organisation (any more).")
            raise invalid(words, code="not_theirs", field=field)
    return {"focal_point": focal_point, "alternate": alternate}


def asking(responsibility: Responsibility) -> set[int]:
    """Who hears the answer: who asked, and who verifies."""
    return {responsibility.asked_by_id, *permissions.verifiers_of(responsibility.recommendation)}


def known(responsibility: Responsibility) -> dict[str, Any]:
    row = responsibility.recommendation
    return {"code": row.code, "role": responsibility.role}


def told(actor: Actor, responsibility: Responsibility, event: str) -> None:
    """Whoever watches the recommendation, and the organisation's own programs."""
    responsibility.recommendation = as_it_stands(responsibility.recommendation)
    changed(actor, responsibility.recommendation, event, responsibility=responsibility.pk)
    if responsibility.status not in {Status.ASKED, Status.ACCEPTED}:
        record(event, stream=f"org.{responsibility.organization_id}", actor=actor, subject=responsibility)


def tell_named(actor: Actor, responsibility: Responsibility, before: set[int | None]) -> None:
    named = {responsibility.focal_point_id, responsibility.alternate_id} - before
    tell_people("focal_point_named", actor, responsibility.recommendation, named, **known(responsibility))
