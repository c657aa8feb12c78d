"""Groups about a thing of a higher app: a need, a challenge. Who may see the thing is that app's to say."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse, defuse_name
from chat import permissions
from chat.actions.messages import tell_posted
from chat.actions.rooms import let_go, take_in
from chat.markdown import render
from chat.models import Message, Room, RoomMembership
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.verbs import verb

LONGEST_NAME, LONGEST_ABOUT = 80, 300


@verb
def open_talk(*, actor: Actor, name: str, about: str, is_guarded: bool = False) -> Room:
    """Make the group in which a thing is talked about; nobody is in it yet. That the actor may is asked by the verb of
    the thing. Where it `is_guarded`, only the verbs of the thing let people in, close it and open it again.
    """
    require(permissions.can_open_talk(actor))
    room = Room.objects.create(
        kind=Room.Kind.GROUP,
        name=defuse_name(name)[:LONGEST_NAME],
        about=defuse(about).strip()[:LONGEST_ABOUT],
        created_by=actor.user,
        is_guarded=is_guarded,
    )
    record("room_created", stream=room.stream, actor=actor, subject=room)
    return room


@verb
def enter_talk(*, actor: Actor, room: Room, person: User, moderates: bool = False) -> bool:
    """Bring a person into the group of a thing, who looks after it if it is theirs; False if they were in it. That they
    may is asked by the verb of the thing. Conflict `talk_closed`.
    """
    require(permissions.can_enter_talk(room, person))
    if room.closed_at is not None and not room.is_guarded:  # what the thing closed, its people still read
        raise Conflict(_("This talk was closed."), code="talk_closed")
    is_new = take_in(room, person, actor=actor, is_invited=True)
    if is_new and moderates:
        permissions.grant_role(room, person, "moderator")
    return is_new


@verb
def leave_talk(*, actor: Actor, room: Room, person: User) -> bool:
    """Take a person out of the group of a thing they do not see any more, be it its last moderator; False if they were
    not in it. That they no longer belong there is decided by the verb of the thing.
    """
    require(permissions.can_leave_talk(room))
    place = RoomMembership.objects.filter(room=room, person=person).select_related("room", "person").first()
    if place is None:
        return False
    let_go(place, "member_removed", actor=actor)
    return True


@verb
def set_talk_role(*, actor: Actor, room: Room, person: User, moderates: bool) -> bool:
    """Let a person of the group look after it, or no longer, as they look after its thing; False if it was so."""
    require(permissions.can_set_talk_role(room))
    place = RoomMembership.objects.filter(room=room, person=person).first()
    if place is None or person.has_perm("chat.moderate_room", room) == moderates:
        return False
    role = "moderator" if moderates else "member"
    permissions.grant_role(room, person, role)
    record("room_role_set", stream=room.stream, actor=actor, subject=place, kind="room_membership", role=role)
    return True


@verb
def close_talk(*, actor: Actor, room: Room) -> bool:
    """End the writing in the room of a thing that was put away; its people read on. False if it was closed."""
    require(permissions.can_close_talk(room))
    if not Room.objects.filter(pk=room.pk, closed_at=None).update(closed_at=timezone.now()):
        return False
    room.refresh_from_db(fields=["closed_at"])
    record("room_closed", stream=room.stream, actor=actor, subject=room)
    return True


@verb
def reopen_talk(*, actor: Actor, room: Room) -> bool:
    """Let people write again in the room of a thing that was brought back; False if it was open."""
    require(permissions.can_reopen_talk(room))
    if not Room.objects.filter(pk=room.pk, closed_at__isnull=False).update(closed_at=None):
        return False
    room.refresh_from_db(fields=["closed_at"])
    record("room_reopened", stream=room.stream, actor=actor, subject=room)
    return True


@verb
def tell_talk(*, actor: Actor, room: Room, body: str, known_by: UUID) -> bool:
    """Say in the group of a thing what happened to it, in nobody's name: the platform tells. Known by the same it is
    said once; False if it was said. For verbs that hold the thing.
    """
    require(permissions.can_tell_talk(room))
    if Message.objects.filter(room=room, author=None, client_id=known_by).exists():
        return False
    message = Message.objects.create(room=room, client_id=known_by, body=body, html=render(body))
    tell_posted(message, actor=actor)
    return True
