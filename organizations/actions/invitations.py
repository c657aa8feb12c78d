"""Links that make their bearer a member: sent over another messenger, used once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import create_person
from accounts.models import User, digest_of, new_secret
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.actions.memberships import _begin, _demand_known
from organizations.columns import check_columns, clean_text
from organizations.links import open_invitation
from organizations.models import Invitation, Membership, Organization, Role

DAYS = 7
MOST_DAYS = 30


@verb
def create_invitation(
    *,
    actor: Actor,
    organization: Organization,
    display_name: str,
    role: str = Role.MEMBER,
    days: int = DAYS,
    client_id: UUID | None = None,
) -> tuple[Invitation, str]:
    """Make a single-use link for somebody, into a role up to one's own; returns it with its secret, which is not kept.

    The same `client_id` again gives the same invitation a new secret: the first answer was lost on its way.
    ValidationError `unknown_role`, `days` (1 to 30); Conflict `client_id_reused`.
    """
    require(permissions.can_create_invitation(actor, organization, role))
    _demand_known(role)
    if not 1 <= days <= MOST_DAYS:
        raise invalid(_("A link ends after 1 to 30 days."), code="days", field="days")
    return _invite(actor, organization, display_name, role, days, client_id)


@verb
def revoke_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Make a link useless. Revoking it twice, or after its use, changes nothing."""
    require(permissions.can_revoke_invitation(actor, invitation))
    now = timezone.now()
    if Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=now
    ):
        invitation.revoked_at = now
        _record(actor, invitation, "invitation_revoked")
    return invitation


@verb
def accept_invitation(
    *,
    actor: Actor,
    secret: str,
    username: str = "",
    display_name: str = "",
    password: str = "",
    password_hash: str = "",
    language: str = "ar",
) -> Membership:
    """Use a link: a signed-in person becomes a member, anybody else one with a new account of theirs.

    A password comes checked and hashed as `password_hash` where the caller can do so before the transaction.
    Of two who use one link at once exactly one becomes a member. ValidationError `link_unusable`, and what a new
    account demands of username and password; Conflict `already_member`, which leaves the link unused.
    """
    invitation = open_invitation(secret)
    if invitation is None:
        raise invalid(_("This link has been used or has ended. Ask for a new one."), code="link_unusable")
    require(permissions.can_accept_invitation(actor, invitation))
    if actor.is_person:
        person = actor.user
    else:
        person = create_person(
            actor=Actor.clock(),
            username=username,
            display_name=display_name or invitation.display_name,
            password=password,
            password_hash=password_hash,
            language=language,
        )
    if not _spend(invitation, person):
        raise invalid(_("This link has been used or has ended. Ask for a new one."), code="link_unusable")
    return _begin(Actor(person, invitation.organization), invitation.organization, person, invitation.role)


def _spend(invitation: Invitation, person: User) -> bool:
    """Mark it used by the person; False when somebody was quicker."""
    now = timezone.now()
    unused = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    return bool(unused.filter(expires_at__gt=now).update(used_at=now, used_by=person))


def _invite(
    actor: Actor,
    organization: Organization,
    display_name: str,
    role: str,
    days: int = DAYS,
    client_id: UUID | None = None,
) -> tuple[Invitation, str]:
    secret = new_secret()
    invitation = Invitation(
        organization=organization,
        display_name=clean_text("display_name", display_name),
        role=role,
        digest=digest_of(secret),
        made_by=actor.user,
        expires_at=timezone.now() + timedelta(days=days),
        client_id=client_id,
    )
    if client_id and (made := Invitation.objects.filter(made_by=actor.user, client_id=client_id).first()):
        return _renew(made, invitation), secret
    check_columns(invitation, ["display_name"])
    invitation.save()
    _record(actor, invitation, "invitation_created")
    return invitation, secret


def _renew(made: Invitation, asked: Invitation) -> Invitation:
    """Only for the very same link: the right to make this one says nothing about the right to another."""
    before, now = ((row.organization_id, row.role, row.display_name) for row in (made, asked))
    if before != now or not made.is_open:
        raise Conflict(_("This form has been sent already."), code="client_id_reused")
    made.digest = asked.digest
    Invitation.objects.filter(pk=made.pk, used_at__isnull=True).update(digest=made.digest)
    return made


def _record(actor: Actor, invitation: Invitation, event: str) -> None:
    stream, row = f"desk.{invitation.organization_id}", invitation.organization
    record(event, stream=stream, actor=actor, subject=row, invitation=invitation.pk, role=invitation.role)


def _revoke_all(organization: Organization) -> None:
    """Spoil an organisation's open links: it closes."""
    unused = Invitation.objects.filter(organization=organization, used_at__isnull=True, revoked_at__isnull=True)
    unused.update(revoked_at=timezone.now())
