"""Who loses the project by their membership or their organisation loses its room at once, and comes back with it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from bots.actions import create_outgoing_webhook
from bots.tasks import listening_to
from chat.actions import add_members, close_room, put_in
from chat.models import RoomMembership
from chat.permissions import rooms_for
from journal.actors import Actor
from journal.followers import run_follower
from journal.refusals import Refused
from organizations.actions import (
    change_role,
    close_organization,
    end_membership,
    restore_organization,
    start_membership,
    suspend_organization,
)
from organizations.models import Bot, Membership, Organization
from projects.actions import (
    accept_lead,
    end_partnership,
    enter_project_room,
    leave_project,
    offer_lead,
    settle_project_room,
    take_in_guest,
)
from projects.models import Project, RoomAbsence
from projects.permissions import can_settle_project_room, projects_for, seers_among
from projects.tasks.rooms import follow_memberships, rooms_of_projects
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person
from tests.projects.made import joined, joint_project, room_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def project(cast: Cast) -> Project:
    Organization.objects.update(verified_at=timezone.now())
    for each in (cast.association, cast.other, cast.ministry):
        each.refresh_from_db()
    made = joint_project(cast)
    enter_project_room(actor=cast.actor("hala"), project=made)
    return made


def followed() -> None:
    while run_follower(rooms_of_projects):
        pass


def in_room(cast: Cast, project: Project) -> str:
    here = set(RoomMembership.objects.filter(room=room_of(project)).values_list("person__username", flat=True))
    return " ".join(name for name in ("basel", "hala", "omar", "rania", "gharib") if name in here)


def moderating(cast: Cast, project: Project) -> str:
    people = ("basel", "hala", "omar")
    return " ".join(name for name in people if getattr(cast, name).has_perm("chat.moderate_room", room_of(project)))


def membership_of(cast: Cast, name: str) -> Membership:
    return Membership.objects.select_related("organization", "person").get(person=getattr(cast, name), ended_at=None)


def suspend(cast: Cast, organization: Organization) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=organization, reason="تحقيق")
    followed()


def test_who_leaves_the_organisation_loses_the_room(cast: Cast, project: Project) -> None:
    end_membership(actor=cast.actor("basel"), membership=membership_of(cast, "hala"))
    with entries_left() as left:
        followed()
    assert in_room(cast, project) == "basel omar"
    assert not rooms_for(cast.hala).filter(pk=room_of(project).pk).exists()
    own = [(row.stream, row.event, row.facts.get("lost")) for row in left]
    assert own == [
        (room_of(project).stream, "member_removed", [cast.hala.pk]),
        (f"user.{cast.hala.pk}", "room_left", None),
        (f"user.{cast.hala.pk}", "access_changed", None),
        (project.stream, "project_lost", [cast.hala.pk]),
    ]


def test_following_again_changes_nothing(cast: Cast, project: Project) -> None:
    end_membership(actor=cast.actor("basel"), membership=membership_of(cast, "hala"))
    followed()
    with entries_left() as left:
        settle_project_room(actor=Actor.clock(), project=project, people=[cast.hala.pk, cast.basel.pk])
        follow_memberships([])
    assert left == []


def test_a_suspended_organisation_is_out_and_comes_back_as_it_was(cast: Cast, project: Project) -> None:
    suspend(cast, cast.association)
    assert in_room(cast, project) == "omar"
    assert moderating(cast, project) == ""
    restore_organization(actor=cast.actor("salma"), organization=cast.association)
    followed()
    assert in_room(cast, project) == "basel hala omar"
    assert moderating(cast, project) == "basel"
    assert not RoomAbsence.objects.exists()


def test_who_left_during_the_suspension_does_not_come_back(cast: Cast, project: Project) -> None:
    suspend(cast, cast.association)
    end_membership(actor=cast.actor("salma"), membership=membership_of(cast, "hala"))
    restore_organization(actor=cast.actor("salma"), organization=cast.association)
    followed()
    assert in_room(cast, project) == "basel omar"
    assert not RoomAbsence.objects.exists()


def test_a_partnership_ended_during_the_suspension_is_ended(cast: Cast, project: Project) -> None:
    partner = project.partners.get(organization=cast.other)
    suspend(cast, cast.other)
    end_partnership(actor=cast.actor("basel"), partner=partner, reason="موقوفة")
    restore_organization(actor=cast.actor("salma"), organization=cast.other)
    followed()
    assert in_room(cast, project) == "basel hala"
    assert not RoomAbsence.objects.exists()


def test_a_closed_organisation_is_out_for_good(cast: Cast, project: Project) -> None:
    close_organization(actor=cast.actor("salma"), organization=cast.other, reason="حُلّت")
    followed()
    assert in_room(cast, project) == "basel hala"
    assert not RoomAbsence.objects.exists()


def test_who_belongs_to_another_partner_too_stays(cast: Cast, project: Project) -> None:
    third = make_organization("جمعية ثالثة")
    make_membership(cast.hala, third)
    joined(cast, project, third)
    suspend(cast, cast.association)
    assert "hala" in in_room(cast, project)


def test_who_speaks_for_a_partner_again_comes_back(cast: Cast, project: Project) -> None:
    end_membership(actor=cast.actor("salma"), membership=membership_of(cast, "omar"))
    end_membership(actor=cast.actor("basel"), membership=membership_of(cast, "hala"))
    followed()
    assert in_room(cast, project) == "basel"
    salma = cast.actor("salma")
    start_membership(actor=salma, organization=cast.other, person=cast.omar, role="signatory")
    start_membership(actor=salma, organization=cast.association, person=cast.hala, role="member")
    followed()
    assert in_room(cast, project) == "basel omar"


def test_who_leads_looks_after_the_room_as_long_as_they_lead(cast: Cast, project: Project) -> None:
    change_role(actor=cast.actor("basel"), membership=membership_of(cast, "hala"), role="manager")
    followed()
    assert moderating(cast, project) == "basel hala"
    change_role(actor=cast.actor("basel"), membership=membership_of(cast, "hala"), role="member")
    followed()
    assert moderating(cast, project) == "basel"
    partner = offer_lead(actor=cast.actor("basel"), partner=project.partners.get(organization=cast.other))
    accept_lead(actor=cast.actor("omar"), partner=partner)
    assert moderating(cast, project) == "omar"


# Guests ---------------------------------------------------------------------------------------------------------------
def test_a_guest_of_a_suspended_organisation_waits(cast: Cast, project: Project) -> None:
    take_in_guest(actor=cast.actor("basel"), project=project, person=cast.rania, may_work=True)
    suspend(cast, cast.ministry)
    assert project not in projects_for(cast.rania)
    assert not seers_among(project, [cast.rania.pk])
    assert in_room(cast, project) == "basel hala omar"
    restore_organization(actor=cast.actor("salma"), organization=cast.ministry)
    followed()
    assert project in projects_for(cast.rania)
    assert in_room(cast, project) == "basel hala omar rania"


def test_a_guest_who_leaves_their_last_organisation_is_taken_out(cast: Cast, project: Project) -> None:
    for guest in (cast.rania, cast.gharib):
        take_in_guest(actor=cast.actor("basel"), project=project, person=guest)
    end_membership(actor=cast.actor("rania"), membership=membership_of(cast, "rania"))
    followed()
    assert project not in projects_for(cast.rania)
    assert project in projects_for(cast.gharib)  # belonged to none, and was taken in as a person
    assert in_room(cast, project) == "basel hala omar gharib"


# The room of a thing --------------------------------------------------------------------------------------------------
def test_nobody_comes_into_the_room_but_by_the_project(cast: Cast, project: Project) -> None:
    with pytest.raises(Refused):
        add_members(actor=cast.actor("basel"), room=room_of(project), people=[cast.gharib])
    with pytest.raises(Refused):
        close_room(actor=cast.actor("basel"), room=room_of(project))
    assert in_room(cast, project) == "basel hala omar"


def test_programs_of_a_partner_go_with_it(cast: Cast, project: Project) -> None:
    ours, theirs = (make_person("برنامج", is_bot=True) for _ in range(2))
    Bot.objects.create(account=ours, organization=cast.association)
    Bot.objects.create(account=theirs, organization=cast.other)
    for account in (ours, theirs):
        put_in(actor=cast.actor("basel"), room=room_of(project), account=account)
    leave_project(actor=cast.actor("omar"), partner=project.partners.get(organization=cast.other), reason="انتهى")
    here = RoomMembership.objects.filter(room=room_of(project), person__is_bot=True).values_list("person", flat=True)
    assert list(here) == [ours.pk]


def test_an_address_is_told_nothing_once_its_maker_is_out(cast: Cast, project: Project) -> None:
    room = room_of(project)
    events: dict[str, Any] = {"events": ["message_posted"], "url": "https://omar.example/", "client_id": uuid4()}
    webhook, _secret = create_outgoing_webhook(actor=cast.actor("basel"), room=room, **events)
    assert listening_to(room.stream) == [webhook]
    suspend(cast, cast.association)
    assert listening_to(room.stream) == []
    assert listening_to(f"org.{cast.association.pk}") == []


def test_settle_project_room_is_for_the_clock(cast: Cast, project: Project) -> None:
    assert cast.who(can_settle_project_room) == ""
    with pytest.raises(Refused):
        settle_project_room(actor=cast.actor("basel"), project=project, people=[cast.hala.pk])
