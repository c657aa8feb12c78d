"""What people are reminded of: a need that answers their search, one that must be confirmed, a promise that is to be
sent, a load that is to be counted. Each is told to a person once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from journal.models import Entry
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from needs.models import Delivery, Need, Pledge
from needs.permissions import reminders as permissions
from needs.permissions.needs import RUNNING
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING
from organizations.permissions import RUNNING as STANDING

FOUND = "need_found"


@verb
def tell_of_found_need(*, actor: Actor, need: Need, people: Iterable[User]) -> int:
    """Tell those whose followed searches find it; how many heard of it now. Who was told before hears nothing again."""
    require(permissions.can_tell_of_found_need(actor))
    streams = {f"user.{person.pk}" for person in people}
    told = Entry.objects.filter(event=FOUND, kind="need", object_id=need.pk, stream__name__in=streams)
    streams -= set(told.values_list("stream__name", flat=True))
    if streams:
        record(FOUND, stream=sorted(streams), actor=actor, subject=need, code=need.code)
    return len(streams)


@verb
def remind_of_confirming(*, actor: Actor, need: Need) -> bool:
    """A day before a need leaves the board: those who speak for its organisation are asked whether it is still so."""
    require(permissions.can_remind_of_confirming(actor))
    need = Need.objects.select_related("organization").get(pk=need.pk)
    is_near = need.valid_until is not None and (need.valid_until - timezone.localdate()).days <= 1
    if need.status not in RUNNING or not is_near:
        return False
    return remind("need_expiring", actor, need, need.organization, code=need.code)


@verb
def remind_of_dispatch(*, actor: Actor, pledge: Pledge) -> bool:
    """What was accepted and should have been on its way by now: those who speak for the giver hear of it."""
    require(permissions.can_remind_of_dispatch(actor))
    pledge = Pledge.objects.select_related("organization", "need").get(pk=pledge.pk)
    if pledge.status != Pledge.Status.ACCEPTED or pledge.deliveries.exists():
        return False
    return remind("dispatch_due", actor, pledge, pledge.organization, code=pledge.code, need=pledge.need.code)


@verb
def remind_of_receipt(*, actor: Actor, delivery: Delivery) -> bool:
    """A load that is there and that nobody has counted: those who speak for the needing organisation hear of it."""
    require(permissions.can_remind_of_receipt(actor))
    delivery = Delivery.objects.select_related("pledge__need__organization").get(pk=delivery.pk)
    if delivery.received_at is not None or delivery.pledge.status == Pledge.Status.DISPUTED:
        return False
    need = delivery.pledge.need
    return remind("receipt_due", actor, delivery, need.organization, code=delivery.code, need=need.code)


def remind(event: str, actor: Actor, about: Need | Pledge | Delivery, whom: Organization, **facts: Any) -> bool:
    """On the own streams of the signatories and managers; False where there is nobody."""
    speaking = Membership.objects.filter(STANDING, organization=whom, role__in=MANAGING)
    streams = sorted({f"user.{pk}" for pk in speaking.values_list("person", flat=True)})
    if streams:
        record(event, stream=streams, actor=actor, subject=about, **facts)
    return bool(streams)
