"""Who sees which instrument, round, proposal, remark, dossier and answer, and which streams tell of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.ids import id_of
from legislation.models import (
    Dossier,
    DossierItem,
    Instrument,
    Proposal,
    Provision,
    Remark,
    Round,
    RoundGroupPermission,
    RoundUserPermission,
    Sponsor,
    Writer,
)
from legislation.states import DRAFT, HANDED_IN, MADE, POSTED, PREPARED, RETURNED
from meetings.models import Body
from meetings.permissions import can_chair, can_minute, granted_bodies
from organizations.models import Membership, Organization, Role
from organizations.permissions import (
    MANAGING,
    SPEAKING,
    asked_once,
    group_of,
    is_convening,
    is_verified_person,
    role_of,
)

Reader = Any  # accounts.models.User or AnonymousUser
PERMISSIONS = ("lead_round", "judge_round", "liaise_round")
NOT_YET = (DRAFT, HANDED_IN, RETURNED)  # for those who write and sign only


def keeps_library(actor: Actor) -> bool:
    """Brings texts in, corrects and publishes them: the secretariat, and those who manage a union or a network."""
    return is_secretariat(actor) or is_convening(actor, actor.organization)


def can_see_unpublished(user: Reader) -> bool:
    """Does somebody keep the library for any organisation? Asked without an actor, where a list is shown."""
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return False
    return is_secretariat(user) or _keeping(user).exists()


def _keeping(user: User) -> QuerySet[Membership]:
    kinds = (Organization.Kind.UNION, Organization.Kind.NETWORK)
    return user.memberships.filter(SPEAKING, role__in=MANAGING, organization__kind__in=kinds)


def instruments_for(user: Reader) -> QuerySet[Instrument]:
    """Laws are for everybody, as soon as they are published; before, for those who keep the library. Nothing is asked
    before the list itself is.
    """
    published = Q(published_at__isnull=False)
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Instrument.objects.filter(published)
    if is_secretariat(user):
        return Instrument.objects.all()
    return Instrument.objects.filter(published | Q(Exists(_keeping(user))))


def provisions_for(user: Reader) -> QuerySet[Provision]:
    return Provision.objects.filter(instrument__in=instruments_for(user).values("pk"))


def rounds_for(user: Reader) -> QuerySet[Round]:
    """Those in preparation for who leads them; then as far as they are meant to be seen. Who judges or answers sees a
    round whatever it says.
    """
    begun = ~Q(status=PREPARED)
    visible = begun & Q(visibility=Body.Visibility.PUBLIC)
    if user.is_authenticated and user.is_active and not user.is_bot:
        visible |= _granted(user, "lead_round") | begun & _granted(user, "judge_round", "liaise_round")
        visible |= begun & Q(body__in=granted_bodies(user, "see_body").values("pk"))
        if is_verified_person(user):
            visible |= begun & Q(visibility=Body.Visibility.MEMBERS)
    return Round.objects.filter(visible)


def granted_rounds(user: Reader, permission: str) -> QuerySet[Any]:
    """The ids of rounds in which a person holds a permission: by a role in a verified organisation, or themselves."""
    return Round.objects.filter(_granted(user, permission)).values("pk")


def _granted(user: User, *permissions: str) -> Q:
    """Rounds in which a person holds one of these. It is part of most questions of this app, so it is kept short."""
    groups = user.memberships.filter(SPEAKING).values("organization__role_groups__group")
    named = {"permission__codename__in": permissions}
    by_role = RoundGroupPermission.objects.filter(**named, group__user=user, group__in=groups)
    own = RoundUserPermission.objects.filter(**named, user=user)
    return Q(pk__in=by_role.values("content_object")) | Q(pk__in=own.values("content_object"))


@asked_once()
def proposals_for(user: Reader) -> QuerySet[Proposal]:
    """Of the rounds one sees: what was put forward, also what was withdrawn or refused later; drafts for their writers,
    what was handed in also for those who speak for the organisation, and what waits in sight for its people. A liaison
    of a ministry sees what is in a dossier that was sent, and nothing of the way there.
    """
    seen = Q(round__in=rounds_for(user).values("pk"))
    put_forward = seen & ~Q(status__in=NOT_YET) & Q(submitted_at__isnull=False)
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Proposal.objects.filter(put_forward)
    mine = Q(author=user) | Q(pk__in=Writer.objects.filter(person=user).values("proposal"))
    speaking = user.memberships.filter(SPEAKING)
    signing = speaking.filter(role__in=MANAGING).values("organization")
    asked = Sponsor.objects.filter(
        organization__in=signing, status__in=(Sponsor.Status.ASKED, Sponsor.Status.ACCEPTED)
    ).values("proposal")
    visible = (
        put_forward
        | mine
        | (Q(organization__in=signing) & ~Q(status=DRAFT))
        | Q(pk__in=asked)
        | Q(organization__in=speaking.values("organization"), is_waiting_in_sight=True)
    )
    rows = Proposal.objects.filter(visible)
    if _is_only_liaison(user):
        rows = rows.filter(pk__in=DossierItem.objects.filter(dossier__status=POSTED).values("proposal"))
    return rows


def _is_only_liaison(user: Reader) -> bool:
    """Has the person, in the rounds, a part as liaison and none as a member of a verified organisation?"""
    return not is_verified_person(user) and granted_rounds(user, "liaise_round").exists()


@asked_once()
def remarks_for(user: Reader) -> QuerySet[Remark]:
    """In the rounds one sees, on provisions and on proposals that one sees; liaisons read none."""
    if _is_liaison_asking(user):
        return Remark.objects.none()
    rows = Remark.objects.filter(round__in=rounds_for(user).values("pk"))
    return rows.filter(Q(proposal=None) | Q(proposal__in=proposals_for(user).values("pk")))


def _is_liaison_asking(user: Reader) -> bool:
    return bool(user.is_authenticated) and _is_only_liaison(user)


@asked_once()
def dossiers_for(user: Reader) -> QuerySet[Dossier]:
    """Of the rounds one sees, those that are made; in making and void ones for who leads. Liaisons: those sent."""
    rows = Dossier.objects.filter(round__in=rounds_for(user).values("pk"))
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return rows.filter(status=POSTED)
    if _is_only_liaison(user):
        return rows.filter(status=POSTED, round__in=granted_rounds(user, "liaise_round"))
    leading = granted_rounds(user, "lead_round")
    return rows.filter(Q(status__in=(MADE, POSTED)) | Q(round__in=leading))


def streams_for(user: Reader, names: set[str]) -> set[str]:
    """Of these `law.<id>`, `round.<id>` and `proposal.<id>` streams, those of things one sees."""
    kinds: dict[str, Callable[[Reader], QuerySet[Any]]] = {
        "law": instruments_for,
        "round": rounds_for,
        "proposal": proposals_for,
    }
    found: set[str] = set()
    for kind, rows in kinds.items():
        wanted = {pk: name for name in names if (pk := _id_in(name, kind)) is not None}
        if wanted:
            found |= {wanted[pk] for pk in rows(user).filter(pk__in=wanted).values_list("pk", flat=True)}
    return found


def _id_in(name: str, kind: str) -> int | None:
    word, _dot, rest = name.partition(".")
    return id_of(rest) if word == kind else None


# What somebody is in a round ------------------------------------------------------------------------------------------
def holds(actor: Actor, row: Round, permission: str) -> bool:
    """Does the actor hold this permission: by the role in the organisation they speak for, or by themselves?"""
    if not actor.is_person or actor.user.is_bot:
        return False
    named = {"content_object": row, "permission__codename": permission}
    if RoundUserPermission.objects.filter(**named, user=actor.user).exists():
        return True
    organization = actor.organization
    role = role_of(actor, organization) if organization and organization.is_verified else None
    if role is None:
        return False
    group = {"group__role_group__organization": organization, "group__role_group__role": role}
    return RoundGroupPermission.objects.filter(**named, **group).exists()


def leads(actor: Actor, row: Round) -> bool:
    """Prepares it, moves its states, makes its dossier."""
    return holds(actor, row, "lead_round")


def judges(actor: Actor, row: Round) -> bool:
    """Admits and decides: who chairs the committee, or whom the convener granted it where there is none."""
    if row.body is not None:
        return can_chair(actor, row.body)
    return holds(actor, row, "judge_round")


def reports(actor: Actor, row: Round) -> bool:
    """Writes opinions: the committee's rapporteurs, and those who judge."""
    return judges(actor, row) or (row.body is not None and can_minute(actor, row.body))


def liaises(actor: Actor, row: Round) -> bool:
    return holds(actor, row, "liaise_round")


def may_propose(actor: Actor, row: Round) -> bool:
    """Has the organisation the actor speaks for a place among those who propose in this round?"""
    organization = actor.organization
    if organization is None or not organization.is_verified or role_of(actor, organization) is None:
        return False
    if row.proposers == Round.Proposers.AFFILIATES:
        member = row.organization.affiliates.filter(member=organization, ended_at=None)
        return bool(organization.pk == row.organization_id or member.exists())
    if row.proposers == Round.Proposers.VOICES:
        voices = row.body.voices.filter(organization=organization, until=None) if row.body else None
        return voices is not None and bool(voices.exists())
    return bool(organization.kind != Organization.Kind.PUBLIC_BODY)


def signs(actor: Actor, organization: Organization) -> bool:
    """Is the actor the signatory of this verified organisation?"""
    return organization.is_verified and role_of(actor, organization) == Role.SIGNATORY


# Granting -------------------------------------------------------------------------------------------------------------
def grant(row: Round, organization: Organization) -> None:
    """Those who manage and sign for the convener lead, and judge where no committee does."""
    for role in MANAGING:
        for permission in ("lead_round", "judge_round"):
            assign_perm(permission, group_of(organization, role), row)


def grant_liaison(row: Round, person: User) -> None:
    assign_perm("liaise_round", person, row)


def revoke_liaison(row: Round, person: User) -> None:
    remove_perm("liaise_round", person, row)
