"""The verbs of delegations: ask organisations to a forum, answer for one, and end it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination import permissions
from coordination.actions.forums import as_it_stands
from coordination.actions.telling import blinded, conveners_of, people_of, tell_both, tell_lost, tell_speakers
from coordination.codes import long_code
from coordination.models import Delegation, Forum
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason, move
from journal.verbs import verb
from meetings.actions import let_out_of_rooms
from meetings.models import Participant, Voice
from meetings.permissions import grant, revoke
from organizations.columns import check_columns, clean_text
from organizations.models import Organization

Status, Role = Delegation.Status, Participant.Role
RUNNING = (Status.INVITED, Status.ACCEPTED)
AT_ONCE = 300


@verb
def invite_delegations(
    *,
    actor: Actor,
    forum: Forum,
    organizations: Iterable[Organization],
    quota: int | None = None,
    has_voice: bool = True,
    message: str = "",
) -> list[Delegation]:
    """Ask verified organisations to take part, each with so many delegates (by default the forum's `quota`). Those that
    are asked already, or take part, stay as they are. Before it is convened this is prepared; then it is sent.

    The new ones. ValidationError `not_verified`, `too_many`, by field.
    """
    forum, wanted = as_it_stands(forum), {row.pk: row for row in organizations}  # first: it may be cancelled by now
    require(permissions.can_invite_delegations(actor, forum))
    if len(wanted) > AT_ONCE:
        raise invalid(_("Invite 300 at once at most."), code="too_many", field="organizations")
    known = forum.delegations.filter(status__in=RUNNING, organization__in=wanted)
    for pk in known.values_list("organization", flat=True):
        del wanted[pk]
    details = {"quota": forum.quota if quota is None else quota, "has_voice": has_voice, "message": message}
    return [ask(actor, forum, organization, details) for organization in wanted.values()]


@verb
def change_delegation(*, actor: Actor, delegation: Delegation, **details: Any) -> Delegation:
    """Give it another `quota`, or a voice or none (`has_voice`). ValidationError by field; Conflict `wrong_status`,
    `more_are_named` where more delegates stand than it would send.
    """
    require(permissions.can_change_delegation(actor, delegation))
    held = locked(delegation)
    demand_running(held)
    before = held.quota, held.has_voice
    fill(held, details)
    demand_room_for_named(held)
    held.save(update_fields=["quota", "has_voice"])
    if (held.quota, held.has_voice) != before:
        if held.status == Status.ACCEPTED:
            settle_voice(held)
        tell_both("delegation_changed", actor, held)
    return held


@verb
def accept_delegation(*, actor: Actor, delegation: Delegation) -> Delegation:
    """Say yes for the organisation that was asked: its people take part from now on, and it has its voice. Twice
    changes nothing; Conflict `wrong_status`.
    """
    require(permissions.can_accept_delegation(actor, delegation))
    held(delegation.forum)
    require(permissions.can_accept_delegation(actor, locked(delegation)))  # it may be cancelled by now
    if move(delegation, Status.ACCEPTED, Status.INVITED, **answered(actor)):
        if delegation.organization_id not in conveners_of(delegation.forum):
            grant(delegation.forum.body, delegation.organization)
        settle_voice(delegation)
        tell_both("delegation_accepted", actor, delegation)
        record("delegation_accepted", stream=delegation.forum.stream, actor=actor, subject=delegation)
        facts = {"code": delegation.forum.code, "answer": delegation.status}
        tell_speakers("delegation_answered", actor, delegation, conveners_of(delegation.forum), **facts)
    return delegation


@verb
def decline_delegation(*, actor: Actor, delegation: Delegation, reason: str = "") -> Delegation:
    """Say no for the organisation that was asked, or take its yes back; those who convene read why, where a reason is
    given. Twice changes nothing; ValidationError `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_decline_delegation(actor, delegation))
    held(delegation.forum)
    delegation, words = locked(delegation), checked_reason(reason, is_required=False)
    require(permissions.can_decline_delegation(actor, delegation))
    was_in = delegation.status == Status.ACCEPTED
    if end(actor, delegation, Status.DECLINED, words, was_in=was_in):
        facts = {"code": delegation.forum.code, "answer": delegation.status}
        tell_speakers("delegation_answered", actor, delegation, conveners_of(delegation.forum), **facts)
    return delegation


@verb
def withdraw_delegation(*, actor: Actor, delegation: Delegation, reason: str = "") -> Delegation:
    """Take an invitation back, or end an organisation's part, which then needs a reason that it reads. Twice changes
    nothing; ValidationError `reason_required`, `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_withdraw_delegation(actor, delegation))
    delegation = locked(delegation)
    was_in = delegation.status == Status.ACCEPTED
    words = checked_reason(reason, is_required=was_in)
    if end(actor, delegation, Status.WITHDRAWN, words, was_in=was_in) and delegation.forum.body.announced_at:
        asked = [delegation.organization_id]
        tell_speakers("delegation_withdrawn", actor, delegation, asked, code=delegation.forum.code)
    return delegation


# What they share ------------------------------------------------------------------------------------------------------
def ask(actor: Actor, forum: Forum, organization: Organization, details: dict[str, Any]) -> Delegation:
    demand_trusted(organization)
    row = Delegation(forum=forum, organization=organization, invited_by=actor.user, inviting=actor.organization)
    row.letter_code = long_code("L")
    fill(row, details)
    row.save()
    if forum.body.announced_at is None:
        tell_both("delegation_prepared", actor, row)
    else:
        tell_both("delegation_asked", actor, row)
        tell_speakers("delegation_asked", actor, row, [organization.pk], code=forum.code)
    return row


def fill(row: Delegation, details: dict[str, Any]) -> None:
    """`quota`, `has_voice`, `message`, checked. ValidationError by field; TypeError for what is no column."""
    if unknown := set(details) - {"quota", "has_voice", "message"}:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(row, name, clean_text(name, value))
    check_columns(row, details)
    if not 1 <= row.quota <= 50:
        raise invalid(_("Choose a number from 1 to 50."), code="invalid_quota", field="quota")


def demand_trusted(organization: Organization) -> None:
    if not organization.is_verified:
        words = _("This organisation cannot be asked: it is not verified, or closed.")
        raise invalid(words, code="not_verified", field="organization")


def demand_running(row: Delegation) -> None:
    if row.status not in RUNNING:
        words = _("This is no longer possible: it is now “%(status)s”.") % {"status": row.get_status_display()}
        raise Conflict(words, code="wrong_status", current=row.status)


def demand_room_for_named(row: Delegation) -> None:
    """Nobody who was named falls off the list by a number that is changed."""
    named = standing(row).exclude(role=Role.ALTERNATE).count()
    if named > row.quota:
        words = ngettext("It has named %(count)s delegate already.", "It has named %(count)s delegates already.", named)
        raise Conflict(words % {"count": named}, code="more_are_named")


def locked(delegation: Delegation) -> Delegation:
    """As it stands, held: two who name at once are counted one after the other."""
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("forum__body", "organization")
    return rows.get(pk=delegation.pk)


def standing(delegation: Delegation) -> Any:
    """Whom it sends now."""
    return Participant.objects.filter(
        body=delegation.forum.body_id, organization=delegation.organization_id, ended_at=None
    )


def is_in(forum: Forum, organization: Organization) -> bool:
    return forum.delegations.filter(organization=organization, status=Status.ACCEPTED).exists()


def answered(actor: Actor, reason: str = "") -> dict[str, Any]:
    return {"answered_by": actor.user, "answered_at": timezone.now(), "reason": reason}


def settle_voice(delegation: Delegation) -> None:
    """One organisation, one voice: it begins and ends with its part, or where it becomes an observer."""
    own = Voice.objects.filter(body=delegation.forum.body_id, organization=delegation.organization_id, until=None)
    if delegation.status == Status.ACCEPTED and delegation.has_voice:
        if not own.exists():
            Voice.objects.create(body_id=delegation.forum.body_id, organization=delegation.organization)
    else:
        own.update(until=timezone.now())


def end(actor: Actor, delegation: Delegation, status: str, reason: str, *, was_in: bool) -> bool:
    """What it gave is taken back with it: the sight of what is internal, the voice, the delegates' places."""
    if not move(delegation, status, *RUNNING, **answered(actor, reason)):
        return False
    event = f"delegation_{delegation.status}"
    tell_both(event, actor, delegation)
    if was_in:
        take_back(delegation)
        let_out_of_rooms(actor, delegation.forum.body, people_of(delegation.organization))
        tell_lost(event, actor, delegation, blinded(delegation.forum, people_of(delegation.organization)))
    return True


def take_back(delegation: Delegation) -> None:
    if delegation.organization_id not in conveners_of(delegation.forum):
        revoke(delegation.forum.body, delegation.organization)
    settle_voice(delegation)
    standing(delegation).update(ended_at=timezone.now())
