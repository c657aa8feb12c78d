"""The room of a project: made with it, entered by its people, lost with the project."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from chat.actions import (
    close_talk,
    enter_talk,
    leave_talk,
    open_talk,
    reopen_talk,
    set_talk_role,
    take_out,
    tell_talk,
)
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from needs.actions.telling import speakers
from organizations.models import Bot
from projects import permissions
from projects.actions.telling import standing
from projects.models import Partner, Project, RoomAbsence

LONGEST_TITLE = 66  # of the 80 letters of a room's name
PUT_AWAY = gettext_lazy(
    "%(project)s was put away. This room stays readable; nobody writes here until the project is brought back."
)
BROUGHT_BACK = gettext_lazy("%(project)s was brought back: one can write here again.")


def make_room(actor: Actor, project: Project) -> None:
    """The title first, so that an Arabic name runs as it should; the address becomes a card."""
    name = f"{project.title[:LONGEST_TITLE]} · {project.code}"
    about = f"{project.title}\n/projects/{project.pk}/"
    project.room = open_talk(actor=actor, name=name, about=about, is_guarded=True)
    project.save(update_fields=["room"])


def bring_in(actor: Actor, partner: Partner) -> None:
    """Those who speak for a partner; the lead's look after the room."""
    moderates = partner.role == Partner.Role.LEAD
    people = User.objects.filter(pk__in=speakers({partner.organization_id}), is_active=True).order_by("pk")
    for person in people:
        enter(actor, partner.project, person, moderates)


def enter(actor: Actor, project: Project, person: User, moderates: bool = False) -> None:
    if project.room is not None:
        enter_talk(actor=actor, room=project.room, person=person, moderates=moderates)


def take_from_room(actor: Actor, project: Project, people: Iterable[int]) -> None:
    places = RoomMembership.objects.filter(room=project.room_id, person__in=set(people)).select_related("person")
    for place in places.order_by("person"):
        assert project.room is not None
        leave_talk(actor=actor, room=project.room, person=place.person)


def take_out_programs(actor: Actor, project: Project) -> None:
    """Programs of organisations that are not in (any more); those of the secretariat stay where they were put."""
    here = RoomMembership.objects.filter(room=project.room_id, person__is_bot=True).values("person")
    foreign = Bot.objects.filter(account__in=here, organization__isnull=False)
    for bot in foreign.exclude(organization__in=standing(project)).select_related("account").order_by("account"):
        assert project.room is not None
        take_out(actor=actor, room=project.room, account=bot.account)


@verb
def enter_project_room(*, actor: Actor, project: Project) -> Room:
    """Go into the room of a project one sees, be it for the first time; what was put away one reads there."""
    require(permissions.can_enter_project_room(actor, project))
    if project.room is None:  # of projects that are older than their rooms
        project = held(project)
    if project.room is None:
        make_room(actor, project)
    assert project.room is not None
    enter_talk(actor=actor, room=project.room, person=actor.user, moderates=permissions.can_lead(actor, project))
    return project.room


@verb
def settle_project_room(*, actor: Actor, project: Project, people: Iterable[int]) -> None:
    """Let these people's places in the project's room follow what they may by now: who does not see the project goes
    out and is dropped from its streams, who was away for a suspension that is over comes back, who speaks for a partner
    comes in, and who leads it looks after the room. Repeating it changes nothing. A few people at a time.
    """
    require(permissions.can_settle_project_room(actor))
    project = Project.objects.select_related("room").get(pk=project.pk)
    settle_places(actor, project, set(people))


def settle_places(actor: Actor, project: Project, people: set[int]) -> None:
    if project.room is None:
        return
    seers = permissions.seers_among(project, people)
    let_out(actor, project, people - seers)
    let_back(actor, project, people, seers)
    for person in User.objects.filter(pk__in=seers & speakers(standing(project))).order_by("pk"):
        enter(actor, project, person)
    settle_roles(actor, project, seers)


def follow_state(actor: Actor, project: Project, before: str) -> None:
    """The room of what was put away is for reading, and says so; with the project it comes back. Of what is completed
    one goes on talking: there is a report to write, and money to account for.
    """
    room, archived = project.room, Project.Status.ARCHIVED
    if room is None or archived not in {before, project.status}:
        return
    if project.status == archived:
        say_in_room(actor, project, PUT_AWAY)
        close_talk(actor=actor, room=room)
    else:
        reopen_talk(actor=actor, room=room)
        say_in_room(actor, project, BROUGHT_BACK)


def say_in_room(actor: Actor, project: Project, words: object) -> None:
    """In nobody's name, in the language of the site; where the room is closed, nothing."""
    assert project.room is not None
    if project.room.closed_at is None:
        with override(settings.LANGUAGE_CODE):
            body = str(words) % {"project": f"[{project.code}](/projects/{project.pk}/)"}
        tell_talk(actor=actor, room=project.room, body=body, known_by=uuid4())


def let_out(actor: Actor, project: Project, blind: set[int]) -> None:
    """The entry names whom it is about, so that their sockets are dropped before they are sent it."""
    here = RoomMembership.objects.filter(room=project.room_id, person__in=blind, person__is_bot=False)
    lost = sorted(here.values_list("person", flat=True))
    if not lost:
        return
    for pk in sorted(permissions.held_back_among(lost)):
        RoomAbsence.objects.get_or_create(project=project, person_id=pk)
    take_from_room(actor, project, lost)
    record("project_lost", stream=project.stream, actor=actor, subject=project, lost=lost)


def let_back(actor: Actor, project: Project, people: set[int], seers: set[int]) -> None:
    """Whose suspension is over is away no longer, be it that they see the project again or that they never will."""
    over = people - (permissions.held_back_among(people) - seers)
    away = RoomAbsence.objects.filter(project=project, person__in=over).select_related("person")
    for absence in away.order_by("person"):
        if absence.person_id in seers:
            enter(actor, project, absence.person)
        absence.delete()


def settle_roles(actor: Actor, project: Project, seers: set[int]) -> None:
    leading = permissions.leaders_among(project, seers)
    here = RoomMembership.objects.filter(room=project.room_id, person__in=seers).select_related("person")
    for place in here.order_by("person"):
        assert project.room is not None
        moderates = place.person_id in leading
        set_talk_role(actor=actor, room=project.room, person=place.person, moderates=moderates)
