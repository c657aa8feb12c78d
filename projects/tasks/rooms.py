"""Rooms of projects follow what happens to organisations and their people: who lost the project loses its room."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from accounts.models import User
from chat.models import RoomMembership
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from organizations.models import Membership
from organizations.permissions import RUNNING
from projects import actions
from projects.models import Partner, Project, ProjectUserPermission, RoomAbsence

OF_PEOPLE = frozenset({"membership_started", "membership_changed", "membership_ended"})
OF_ALL = frozenset({"organization_verified", "organization_suspended", "organization_restored"})
ENDING = frozenset({"organization_suspended", "organization_closed"})
AT_ONCE = 20  # people in one transaction


def follow_memberships(entries: list[Entry]) -> None:
    """What became of a membership, or of a whole organisation; one that closes ends its memberships, each an entry."""
    for entry in entries:
        if entry.event in ENDING:
            declare_vacant_leads(entry.object_id)
        if entry.event not in OF_PEOPLE | OF_ALL:
            continue
        people = people_of(entry)
        if entry.event == "membership_ended":
            take_out_guests(people)
        for project in touched(entry, people):
            for few in [people] if entry.kind == "membership" else in_reach(project, people):
                actions.settle_project_room(actor=Actor.clock(), project=project, people=few)


def declare_vacant_leads(organization: int) -> None:
    """An entry heard twice tells twice; what was archived concerns nobody until somebody needs it."""
    led = Partner.objects.filter(organization=organization, role=Partner.Role.LEAD, status=Partner.Status.ACCEPTED)
    for partner in led.exclude(project__status=Project.Status.ARCHIVED).select_related("project").order_by("pk"):
        actions.declare_lead_vacant(actor=Actor.clock(), partner=partner)


def people_of(entry: Entry) -> set[int]:
    if entry.kind == "membership":
        return set(Membership.objects.filter(pk=entry.object_id).values_list("person", flat=True))
    running = Membership.objects.filter(RUNNING, organization=entry.object_id)
    return set(running.values_list("person", flat=True))


def take_out_guests(people: set[int]) -> None:
    """Who left their last organisation is not any more who was taken in: the lead may take them in anew."""
    for person in User.objects.filter(pk__in=people).exclude(memberships__in=Membership.objects.filter(RUNNING)):
        for project in Project.objects.filter(pk__in=guest_of({person.pk})):
            actions.take_out_guest(actor=Actor.clock(), project=project, person=person)


def guest_of(people: set[int]) -> QuerySet[ProjectUserPermission, int]:
    return ProjectUserPermission.objects.filter(user__in=people).values_list("content_object", flat=True)


def touched(entry: Entry, people: set[int]) -> QuerySet[Project]:
    """Where the organisation is a partner, or one of these people a guest, or away."""
    organization = int(entry.stream.name.removeprefix("org."))
    partners = Partner.objects.filter(organization=organization, status=Partner.Status.ACCEPTED)
    away = RoomAbsence.objects.filter(person__in=people)
    theirs = Q(pk__in=partners.values("project")) | Q(pk__in=guest_of(people)) | Q(pk__in=away.values("project"))
    return Project.objects.filter(theirs, room__isnull=False).order_by("pk")


def in_reach(project: Project, people: set[int]) -> Iterator[set[int]]:
    """Those of them who are in the room, or away from it, a few at a time."""
    here = RoomMembership.objects.filter(room=project.room_id, person__in=people).values_list("person", flat=True)
    away = RoomAbsence.objects.filter(project=project, person__in=people).values_list("person", flat=True)
    waiting = sorted({*here, *away})
    for start in range(0, len(waiting), AT_ONCE):
        yield set(waiting[start : start + AT_ONCE])


rooms_of_projects = Follower("rooms_of_projects", ("org",), follow_memberships, OF_PEOPLE | OF_ALL | ENDING)
