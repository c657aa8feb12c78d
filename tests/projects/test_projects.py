"""Proposing a project and saying what it is; who sees it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import suspend_organization
from organizations.models import Organization, Role
from projects.actions import create_project, edit_project
from projects.models import Column, Partner, Project
from projects.permissions import can_create_project, can_edit_project, can_work, projects_for, streams_for
from tests.factories import Cast, make_membership, make_organization, make_person, signed_in
from tests.projects.made import joint_project, proposed_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"


def seers(cast: Cast, project: Project) -> str:
    return " ".join(name for name in NAMES.split() if project in projects_for(getattr(cast, name)))


def test_create_project_makes_a_lead_and_a_board(cast: Cast) -> None:
    project = proposed_project(cast)
    partner = project.partners.get()
    assert (partner.organization, partner.role, partner.status) == (cast.association, "lead", "accepted")
    assert [row.kind for row in Column.objects.filter(project=project)] == ["todo", "doing", "waiting", "done"]


def test_create_project_leaves_its_entries(cast: Cast) -> None:
    project = proposed_project(cast)
    told = Entry.objects.filter(stream__name__in=[project.stream, f"org.{cast.association.pk}"])
    events = set(told.values_list("stream__name", "event"))
    assert events == {(project.stream, "project_created"), (f"org.{cast.association.pk}", "project_joined")}


def test_projects_are_proposed_by_those_who_speak_for_an_organisation(cast: Cast) -> None:
    assert cast.who(can_create_project) == "basel omar"
    with pytest.raises(Refused):
        proposed_project(cast, "hala")


def test_a_project_is_seen_by_the_people_of_its_partners(cast: Cast) -> None:
    assert seers(cast, proposed_project(cast)) == "basel hala"
    assert seers(cast, joint_project(cast)) == "basel hala omar"


def test_who_may_work_and_who_may_edit(cast: Cast) -> None:
    project = joint_project(cast)
    assert cast.who(can_work, project) == "basel hala omar"
    assert cast.who(can_edit_project, project) == "basel"


def test_nobody_works_in_what_is_archived(cast: Cast) -> None:
    project = joint_project(cast)
    project.status = Project.Status.ARCHIVED
    assert cast.who(can_work, project) == cast.who(can_edit_project, project) == ""


def test_a_right_counts_only_for_the_organisation_one_speaks_for(cast: Cast) -> None:
    """Omar's other organisation is no partner."""
    project = joint_project(cast)
    elsewhere = make_organization("جمعية أخرى")
    make_membership(cast.omar, elsewhere, Role.SIGNATORY)
    from_elsewhere = type(cast.actor("omar"))(cast.omar, elsewhere)
    assert not can_work(from_elsewhere, project)
    assert project in projects_for(cast.omar)


def test_people_of_a_suspended_organisation_see_nothing(cast: Cast) -> None:
    project = joint_project(cast)
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")
    assert seers(cast, project) == "basel hala"


def test_a_new_colleague_sees_it_and_a_former_one_does_not(cast: Cast) -> None:
    """Guardian's groups follow the memberships, which are the truth."""
    project = joint_project(cast)
    colleague = make_person("نور")
    membership = make_membership(colleague, cast.other)
    assert project in projects_for(colleague)
    membership.ended_at = timezone.now()
    membership.save()
    assert project not in projects_for(colleague)


def test_streams_are_for_those_who_see_the_project(cast: Cast) -> None:
    project = joint_project(cast)
    assert streams_for(cast.omar, {project.stream, "project.0", "project.x"}) == {project.stream}
    assert streams_for(cast.gharib, {project.stream}) == set()


def test_create_project_repeated(cast: Cast) -> None:
    client_id = uuid4()
    first = proposed_project(cast, client_id=client_id)
    assert proposed_project(cast, client_id=client_id) == first
    with pytest.raises(Conflict):
        proposed_project(cast, client_id=client_id, title="مشروع آخر")


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title": " "}, "blank"),
        ({"title": "م" * 121}, "max_length"),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "dates_reversed"),
        ({"ends_on": date(2099, 1, 1)}, "invalid_day"),
    ],
)
def test_create_project_refuses(cast: Cast, details: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_project(actor=cast.actor("basel"), **{"client_id": uuid4(), "title": "مشروع", **details})  # type: ignore[arg-type]
    assert code in {error.code for errors in refusal.value.error_dict.values() for error in errors}


def test_edit_project(cast: Cast) -> None:
    project = joint_project(cast)
    edit_project(actor=cast.actor("basel"), project=project, title="دار المسنّين", ends_on=timezone.localdate())
    project.refresh_from_db()
    assert (project.title, project.ends_on) == ("دار المسنّين", timezone.localdate())
    last = Entry.objects.filter(stream__name=project.stream).order_by("number").last()
    assert last is not None
    assert last.facts["fields"] == ["ends_on", "title"]
    with pytest.raises(Refused):
        edit_project(actor=cast.actor("omar"), project=project, title="لنا")


def test_the_pages(cast: Cast) -> None:
    project = joint_project(cast)
    assert project.title in signed_in(cast.omar).get("/projects/").content.decode()
    assert signed_in(cast.omar).get(f"/projects/{project.pk}/").status_code == 200
    for name in ("gharib", "rania", "salma"):
        assert signed_in(getattr(cast, name)).get(f"/projects/{project.pk}/").status_code == 404


def test_create_project_by_its_page(cast: Cast) -> None:
    sent = {
        "client_id": str(uuid4()),
        "title": "تدريب مقدّمي الرعاية",
        "ends_on": str(timezone.localdate() + timedelta(90)),
    }
    answer = signed_in(cast.basel).post("/projects/new/", sent)
    made = Project.objects.get(title="تدريب مقدّمي الرعاية")
    assert answer["Location"] == f"/projects/{made.pk}/"
    assert signed_in(cast.hala).get("/projects/new/").status_code == 403


def test_projects_for_programs(cast: Cast) -> None:
    client = signed_in(cast.basel)
    sent = {"client_id": str(uuid4()), "title": "مشروع عبر البرنامج"}
    first = client.post("/api/projects/", sent, content_type="application/json")
    again = client.post("/api/projects/", sent, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    address = f"/api/projects/{first.json()['id']}/"
    assert client.patch(address, {"aim": "هدف"}, content_type="application/json").json()["aim"] == "هدف"
    assert [row["id"] for row in client.get("/api/projects/").json()["results"]] == [first.json()["id"]]
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_a_public_body_does_not_propose(cast: Cast) -> None:
    make_membership(cast.gharib, cast.ministry, Role.SIGNATORY)
    assert cast.ministry.kind == Organization.Kind.PUBLIC_BODY
    assert not can_create_project(type(cast.actor("basel"))(cast.gharib, cast.ministry))


def test_one_lead_only(cast: Cast) -> None:
    project = proposed_project(cast)
    assert Partner.objects.filter(project=project, role=Partner.Role.LEAD).count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        joint_project(cast)
    client = signed_in(cast.basel)
    client.get("/projects/")
    with django_assert_num_queries(14):
        client.get("/projects/")
