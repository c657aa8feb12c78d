"""Who belongs to an organisation, and as what."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.columns import check_columns, clean_text
from organizations.models import Invitation, Membership, Organization, Role


@verb
def start_membership(
    *, actor: Actor, organization: Organization, person: User, role: str = Role.MEMBER, title: str = ""
) -> Membership:
    """Make a person one of an organisation's people, without asking them: only the secretariat may.

    Conflict `already_member` when they are.
    """
    require(permissions.can_start_membership(actor, organization))
    return _begin(actor, organization, person, role, title)


@verb
def change_role(*, actor: Actor, membership: Membership, role: str) -> Membership:
    """Give a running membership another role. The same role again changes nothing.

    ValidationError `ended`; Conflict `last_signatory` when nobody would be left to sign, save for the secretariat.
    """
    require(permissions.can_change_role(actor, membership, role))
    _demand_known(role)
    _demand_another_signatory(actor, membership, role)
    running = Membership.objects.select_related("person", "organization").filter(
        pk=membership.pk, ended_at__isnull=True
    )
    if running.exclude(role=role).update(
        role=role
    ):  # asked of the row, not of what the caller holds: verbs are retried
        changed = running.get()
        permissions.move_to_group(changed)
        _spoil_invitations(changed)
        _record(actor, changed, "membership_changed")
        return changed
    if not running.exists():
        raise invalid(_("This membership has ended."), code="ended")
    return membership


@verb
def end_membership(*, actor: Actor, membership: Membership) -> Membership:
    """Leave an organisation, or end somebody's membership; what they wrote for it stays theirs and its.

    Ending it twice changes nothing. Conflict `last_signatory` when nobody would be left to sign.
    """
    require(permissions.can_end_membership(actor, membership))
    _demand_another_signatory(actor, membership, None)
    _finish(actor, membership)
    return membership


def _begin(actor: Actor, organization: Organization, person: User, role: str, title: str = "") -> Membership:
    """The writes of every verb that makes a member, after it has decided that it may."""
    _demand_known(role)
    require(not person.is_bot)
    if Membership.objects.filter(person=person, organization=organization, ended_at__isnull=True).exists():
        raise Conflict(_("This person belongs to the organisation already."), code="already_member")
    membership = Membership(person=person, organization=organization, role=role, title=clean_text("title", title))
    check_columns(membership, ["title"])
    membership.save()
    permissions.move_to_group(membership)
    _record(actor, membership, "membership_started")
    return membership


def _finish(actor: Actor, membership: Membership) -> None:
    now = timezone.now()
    if Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(ended_at=now):
        membership.ended_at = now
        permissions.move_to_group(membership)
        _spoil_invitations(membership)
        _record(actor, membership, "membership_ended", lost=[membership.person_id])


def _spoil_invitations(membership: Membership) -> None:
    """Links live no longer than the right to make them (permissions.stands_behind): those that it no longer holds up
    are shown to nobody as if they worked.
    """
    unused = Invitation.objects.filter(
        organization=membership.organization, made_by=membership.person, used_at__isnull=True, revoked_at__isnull=True
    )
    fallen = [row.pk for row in unused.select_related("organization", "made_by") if not permissions.stands_behind(row)]
    Invitation.objects.filter(pk__in=fallen, used_at__isnull=True).update(revoked_at=timezone.now())


def _demand_known(role: str) -> None:
    if role not in Role.values:
        raise invalid(_("There is no such role."), code="unknown_role", field="role")


def _demand_another_signatory(actor: Actor, membership: Membership, role: str | None) -> None:
    if membership.role != Role.SIGNATORY or role == Role.SIGNATORY or is_secretariat(actor):
        return
    signing = Membership.objects.filter(permissions.RUNNING, organization=membership.organization, role=Role.SIGNATORY)
    # Locked, so that of two signatories who leave at once the second sees the first gone (SQLite queues verbs anyway).
    if {row.pk for row in signing.order_by("pk").select_for_update()} <= {membership.pk}:
        raise Conflict(_("Name another signatory first: nobody would be left to sign."), code="last_signatory")


def _record(actor: Actor, membership: Membership, event: str, **facts: Any) -> None:
    """For the organisation and for the person, whose sockets must look again at what they may watch."""
    theirs = f"user.{membership.person_id}"
    record(event, stream=f"org.{membership.organization_id}", actor=actor, subject=membership, **facts)
    record(event, stream=theirs, actor=actor, subject=membership)
    record("access_changed", stream=theirs, actor=actor, subject=membership.person, kind="user")
