"""The lead of an organisation that is suspended or closed: told to the others, and taken by the first who wants it."""

from __future__ import annotations

import pytest

from journal.actors import Actor
from journal.followers import run_follower
from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import close_organization, restore_organization, suspend_organization
from organizations.models import Organization
from projects.actions import declare_lead_vacant, offer_lead, set_project_status, take_lead
from projects.models import Partner, Project
from projects.permissions import can_declare_lead_vacant, can_lead, can_take_lead, projects_for
from projects.tasks.rooms import rooms_of_projects
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.notifications.situations import heard, settle
from tests.projects.made import joined, joint_project, room_of, signatory_of
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def of(project: Project, organization: Organization) -> Partner:
    return project.partners.select_related("project__room", "organization").get(organization=organization)


def suspended(cast: Cast, organization: Organization) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=organization, reason="تحقيق")
    run_follower(rooms_of_projects)


def test_who_may_take_the_lead(cast: Cast, project: Project) -> None:
    assert cast.who(can_take_lead, of(project, cast.other)) == "omar"
    assert cast.who(can_declare_lead_vacant) == ""
    suspended(cast, cast.other)
    assert cast.who(can_take_lead, of(project, cast.other)) == ""


def test_take_lead_refuses_while_the_lead_can_lead(cast: Cast, project: Project) -> None:
    with pytest.raises(Conflict) as refusal:
        take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    assert refusal.value.code == "lead_stands"
    with pytest.raises(Refused):
        take_lead(actor=cast.actor("hala"), partner=of(project, cast.other))
    with pytest.raises(Refused):
        declare_lead_vacant(actor=cast.actor("omar"), partner=of(project, cast.association))


def test_take_lead_from_a_suspended_organisation(cast: Cast, project: Project) -> None:
    suspended(cast, cast.association)
    with entries_left() as left:
        take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    roles = dict(project.partners.values_list("organization", "role"))
    assert roles == {cast.association.pk: "implementer", cast.other.pk: "lead"}
    assert cast.who(can_lead, project) == "omar"
    assert cast.omar.has_perm("chat.moderate_room", room_of(project))
    assert [(row.stream, row.event, row.facts) for row in left] == [
        (room_of(project).stream, "room_role_set", {"role": "moderator"}),
        (project.stream, "lead_taken_over", {}),
        (f"org.{cast.other.pk}", "lead_taken_over", {}),
        (f"user.{cast.basel.pk}", "lead_taken_over", {"code": project.code}),
    ]


def test_who_led_comes_back_as_a_partner(cast: Cast, project: Project) -> None:
    Organization.objects.filter(pk=cast.association.pk).update(verified_at="2026-01-01T00:00Z")
    cast.association.refresh_from_db()
    suspended(cast, cast.association)
    take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    restore_organization(actor=cast.actor("salma"), organization=cast.association)
    run_follower(rooms_of_projects)
    assert project in projects_for(cast.basel)
    assert cast.who(can_lead, project) == "omar"
    assert not cast.basel.has_perm("chat.moderate_room", room_of(project))
    assert offer_lead(actor=cast.actor("omar"), partner=of(project, cast.association)).lead_offered_at


def test_take_lead_of_what_a_closed_organisation_put_away(cast: Cast, project: Project) -> None:
    set_project_status(actor=cast.actor("basel"), project=project, status="archived", reason="لا تمويل")
    close_organization(actor=cast.actor("salma"), organization=cast.association, reason="حُلّت")
    take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    with entries_left() as again:
        take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    assert again == []
    set_project_status(actor=cast.actor("omar"), project=project, status="paused", reason="وصل تمويل")


def test_what_was_offered_to_others_is_withdrawn(cast: Cast, project: Project) -> None:
    third = joined(cast, project, make_organization("جمعية ثالثة"))
    offer_lead(actor=cast.actor("basel"), partner=third)
    suspended(cast, cast.association)
    take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    assert not project.partners.filter(lead_offered_at__isnull=False).exists()


@pytest.mark.parametrize("how", ["suspended", "closed"])
def test_the_others_are_told_once_that_the_lead_is_vacant(cast: Cast, project: Project, how: str) -> None:
    end = suspend_organization if how == "suspended" else close_organization
    end(actor=cast.actor("salma"), organization=cast.association, reason="قرار")
    run_follower(rooms_of_projects)
    settle()
    own = of(project, cast.association)
    assert ("lead_declared_vacant", own.pk) in heard(cast.omar)
    assert not [kind for kind, _pk in heard(cast.basel) if kind == "lead_declared_vacant"]
    assert (
        signed_in(cast.omar).get(f"/partnerships/{own.pk}/").headers["Location"] == f"/projects/{project.pk}/partners/"
    )
    take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    assert not declare_lead_vacant(actor=Actor.clock(), partner=own)


def test_who_led_is_told_where_they_can_read_it(cast: Cast, project: Project) -> None:
    suspended(cast, cast.association)
    take_lead(actor=cast.actor("omar"), partner=of(project, cast.other))
    settle()
    assert ("lead_taken_over", cast.association.pk) in heard(cast.basel)
    basel = signed_in(cast.basel)
    told = next(
        each for each in basel.get("/api/notifications/").json()["results"] if each["kind"] == "lead_taken_over"
    )
    assert str(cast.other) in told["text"]
    assert basel.get(told["href"]).status_code == 200


def test_taking_the_lead_on_the_page(cast: Cast, project: Project) -> None:
    omar, address = signed_in(cast.omar), f"/partnerships/{of(project, cast.other).pk}/lead/take/"
    assert address not in omar.get(f"/projects/{project.pk}/partners/").content.decode()
    suspended(cast, cast.association)
    assert address in omar.get(f"/projects/{project.pk}/partners/").content.decode()
    assert omar.post(address).headers["Location"] == f"/projects/{project.pk}/partners/"
    assert cast.who(can_lead, project) == "omar"
    assert address not in omar.get(f"/projects/{project.pk}/partners/").content.decode()


def test_taking_the_lead_over_the_api(cast: Cast, project: Project) -> None:
    address = f"/api/partnerships/{of(project, cast.other).pk}/lead/"
    omar = signed_in(cast.omar)
    stands = omar.put(address, {"status": "taken"}, content_type="application/json")
    assert (stands.status_code, stands.json()["code"]) == (409, "lead_stands")
    suspended(cast, cast.association)
    taken = omar.put(address, {"status": "taken"}, content_type="application/json")
    assert taken.json()["role"] == "lead"
    assert signed_in(cast.basel).put(address, {"status": "taken"}, content_type="application/json").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_leads(cast: Cast) -> None:
    project = joint_project(cast)
    third = joined(cast, project, make_organization("جمعية ثالثة"))
    suspended(cast, cast.association)
    at_once(
        lambda: take_lead(actor=cast.actor("omar"), partner=of(project, cast.other)),
        lambda: take_lead(actor=signatory_of(third.organization), partner=of(project, third.organization)),
    )
    leading = project.partners.filter(role="lead").get()
    taken = Entry.objects.filter(stream__name=project.stream, event="lead_taken_over")
    assert [entry.object_id for entry in taken] == [leading.pk]
