"""Associations belong to unions and networks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.models import Affiliation, Organization


@verb
def affiliate(*, actor: Actor, member: Organization, convener: Organization) -> Affiliation:
    """Take an organisation into a union or network. Taking it in twice changes nothing.

    ValidationError `same_organization`.
    """
    require(permissions.can_affiliate(actor, member, convener))
    if member.pk == convener.pk:
        raise invalid(_("An organisation cannot belong to itself."), code="same_organization", field="member")
    return _take_in(actor, member, convener)


@verb
def end_affiliation(*, actor: Actor, affiliation: Affiliation) -> Affiliation:
    """End an organisation's belonging to a union or network; either side may. What was verified stays verified."""
    require(permissions.can_end_affiliation(actor, affiliation))
    _let_go(actor, affiliation)
    return affiliation


def _take_in(actor: Actor, member: Organization, convener: Organization) -> Affiliation:
    running, is_new = Affiliation.objects.get_or_create(member=member, convener=convener, ended_at=None)
    if is_new:
        _record(actor, running, "affiliation_started")
    return running


def _let_go(actor: Actor, affiliation: Affiliation) -> None:
    now = timezone.now()
    if Affiliation.objects.filter(pk=affiliation.pk, ended_at__isnull=True).update(ended_at=now):
        affiliation.ended_at = now
        _record(actor, affiliation, "affiliation_ended")


def _record(actor: Actor, affiliation: Affiliation, event: str) -> None:
    """For the member's people, and for those who look after the convener: it may be one that nobody else knows of."""
    both = [f"org.{affiliation.member_id}", f"desk.{affiliation.convener_id}"]
    record(event, stream=both, actor=actor, subject=affiliation.member, convener=affiliation.convener_id)
