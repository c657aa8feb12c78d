"""Who may see which room, and what they may do to it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from accounts.permissions import is_secretariat, people_for
from chat.models import Room, RoomMembership, RoomUserPermission
from chat.standing import OPEN_KINDS, Standing
from journal.actors import Actor
from journal.ids import id_of
from journal.prepared import Prepared
from organizations.models import Bot, Membership, Organization
from organizations.permissions import RUNNING, RUNNING_BOT, SPEAKING, is_verified_person, running_memberships

FIXED_KINDS = (Room.Kind.DIRECT, Room.Kind.ORGANIZATION)  # who is in them is not for the room to decide
ROOM: Prepared[Room] = Prepared(lambda pk: Room.objects.filter(pk=pk))


def rooms_for(user: Any) -> QuerySet[Room]:
    """The rooms a person may see and read: open ones, those of the own organisations, those they were taken into.

    Officials are guests: open rooms are theirs where somebody took them in.
    """
    if not (user.is_authenticated and user.is_active):
        return Room.objects.none()
    if user.is_bot:
        return rooms_of_bot(user)
    own = running_memberships(user).values("organization")
    taken_in = RoomMembership.objects.filter(person_id=user.pk)
    visible = (
        Q(kind=Room.Kind.ORGANIZATION, organization__in=own)
        | Q(kind__in=(Room.Kind.GROUP, Room.Kind.DIRECT), pk__in=taken_in.values("room"))
        | Q(kind__in=OPEN_KINDS, pk__in=taken_in.filter(is_invited=True).values("room"))
    )
    if is_secretariat(user) or is_verified_person(user):
        visible |= Q(kind__in=OPEN_KINDS)
    return Room.objects.filter(visible)


def places_for(room: Room) -> QuerySet[RoomMembership]:
    """The places of people who are in a room and may see it: the rule of rooms_for, for one room and many people.
    Programs are not told, they ask.
    """
    places = RoomMembership.objects.filter(room=room, person__is_active=True, person__is_bot=False)
    if room.kind == Room.Kind.ORGANIZATION:
        own = Membership.objects.filter(RUNNING, organization=room.organization_id)
        return places.filter(person__in=own.values("person"))
    if room.kind in OPEN_KINDS:
        verified = Membership.objects.filter(SPEAKING, ~Q(organization__kind=Organization.Kind.PUBLIC_BODY))
        taken_in = Q(is_invited=True) | Q(person__is_secretariat=True)
        return places.filter(taken_in | Q(person__in=verified.values("person")))
    return places


def rooms_of_bot(account: User) -> QuerySet[Room]:
    """The rooms a program was taken into, and of these only those its token opens."""
    running = Bot.objects.filter(RUNNING_BOT, account=account.pk).values("account")
    mine = Room.objects.filter(pk__in=RoomMembership.objects.filter(person__in=running).values("room"))
    if account.opens is None:
        return mine
    return mine.filter(pk__in=[id_of(name.removeprefix("room.")) or 0 for name in account.opens])


def streams_for(user: Any, names: set[str]) -> set[str]:
    """Of these `room.<id>` streams, those of rooms the person may see."""
    ids = {pk for name in names if (pk := id_of(name.removeprefix("room."))) is not None}
    return {f"room.{pk}" for pk in rooms_for(user).filter(pk__in=ids).values_list("pk", flat=True)}


def seen_room(actor: Actor, pk: int) -> Room:
    """The room if the actor may see it; Http404 as well where there is none."""
    known = id_of(pk)
    room = ROOM.first(known) if known is not None else None
    if room is None or not Standing(actor, room).sees:
        raise Http404
    return room


def can_see(actor: Actor, room: Room) -> bool:
    return Standing(actor, room).sees


def can_create_room(actor: Actor, kind: str) -> bool:
    """Open rooms are made by the secretariat, an organisation's own by the clock, groups by anybody who belongs."""
    if actor.is_clock:
        return kind == Room.Kind.ORGANIZATION
    if kind in OPEN_KINDS:
        return actor.is_person and is_secretariat(actor.user)
    return actor.is_person and kind == Room.Kind.GROUP and running_memberships(actor.user).exists()


def can_update_room(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """What is closed keeps its name."""
    is_open = room.closed_at is None and room.kind != Room.Kind.DIRECT
    return is_open and (known or Standing(actor, room)).moderates


def can_close_room(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    return not (room.kind in FIXED_KINDS or room.is_guarded) and (known or Standing(actor, room)).moderates


def can_join_room(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    return room.closed_at is None and room.kind != Room.Kind.DIRECT and (known or Standing(actor, room)).sees


def can_leave_room(actor: Actor, room: Room) -> bool:
    return actor.is_person and room.kind != Room.Kind.DIRECT


def can_add_members(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """In groups everybody in it adds people, elsewhere the moderators invite guests. Into the room of a thing one comes
    by the thing alone.
    """
    if room.closed_at or room.is_guarded or room.kind in FIXED_KINDS:
        return False
    stands = known or Standing(actor, room)
    return stands.moderates or (room.kind == Room.Kind.GROUP and stands.takes_part and not actor.user.is_bot)


def can_remove_member(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """The clock takes those out who may no longer see the room."""
    if actor.is_clock:
        return True
    return room.kind not in FIXED_KINDS and (known or Standing(actor, room)).moderates


def can_put_in(account: User) -> bool:
    """Programs only: people come in by can_add_members. Who may let a program in is for the app of bots to say."""
    return account.is_bot and account.is_active


def can_open_talk(actor: Actor) -> bool:
    """Whoever may write about a thing makes its room; that they may is for the app of the thing to say."""
    return actor.is_person and not actor.user.is_bot


def can_enter_talk(room: Room, person: User) -> bool:
    return room.kind == Room.Kind.GROUP and person.is_active and not person.is_bot


def can_leave_talk(room: Room) -> bool:
    """Who lost the thing loses its room: that is for its app to say."""
    return room.kind == Room.Kind.GROUP


def can_set_talk_role(room: Room) -> bool:
    """Who looks after the thing looks after its room: that is for its app to say."""
    return room.kind == Room.Kind.GROUP


def can_close_talk(room: Room) -> bool:
    """When a thing has ended is for its app to say."""
    return room.is_guarded


def can_reopen_talk(room: Room) -> bool:
    return room.is_guarded


def can_tell_talk(room: Room) -> bool:
    """What happened to the thing is for its app to say."""
    return room.kind == Room.Kind.GROUP and room.closed_at is None


def can_take_out(account: User) -> bool:
    return account.is_bot


def can_set_room_role(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    return room.kind not in FIXED_KINDS and (known or Standing(actor, room)).moderates


def can_set_level(actor: Actor, room: Room) -> bool:
    return Standing(actor, room).is_in


def can_read_room(actor: Actor, room: Room) -> bool:
    return Standing(actor, room).is_in


def can_open_direct(actor: Actor, person: User) -> bool:
    if not (actor.is_person and person.is_active) or person.is_bot or actor.user.is_bot:
        return False
    return people_for(actor.user).filter(pk=person.pk).exists()


def is_last_moderator(room: Room, person: User) -> bool:
    """Would an open group be left to people of whom none moderates it?"""
    if room.kind != Room.Kind.GROUP or room.closed_at is not None or not person.has_perm("chat.moderate_room", room):
        return False
    others = room.memberships.filter(person__is_active=True, person__is_bot=False).exclude(person=person)
    moderating = RoomUserPermission.objects.filter(content_object=room, permission__codename="moderate_room")
    return others.exists() and not others.filter(person__in=moderating.values("user")).exists()


def grant_role(room: Room, person: User, role: str) -> None:
    """Give a person exactly this role in a room: member, writer or moderator."""
    for permission, wanted in (("moderate_room", role == "moderator"), ("write_room", role == "writer")):
        change = assign_perm if wanted else remove_perm
        change(permission, person, room)
