"""The verbs of delegates: whom an organisation sends to a forum, people of it or guests known by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.delegations import demand_running, locked, standing
from coordination.codes import long_code
from coordination.models import Delegation
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings.models import Participant
from organizations.columns import check_columns
from organizations.models import Membership
from organizations.permissions import RUNNING

Role = Participant.Role
WORDS = ("name", "post", "role")


@verb
def name_delegate(
    *,
    actor: Actor,
    delegation: Delegation,
    client_id: UUID,
    person: User | None = None,
    name: str = "",
    post: str = "",
    role: str = Role.DELEGATE,
) -> Participant:
    """Send somebody: a person of the organisation, or a guest by `name`. A new head makes the one before a delegate.

    A repeated `client_id` gives the same, or Conflict `client_id_reused`. ValidationError by field, and
    `not_of_organization` for a person of another one; Conflict `wrong_status`, `quota_full`, `named_already`, and
    `delegate_of_another` for somebody whom another organisation sends: nobody comes for two.
    """
    require(permissions.can_name_delegate(actor, delegation))
    held = locked(delegation)
    given = {"person": person, "name": name, "post": post, "role": role}
    if first := Participant.objects.filter(named_by=actor.user, client_id=client_id).first():
        return same_or_conflict(first, held, person, name)
    demand_running_part(held)
    row = Participant(body=held.forum.body, organization=held.organization, named_by=actor.user, client_id=client_id)
    fill(row, given)
    demand_free(held, row)
    return send(actor, held, row)


@verb
def edit_delegate(*, actor: Actor, delegate: Participant, **words: Any) -> Participant:
    """Say anew how they are called (`name`), what they are (`post`), in which `role` they come. The person stays: for
    another one there is `replace_delegate`. ValidationError by field; Conflict `no_longer`, `quota_full`.
    """
    delegation = delegation_of(delegate)
    require(permissions.can_edit_delegate(actor, delegation))
    held, row = locked(delegation), Participant.objects.get(pk=delegate.pk)
    demand_standing(row)
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"no such words: {sorted(unknown)}")
    before = {name: getattr(row, name) for name in words}
    fill(row, {"person": row.person, **words})
    if row.role != before.get("role", row.role):
        demand_quota(held, row)
        make_way_for_head(actor, held, row)
    row.save(update_fields=[*WORDS])
    if changed := sorted(name for name in words if getattr(row, name) != before[name]):
        record("delegate_edited", stream=held.forum.stream, actor=actor, subject=row, fields=changed)
    return row


@verb
def replace_delegate(
    *, actor: Actor, delegate: Participant, client_id: UUID, person: User | None = None, name: str = "", post: str = ""
) -> Participant:
    """Send somebody else in their place and role, with a code of their own; who was named before stays in the history,
    and their badge opens nothing more. Refuses what `name_delegate` does, and Conflict `no_longer`.
    """
    delegation = delegation_of(delegate)
    require(permissions.can_replace_delegate(actor, delegation))
    held = locked(delegation)
    if first := Participant.objects.filter(named_by=actor.user, client_id=client_id).first():
        return same_or_conflict(first, held, person, name)
    demand_running_part(held)
    before = Participant.objects.get(pk=delegate.pk)
    demand_standing(before)
    finish(before)
    row = Participant(body=held.forum.body, organization=held.organization, named_by=actor.user, client_id=client_id)
    fill(row, {"person": person, "name": name, "post": post, "role": before.role})
    row.replaces = before
    demand_free(held, row)
    record("delegate_replaced", stream=held.forum.stream, actor=actor, subject=before)
    return send(actor, held, row)


@verb
def take_off_delegate(*, actor: Actor, delegate: Participant) -> Participant:
    """They do not come after all; the list keeps that they were named. Twice changes nothing."""
    delegation = delegation_of(delegate)
    require(permissions.can_take_off_delegate(actor, delegation))
    held, row = locked(delegation), Participant.objects.get(pk=delegate.pk)
    if row.is_standing:
        finish(row)
        record("delegate_taken_off", stream=held.forum.stream, actor=actor, subject=row)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def delegation_of(delegate: Participant) -> Delegation:
    """The delegation for which they come, the running one where the organisation was asked twice."""
    rows = Delegation.objects.filter(forum__body=delegate.body_id, organization=delegate.organization_id)
    found = rows.select_related("forum__body", "organization").order_by("-pk").first()
    if found is None:
        raise LookupError(f"participant {delegate.pk} comes for no delegation")
    return found


def fill(row: Participant, given: dict[str, Any]) -> None:
    """Columns, cleaned and checked. Whoever has an account is called as there, unless the badge says otherwise."""
    person = given.pop("person")
    for name, value in given.items():
        setattr(row, name, defuse_name(value) if name != "role" else value)
    if person is not None:
        demand_member(row, person)
        row.person = person
        row.name = row.name or person.display_name
    check_columns(row, given)


def demand_member(row: Participant, person: User) -> None:
    of_it = Membership.objects.filter(RUNNING, organization=row.organization, person=person, person__is_active=True)
    if person.is_bot or not of_it.exists():
        words = _("This person does not belong to the organisation. Somebody else is named as a guest.")
        raise invalid(words, code="not_of_organization", field="person")


def demand_running_part(delegation: Delegation) -> None:
    demand_running(delegation)
    if delegation.status != Delegation.Status.ACCEPTED:
        raise Conflict(_("The invitation has not been accepted yet."), code="wrong_status", current=delegation.status)


def demand_standing(row: Participant) -> None:
    if not row.is_standing:
        raise Conflict(_("This person is not on the list any more."), code="no_longer")


def demand_free(delegation: Delegation, row: Participant) -> None:
    """Nobody is named twice, nobody comes for two organisations; and so many as the invitation says."""
    if row.person_id is not None:
        known = Participant.objects.filter(body=row.body_id, person=row.person_id, ended_at=None).first()
        if known is not None and known.organization_id != row.organization_id:
            words = _("Another organisation has named this person: nobody comes for two.")
            raise Conflict(words, code="delegate_of_another")
        if known is not None:
            raise Conflict(_("This person is on the list already."), code="named_already")
    elif standing(delegation).filter(name=row.name, person=None).exists():
        raise Conflict(_("This person is on the list already."), code="named_already")
    demand_quota(delegation, row)


def demand_quota(delegation: Delegation, row: Participant) -> None:
    """As many alternates as delegates; heads and observers count as delegates."""
    others = standing(delegation).exclude(pk=row.pk)
    is_alternate = row.role == Role.ALTERNATE
    same = others.filter(role=Role.ALTERNATE) if is_alternate else others.exclude(role=Role.ALTERNATE)
    if same.count() >= delegation.quota:
        words = ngettext(
            "The invitation is for %(count)s delegate, and as many alternates.",
            "The invitation is for %(count)s delegates, and as many alternates.",
            delegation.quota,
        )
        raise Conflict(words % {"count": delegation.quota}, code="quota_full")


def make_way_for_head(actor: Actor, delegation: Delegation, row: Participant) -> None:
    if row.role != Role.HEAD:
        return
    for before in standing(delegation).filter(role=Role.HEAD).exclude(pk=row.pk):
        before.role = Role.DELEGATE
        before.save(update_fields=["role"])
        record("delegate_edited", stream=delegation.forum.stream, actor=actor, subject=before, fields=["role"])


def send(actor: Actor, delegation: Delegation, row: Participant) -> Participant:
    make_way_for_head(actor, delegation, row)
    row.code = long_code("D")
    row.save()
    record("delegate_named", stream=delegation.forum.stream, actor=actor, subject=row)
    if row.person_id is not None:
        tell_people("delegate_named", actor, delegation, [row.person_id], code=delegation.forum.code)
    return row


def finish(row: Participant) -> None:
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])


def same_or_conflict(first: Participant, held: Delegation, person: User | None, name: str) -> Participant:
    is_same = (first.body_id, first.organization_id) == (held.forum.body_id, held.organization_id)
    is_called_so = first.person_id == person.pk if person else first.name == defuse_name(name)
    demand_repeat(is_same and is_called_so)
    return first
