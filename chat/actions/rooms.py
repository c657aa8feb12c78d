"""The verbs of rooms."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import people_for
from arabic.direction import defuse, defuse_name
from chat import permissions
from chat.actions.threads import forget_threads
from chat.models import Measure, Room, RoomMembership
from chat.standing import require_part
from journal.actors import Actor
from journal.models import Stream
from journal.records import hold, record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.models import Organization, Place, Sector

ROLES = ("member", "writer", "moderator")


@verb
def create_room(
    *,
    actor: Actor,
    kind: str,
    name: str,
    about: str = "",
    sector: Sector | None = None,
    place: Place | None = None,
    organization: Organization | None = None,
    people: Iterable[User] = (),
    client_id: uuid.UUID | None = None,
) -> Room:
    """Make a room; who makes it is in it and moderates it. A repeated `client_id` answers with the first room."""
    require(permissions.can_create_room(actor, kind))
    if client_id and (first := Room.objects.filter(created_by_id=actor.person_id, client_id=client_id).first()):
        return repeated_room(actor, first, kind, defuse_name(name))
    if kind == Room.Kind.SECTOR and sector is None:
        raise invalid(_("Choose the sector of the channel."), code="required", field="sector")
    if kind == Room.Kind.SECTOR and Room.objects.filter(sector=sector, place=place, closed_at__isnull=True).exists():
        raise invalid(_("This sector has its channel there already."), code="room_exists", field="sector")
    room = Room.objects.create(
        kind=kind,
        name=checked_name(name),
        about=defuse(about).strip(),
        sector=sector if kind == Room.Kind.SECTOR else None,
        place=place if kind == Room.Kind.SECTOR else None,
        organization=organization if kind == Room.Kind.ORGANIZATION else None,
        created_by_id=actor.person_id,
        client_id=client_id,
    )
    record("room_created", stream=room.stream, actor=actor, subject=room)
    if actor.is_person:
        take_in(room, actor.user, actor=actor, is_invited=kind == Room.Kind.GROUP)
        if kind == Room.Kind.GROUP:  # in open rooms the secretariat moderates, as long as one is of it
            permissions.grant_role(room, actor.user, "moderator")
        add_people(room, people, actor=actor)
    return room


def repeated_room(actor: Actor, first: Room, kind: str, name: str) -> Room:
    """Who made a room and was taken out of it since does not come back in by asking again."""
    demand_repeat((first.kind, first.name) == (kind, name) and permissions.can_see(actor, first))
    return first


def checked_name(name: str) -> str:
    cleaned = defuse_name(name)
    if not 2 <= len(cleaned) <= 80:
        raise invalid(_("A name has 2 to 80 letters."), code="invalid_name", field="name")
    return cleaned


@verb
def update_room(*, actor: Actor, room: Room, name: str, about: str) -> Room:
    """Rename a room or say anew what it is about."""
    require(permissions.can_update_room(actor, room))
    room.name = checked_name(name)
    room.about = defuse(about).strip()[:300]
    room.save(update_fields=["name", "about"])
    record("room_updated", stream=room.stream, actor=actor, subject=room)
    return room


@verb
def close_room(*, actor: Actor, room: Room) -> Room:
    """Close a room for ever: its people may still read it."""
    require(permissions.can_close_room(actor, room))
    if room.closed_at is None:
        room.closed_at = timezone.now()
        room.save(update_fields=["closed_at"])
        record("room_closed", stream=room.stream, actor=actor, subject=room)
    return room


def take_in(room: Room, person: User, *, actor: Actor, is_invited: bool) -> bool:
    """Put a person into a room, read up to now; False if they were in it."""
    hold(room.stream)  # a suspension given at this moment must find the place, or be found
    seq = Stream.objects.filter(name=room.stream).values_list("seq", flat=True).first() or 0
    membership, is_new = RoomMembership.objects.get_or_create(
        room=room,
        person=person,
        defaults={"read_seq": seq, "is_invited": is_invited, "suspended_until": suspended_until(room, person)},
    )
    if is_new:
        record("member_joined", stream=room.stream, actor=actor, subject=membership, kind="room_membership")
        record("room_joined", stream=f"user.{person.pk}", actor=actor, subject=room)
    return is_new


def suspended_until(room: Room, person: User) -> datetime | None:
    """Who leaves while suspended and comes back is suspended still."""
    running = Measure.objects.filter(kind=Measure.Kind.SUSPENSION, room=room, person=person, lifted_at=None)
    return running.filter(ends_at__gt=timezone.now()).order_by("-ends_at").values_list("ends_at", flat=True).first()


def let_go(membership: RoomMembership, event: str, *, actor: Actor) -> None:
    """Take a person out of a room; who may no longer read it is dropped from its stream before any later entry."""
    room, person = membership.room, membership.person
    hold(room.stream)  # as who posts does: the room's stream first, then the person's place in it
    forget_threads(room, person)
    membership_id = membership.pk
    permissions.grant_role(room, person, "member")
    membership.delete()
    membership.pk = membership_id
    lost = [] if permissions.rooms_for(person).filter(pk=room.pk).exists() else [person.pk]
    record(
        event,
        stream=room.stream,
        actor=actor,
        subject=membership,
        kind="room_membership",
        lost=lost,
        person=person.pk,
        name=str(person),
    )
    record("room_left", stream=f"user.{person.pk}", actor=actor, subject=room)
    if lost:
        record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person)


def demand_another_moderator(room: Room, person: User) -> None:
    hold(room.stream)  # of the last two who leave at the same moment, the second finds the first gone
    if permissions.is_last_moderator(room, person):
        raise Conflict(_("Name another moderator first: nobody would look after the group."), code="last_moderator")


@verb
def join_room(*, actor: Actor, room: Room) -> None:
    """Join a room one may see. Joining twice changes nothing."""
    require(permissions.can_join_room(actor, room))
    take_in(room, actor.user, actor=actor, is_invited=False)


@verb
def leave_room(*, actor: Actor, room: Room) -> None:
    """Leave a room. Leaving twice changes nothing. Conflict `last_moderator` in a group where others remain."""
    require(permissions.can_leave_room(actor, room))
    membership = RoomMembership.objects.filter(room=room, person=actor.user).select_related("room", "person").first()
    if membership is not None:
        demand_another_moderator(room, actor.user)
        let_go(membership, "member_left", actor=actor)


@verb
def add_members(*, actor: Actor, room: Room, people: Iterable[User]) -> int:
    """Take people into a room; returns how many are new in it. Refuses people the actor may not see."""
    require_part(permissions.can_add_members(actor, room), actor, room)
    return add_people(room, people, actor=actor)


def add_people(room: Room, people: Iterable[User], *, actor: Actor) -> int:
    wanted = {person.pk: person for person in people}
    known = set(people_for(actor.user).filter(pk__in=wanted).values_list("pk", flat=True))
    if unknown := set(wanted) - known:
        raise invalid(_("Some of these people do not exist."), code="unknown_people", field="people") from LookupError(
            unknown
        )
    return sum(take_in(room, person, actor=actor, is_invited=True) for person in wanted.values())


@verb
def remove_member(*, actor: Actor, room: Room, person: User) -> None:
    """Take a person out of a room. Nothing happens if they are not in it. Conflict `last_moderator`."""
    require(permissions.can_remove_member(actor, room))
    membership = RoomMembership.objects.filter(room=room, person=person).select_related("room", "person").first()
    if membership is not None:
        demand_another_moderator(room, person)
        let_go(membership, "member_removed", actor=actor)


@verb
def put_in(*, actor: Actor, room: Room, account: User) -> bool:
    """Let a program's account into a room; False if it was in it. That it may is asked by the verbs of bots."""
    require(permissions.can_put_in(account))
    return take_in(room, account, actor=actor, is_invited=True)


@verb
def take_out(*, actor: Actor, room: Room, account: User) -> None:
    """Take a program's account out of a room. Nothing happens if it is not in it."""
    require(permissions.can_take_out(account))
    membership = RoomMembership.objects.filter(room=room, person=account).select_related("room", "person").first()
    if membership is not None:
        let_go(membership, "member_removed", actor=actor)


@verb
def set_room_role(*, actor: Actor, room: Room, person: User, role: str) -> None:
    """Make a person of the room a member, a writer (announcement rooms) or a moderator. Conflict `last_moderator`."""
    require(permissions.can_set_room_role(actor, room))
    membership = RoomMembership.objects.filter(room=room, person=person).first()
    if role not in ROLES or membership is None:
        raise invalid(_("Choose a person of the room and a role."), code="invalid_role", field="role")
    if role != "moderator":
        demand_another_moderator(room, person)
    permissions.grant_role(room, person, role)
    record("room_role_set", stream=room.stream, actor=actor, subject=membership, kind="room_membership", role=role)


@verb
def set_level(*, actor: Actor, room: Room, level: str) -> None:
    """Of what one is told in a room: every message, only what is meant for oneself, nothing, or as usual for its kind.
    ValidationError `invalid_level`.
    """
    require(permissions.can_set_level(actor, room))
    if level not in RoomMembership.Level.values:
        raise invalid(_("Choose what you want to hear of."), code="invalid_level", field="level")
    RoomMembership.objects.filter(room=room, person=actor.user).update(level=level)
    is_muted = level in RoomMembership.QUIET
    record("level_set", stream=f"user.{actor.user.pk}", actor=actor, subject=room, is_muted=is_muted, level=level)


@verb
def open_direct(*, actor: Actor, person: User) -> Room:
    """The room of exactly two people (or of oneself, for notes); made at the first call."""
    require(permissions.can_open_direct(actor, person))
    key = "-".join(str(pk) for pk in sorted({actor.user.pk, person.pk}))
    room = Room.objects.filter(direct_key=key).first()
    if room is None:
        name = " · ".join(dict.fromkeys([str(actor.user), str(person)]))
        room = Room.objects.create(kind=Room.Kind.DIRECT, name=name[:80], direct_key=key, created_by=actor.user)
        record("room_created", stream=room.stream, actor=actor, subject=room)
    for each in {actor.user.pk: actor.user, person.pk: person}.values():
        take_in(room, each, actor=actor, is_invited=True)
    return room
