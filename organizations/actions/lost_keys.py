"""Lost passwords and second factors: most people have no e-mail, so somebody they know hands them a link."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import remove_factors, set_password
from accounts.models import User, digest_of, new_secret
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.columns import check_columns, clean_text
from organizations.links import open_reset_link
from organizations.models import FactorRemoval, Membership, ResetLink

HOURS = 24
DAYS_TO_CONFIRM = 7


@verb
def hand_out_reset_link(*, actor: Actor, person: User) -> tuple[ResetLink, str]:
    """Make a single-use link, good for 24 hours, with which a person chooses a new password; earlier ones end.

    Returns it with its secret, which is not kept. The person and their organisations are told.
    """
    require(permissions.can_hand_out_reset_link(actor, person))
    now, secret = timezone.now(), new_secret()
    ResetLink.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    ends = now + timedelta(hours=HOURS)
    link = ResetLink.objects.create(person=person, digest=digest_of(secret), made_by=actor.user, expires_at=ends)
    _record(actor, person, "reset_link_made")
    return link, secret


@verb
def use_reset_link(*, actor: Actor, secret: str, password: str | None = None, password_hash: str = "") -> User:
    """Choose a new password by a link: every session ends and every token with it; the second factor stays.

    A password comes checked and hashed as `password_hash` where the caller can do so before the transaction.
    ValidationError `link_unusable`, or what the password validators say, which leaves the link unused.
    """
    require(permissions.can_use_reset_link(actor))
    link = open_reset_link(secret)
    if link is None or not _spend(link):
        raise invalid(_("This link has been used or has ended. Ask for a new one."), code="link_unusable")
    holder = Actor(link.person)
    set_password(actor=holder, person=link.person, password=password or "", password_hash=password_hash)
    _record(holder, link.person, "password_reset")
    return link.person


@verb
def ask_factor_removal(*, actor: Actor, person: User, reason: str) -> FactorRemoval:
    """Ask that a lost second factor be taken off an account; another of the secretariat must confirm within 7 days.

    ValidationError `reason_required`; Conflict `asked_already`.
    """
    require(permissions.can_ask_factor_removal(actor, person))
    if _waiting().filter(person=person).exists():
        raise Conflict(
            _("This has been asked already; another of the secretariat must confirm it."), code="asked_already"
        )
    removal = FactorRemoval(person=person, asked_by=actor.user, reason=clean_text("reason", reason))
    if not removal.reason:
        raise invalid(_("Say why."), code="reason_required", field="reason")
    check_columns(removal, ["reason"])
    removal.save()
    record("factor_removal_asked", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")
    return removal


@verb
def confirm_factor_removal(*, actor: Actor, removal: FactorRemoval) -> FactorRemoval:
    """Take a lost second factor off an account, as the second of two people of the secretariat.

    Conflict `not_waiting` when it was confirmed or asked too long ago.
    """
    require(permissions.can_confirm_factor_removal(actor, removal))
    now = timezone.now()
    if not _waiting().filter(pk=removal.pk).update(confirmed_by=actor.user, confirmed_at=now):
        raise Conflict(_("This no longer waits to be confirmed."), code="not_waiting")
    removal.refresh_from_db(fields=["confirmed_by", "confirmed_at"])
    remove_factors(actor=actor, person=removal.person)
    return removal


def _spend(link: ResetLink) -> bool:
    """Mark it used; False when somebody was quicker."""
    now = timezone.now()
    return bool(ResetLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now).update(used_at=now))


def _waiting() -> QuerySet[FactorRemoval]:
    since = timezone.now() - timedelta(days=DAYS_TO_CONFIRM)
    return FactorRemoval.objects.filter(confirmed_at__isnull=True, asked_at__gt=since)


def _record(actor: Actor, person: User, event: str) -> None:
    """For the person, and on the desk of each organisation they belong to: an account that changes hands is seen to."""
    theirs = Membership.objects.filter(permissions.RUNNING, person=person).values_list("organization", flat=True)
    streams = [f"user.{person.pk}", *(f"desk.{pk}" for pk in theirs)]
    record(event, stream=streams, actor=actor, subject=person, kind="user")
