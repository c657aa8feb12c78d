"""The room of a project: made with it, entered by its people, lost with the project."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from chat.actions import enter_talk, leave_talk, open_talk
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.refusals import require
from journal.verbs import verb
from needs.actions.telling import speakers
from projects import permissions
from projects.models import Partner, Project

LONGEST_TITLE = 66  # of the 80 letters of a room's name


def make_room(actor: Actor, project: Project) -> None:
    """The title first, so that an Arabic name runs as it should; the address becomes a card."""
    name = f"{project.title[:LONGEST_TITLE]} · {project.code}"
    project.room = open_talk(actor=actor, name=name, about=f"{project.title}\n/projects/{project.pk}/")
    project.save(update_fields=["room"])


def bring_in(actor: Actor, partner: Partner) -> None:
    """Those who speak for a partner; the lead's look after the room."""
    moderates = partner.role == Partner.Role.LEAD
    people = User.objects.filter(pk__in=speakers({partner.organization_id}), is_active=True).order_by("pk")
    for person in people:
        enter(actor, partner.project, person, moderates)


def enter(actor: Actor, project: Project, person: User, moderates: bool = False) -> None:
    """Where the room is closed, nobody is brought in any more."""
    if project.room is not None and project.room.closed_at is None:
        enter_talk(actor=actor, room=project.room, person=person, moderates=moderates)


def take_from_room(actor: Actor, project: Project, people: Iterable[int]) -> None:
    places = RoomMembership.objects.filter(room=project.room_id, person__in=set(people)).select_related("person")
    for place in places.order_by("person"):
        assert project.room is not None
        leave_talk(actor=actor, room=project.room, person=place.person)


@verb
def enter_project_room(*, actor: Actor, project: Project) -> Room:
    """Go into the room of a project one sees, be it for the first time. Conflict `talk_closed`."""
    require(permissions.can_enter_project_room(actor, project))
    if project.room is None:  # of projects that are older than their rooms
        project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if project.room is None:
        make_room(actor, project)
    assert project.room is not None
    if not RoomMembership.objects.filter(room=project.room, person=actor.user).exists():
        enter_talk(actor=actor, room=project.room, person=actor.user, moderates=permissions.can_lead(actor, project))
    return project.room
