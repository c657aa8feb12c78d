"""Who looks after a room: who hears of reports, who may act, and about whom.

Nobody moderates themselves, and nobody a moderator of the same room but the secretariat. What no moderator of the room
may decide (direct messages, groups without another moderator, reports about a moderator) is the secretariat's.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import is_secretariat
from chat.models import Measure, Message, Report, Room, RoomUserPermission
from chat.permissions.messages import visible_messages
from chat.permissions.rooms import rooms_for
from chat.standing import OPEN_KINDS, Standing
from journal.actors import Actor
from organizations.models import Role
from organizations.permissions import RUNNING, running_memberships


def moderators_of(room: Room) -> list[User]:
    """Everybody who moderates a room now."""
    named = RoomUserPermission.objects.filter(content_object=room, permission__codename="moderate_room")
    wanted = Q(pk__in=named.values("user"))
    if room.kind in OPEN_KINDS:
        wanted |= Q(is_secretariat=True)
    if room.kind == Room.Kind.ORGANIZATION:
        running = Q(memberships__in=room_memberships(room))
        wanted |= running
    people = User.objects.filter(wanted, is_active=True).distinct().order_by("pk")
    return [person for person in people if Standing(Actor(person), room).moderates]


def room_memberships(room: Room) -> QuerySet[Any]:
    """Running memberships, above plain member, in the organisation whose room this is."""
    return room.organization.memberships.filter(RUNNING).exclude(role=Role.MEMBER)  # type: ignore[union-attr]


def secretariat() -> list[User]:
    return list(User.objects.filter(is_secretariat=True, is_active=True).order_by("pk"))


def handlers(message: Message, reporter: User) -> tuple[list[User], bool]:
    """Who is to hear of a report, and whether it is the secretariat's: about a moderator, or where nobody else looks
    after the room.
    """
    moderators = moderators_of(message.room)
    others = [person for person in moderators if person.pk not in {message.author_id, reporter.pk}]
    is_above = any(person.pk == message.author_id for person in moderators) or not others
    found = secretariat() if is_above else others
    return [person for person in found if person.pk not in {message.author_id, reporter.pk}], is_above


def reports_for(user: Any) -> QuerySet[Report]:
    """The reports somebody decides about: of rooms they moderate, and for the secretariat those that came to it. Never
    those about themselves.
    """
    if not (user.is_authenticated and user.is_active):
        return Report.objects.none()
    theirs = Q(room__in=moderated_rooms(user), is_for_secretariat=False)
    if is_secretariat(user):
        theirs |= Q(is_for_secretariat=True)
    others = Report.objects.filter(theirs).exclude(message__author=user)
    return others.select_related("room", "message__author", "reporter", "organization", "handled_by", "handled_for")


def moderated_rooms(user: Any) -> QuerySet[Room]:
    """The rooms a person looks after: `Standing.moderates` as a set. Who is suspended looks after nothing there."""
    named = RoomUserPermission.objects.filter(user_id=user.pk, permission__codename="moderate_room")
    running = running_memberships(user).exclude(role=Role.MEMBER)
    wanted = Q(pk__in=named.values("content_object"))
    wanted |= Q(kind=Room.Kind.ORGANIZATION, organization__in=running.values("organization"))
    if is_secretariat(user):
        wanted |= Q(kind__in=OPEN_KINDS)
    return rooms_for(user).filter(wanted).exclude(kind=Room.Kind.DIRECT)


def measures_for(user: Any) -> QuerySet[Measure]:
    """What was done about oneself, and what was done in rooms one looks after or decided oneself."""
    if not user.is_authenticated:
        return Measure.objects.none()
    return Measure.objects.filter(Q(person=user) | Q(room__in=moderated_rooms(user)) | Q(made_by=user))


def moderated_messages(user: Any) -> QuerySet[Message]:
    """Messages one sees, and those one sees only because they were reported to one."""
    reported = reports_for(user).values("message")
    return Message.objects.filter(Q(pk__in=visible_messages(user)) | Q(pk__in=reported))


def rooms_to_moderate(user: Any) -> QuerySet[Room]:
    """The rooms a person looks after, and those of which something came to them."""
    return Room.objects.filter(Q(pk__in=moderated_rooms(user)) | Q(pk__in=reports_for(user).values("room")))


def people_to_moderate(user: Any, room_id: int) -> QuerySet[User]:
    """Who is in such a room, was suspended from it, or was reported to the person from it."""
    reported = reports_for(user).filter(room=room_id).values("message__author")
    looked_after = rooms_to_moderate(user).filter(pk=room_id)
    among = Q(room_memberships__room__in=looked_after) | Q(measures__room__in=looked_after) | Q(pk__in=reported)
    return User.objects.filter(among).distinct()


def may_moderate(actor: Actor, room: Room, person: User | None) -> bool:
    if not actor.is_person or (person is not None and person.pk == actor.person_id):
        return False
    if is_secretariat(actor):
        return Standing(actor, room).moderates or came_to_secretariat(room, person)
    return Standing(actor, room).moderates and not (person and Standing(Actor(person), room).moderates)


def came_to_secretariat(room: Room, person: User | None) -> bool:
    """Was something of this person in this room reported to the secretariat?"""
    return Report.objects.filter(room=room, message__author=person, is_for_secretariat=True).exists()


def can_report_message(actor: Actor, message: Message) -> bool:
    """Whoever sees a message of somebody else."""
    is_own = message.author_id is not None and message.author_id == actor.person_id
    return not is_own and actor.is_person and Standing(actor, message.room).sees


def can_remove_message(actor: Actor, message: Message) -> bool:
    return may_moderate(actor, message.room, message.author)


def can_warn_author(actor: Actor, message: Message) -> bool:
    return message.author is not None and may_moderate(actor, message.room, message.author)


def can_suspend_member(actor: Actor, room: Room, person: User) -> bool:
    return room.closed_at is None and may_moderate(actor, room, person)


def can_lift_suspension(actor: Actor, room: Room, person: User) -> bool:
    return may_moderate(actor, room, person)


def can_dismiss_report(actor: Actor, report: Report) -> bool:
    if report.is_for_secretariat:
        return is_secretariat(actor) and report.message.author_id != actor.person_id
    return may_moderate(actor, report.room, report.message.author)


def can_set_slow_mode(actor: Actor, room: Room) -> bool:
    return room.closed_at is None and Standing(actor, room).moderates
