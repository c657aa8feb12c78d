"""Who is in a room."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from chat.models import Message, Room, RoomMembership, RoomUserPermission
from chat.permissions import can_see_readers, rooms_for
from chat.queries.messages import Facts
from journal.actors import Actor
from journal.refusals import require
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING


def member_counts(room: Room) -> Facts:
    people = room.memberships.filter(person__is_active=True, person__is_bot=False)
    organizations = people.filter(
        person__memberships__ended_at__isnull=True,
        person__memberships__organization__closed_at__isnull=True,
        person__memberships__organization__status=Organization.Status.VERIFIED,
    ).aggregate(number=Coalesce(Count("person__memberships__organization", distinct=True), 0))
    return {"members_count": people.count(), "organizations_count": organizations["number"]}


def people_in(room: Room) -> QuerySet[User]:
    """Its people; the programs in it are bots_in."""
    return User.objects.filter(room_memberships__room=room, is_active=True, is_bot=False).order_by("display_name")


def organizations_in(room: Room) -> list[tuple[Organization, int]]:
    """The organisations whose people are in a room, with how many, most first."""
    running = Q(memberships__ended_at__isnull=True, memberships__person__room_memberships__room=room)
    known = Q(status=Organization.Status.VERIFIED) | Q(pk=room.organization_id)  # of the others nobody else knows
    found = Organization.objects.filter(running, known, closed_at__isnull=True).annotate(
        present=Count("memberships__person", distinct=True)
    )
    return [(organization, organization.present) for organization in found.order_by("-present", "name_ar")[:100]]


def members_with_roles(room: Room) -> list[tuple[User, str]]:
    """The first 300 people of a room with their role in it: moderator, writer or member."""
    granted: dict[int, str] = {}
    rows = RoomUserPermission.objects.filter(content_object=room).values_list("user_id", "permission__codename")
    for person_id, codename in rows:
        granted[person_id] = "moderator" if codename == "moderate_room" else granted.get(person_id, "writer")
    speaking = Membership.objects.filter(SPEAKING).select_related("organization__governorate")
    people = people_in(room).prefetch_related(Prefetch("memberships", speaking))[:300]
    return [(person, granted.get(person.pk, "member")) for person in people]


def members_by_organization(room: Room) -> list[tuple[Organization | None, list[tuple[User, str]]]]:
    """The first 300 people of a room with their roles, under each verified organisation they belong to, the largest
    first; at the end under None those of no verified one.
    """
    groups: dict[int, tuple[Organization | None, list[tuple[User, str]]]] = {}
    for person, role in members_with_roles(room):
        organizations: list[Organization | None] = [each.organization for each in person.memberships.all()]
        for organization in organizations or [None]:
            groups.setdefault(organization.pk if organization else 0, (organization, []))[1].append((person, role))
    return sorted(groups.values(), key=lambda group: (group[0] is None, -len(group[1]), str(group[0])))


def rooms_in_common(user: User, person: User) -> QuerySet[Room]:
    """Rooms both are in and the first one sees, the direct one apart."""
    both = rooms_for(user).filter(memberships__person=user, closed_at__isnull=True).exclude(kind=Room.Kind.DIRECT)
    return both.filter(pk__in=RoomMembership.objects.filter(person=person).values("room")).order_by("name")


def readers(actor: Actor, message: Message) -> tuple[list[User], list[User]]:
    """Who else in a small room has read what the actor wrote, and who has not yet. Refused for what others wrote, and
    in large rooms.
    """
    require(can_see_readers(actor, message))
    others = people_in(message.room).exclude(pk=actor.user.pk)
    own = RoomMembership.objects.filter(room=message.room_id, read_seq__gte=message.seq)
    read = set(own.values_list("person_id", flat=True))
    people = list(others)
    return [each for each in people if each.pk in read], [each for each in people if each.pk not in read]
