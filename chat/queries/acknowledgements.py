"""Who has acknowledged an announcement and who has not, organisation by organisation."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import User
from chat.models import Acknowledgement, Message, Room
from chat.permissions import acknowledgements_for, rooms_for
from chat.queries.people import people_in
from journal.actors import Actor
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING

Facts = dict[str, Any]
MOST = 500  # organisations in a list


class Reading(NamedTuple):
    """One organisation, and those of its people who have acknowledged: (name, when)."""

    organization: Organization
    people: list[Acknowledgement]


def organizations_asked(message: Message) -> QuerySet[Organization]:
    """The organisations whose people are in the room now, the author's own left out, and those that have answered."""
    present = Membership.objects.filter(SPEAKING, person__room_memberships__room=message.room_id)
    wanted = Q(pk__in=present.values("organization")) | Q(pk__in=message.acknowledgements.values("organization"))
    return Organization.objects.filter(wanted).exclude(pk=message.organization_id or 0).order_by("name_ar", "pk")


def readings(message: Message) -> tuple[list[Reading], list[Reading]]:
    """Organisations that have acknowledged, the newest last, and those that have not. Two queries."""
    given: dict[int, list[Acknowledgement]] = {}
    for each in message.acknowledgements.filter(organization__isnull=False).select_related("person").order_by("at"):
        given.setdefault(each.organization_id or 0, []).append(each)
    listed = [Reading(row, given.get(row.pk, [])) for row in organizations_asked(message)[:MOST]]
    have = sorted((each for each in listed if each.people), key=lambda each: each.people[0].at)
    return have, [each for each in listed if not each.people]


def people_to_remind(message: Message) -> QuerySet[User]:
    """The people in the room of organisations of which nobody has acknowledged."""
    done = message.acknowledgements.filter(organization__isnull=False).values("organization")
    missing = organizations_asked(message).exclude(pk__in=done)
    speaking = Membership.objects.filter(SPEAKING, organization__in=missing)
    return people_in(message.room).filter(pk__in=speaking.values("person")).exclude(pk=message.author_id or 0)


def acknowledged_by(user: User, room: Room) -> list[Facts]:
    """Of a room's announcements, for which organisations of one's own (or None: oneself) they are acknowledged."""
    rows = acknowledgements_for(user).filter(message__room=room).order_by("-pk")
    return [{"message": each.message_id, "organization": each.organization_id} for each in rows[:MOST]]


def announcements_waiting(actor: Actor) -> QuerySet[Message]:
    """What asks the person's organisation (or them, where they speak for none) for an acknowledgement, oldest first."""
    given = Acknowledgement.objects.filter(organization=actor.organization_id)
    if actor.organization_id is None:
        given = given.filter(person=actor.user)
    asking = Message.objects.filter(needs_acknowledgement=True, deleted_at__isnull=True, seq__isnull=False)
    asking = asking.filter(room__in=rooms_for(actor.user), room__memberships__person=actor.user)
    asking = asking.exclude(pk__in=given.values("message")).exclude(author=actor.user)
    if actor.organization_id is not None:
        asking = asking.exclude(organization=actor.organization_id)
    return asking.select_related("room", "acknowledgement_request").order_by("created_at")
