"""Projects that answer needs of the board: made out of them, tied to them, shown on both sides to whoever sees both."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from journal.refusals import Conflict, Refused
from needs.models import Need, Visibility
from projects.actions import begin_project, link_need, unlink_need
from projects.models import Project, ProjectNeed
from projects.permissions import can_link_need, can_unlink_need
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.needs.board import draft_need, standing_need

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def need(cast: Cast) -> Need:
    return standing_need(cast, title="ستون مكاناً للمسنّين", visibility=Visibility.MEMBERS)


def test_who_ties_and_unties(cast: Cast, project: Project, need: Need) -> None:
    assert cast.who(can_link_need, project, need) == "basel hala omar"
    assert cast.who(can_unlink_need, project) == "basel hala omar"
    with pytest.raises(Refused):
        link_need(actor=cast.actor("gharib"), project=project, need=need)


def test_link_need_leaves_its_entries_and_no_title(cast: Cast, project: Project, need: Need) -> None:
    with entries_left() as left:
        link_need(actor=cast.actor("omar"), project=project, need=need)
        link_need(actor=cast.actor("omar"), project=project, need=need)
    assert left == [
        (project.stream, "need_linked", project.pk, {"need": need.code}),
        (need.stream, "need_linked", need.pk, {}),
    ]


def test_unlink_need(cast: Cast, project: Project, need: Need) -> None:
    link_need(actor=cast.actor("omar"), project=project, need=need)
    unlink_need(actor=cast.actor("hala"), project=project, need=need)
    with entries_left() as left:
        unlink_need(actor=cast.actor("hala"), project=project, need=need)
    assert left == []
    assert not ProjectNeed.objects.exists()


def test_link_need_refuses_what_is_not_on_the_board(cast: Cast, project: Project) -> None:
    with pytest.raises(Conflict) as refusal:
        link_need(actor=cast.actor("basel"), project=project, need=draft_need(cast))
    assert refusal.value.code == "wrong_status"


def test_begin_project_out_of_needs(cast: Cast, need: Need) -> None:
    project = begin_project(actor=cast.actor("basel"), client_id=uuid4(), title=need.title, needs=[need])
    assert list(project.need_links.values_list("need", flat=True)) == [need.pk]


def test_the_form_is_filled_from_the_need(cast: Cast, need: Need) -> None:
    page = signed_in(cast.basel).get(f"/projects/new/?need={need.pk}").content.decode()
    assert f'value="{need.title}"' in page
    assert need.code in page
    sent: dict[str, Any] = {"client_id": str(uuid4()), "title": need.title, "needs": [need.pk]}
    signed_in(cast.basel).post("/projects/new/", sent)
    assert ProjectNeed.objects.get().need == need
    assert signed_in(cast.basel).get("/projects/new/?need=999999999999999999999&template=x").status_code == 200


def test_both_sides_show_it_to_whoever_sees_both(cast: Cast, project: Project, need: Need) -> None:
    link_need(actor=cast.actor("basel"), project=project, need=need)
    part = f"/needs/{need.pk}/projects/"
    assert project.title in signed_in(cast.omar).get(part).content.decode()
    assert project.title not in signed_in(cast.salma).get(part).content.decode()
    assert signed_in(cast.gharib).get(part).status_code == 404
    assert need.title in signed_in(cast.omar).get(f"/projects/{project.pk}/").content.decode()
    Need.objects.filter(pk=need.pk).update(visibility=Visibility.OWN)
    assert need.title not in signed_in(cast.omar).get(f"/projects/{project.pk}/").content.decode()
    assert f'hx-get="{part}"' in signed_in(cast.basel).get(f"/needs/{need.pk}/").content.decode()


def test_tying_and_untying_on_the_pages(cast: Cast, project: Project, need: Need) -> None:
    omar = signed_in(cast.omar)
    assert project.title in omar.get(f"/needs/{need.pk}/projects/").content.decode()
    omar.post(f"/needs/{need.pk}/projects/link/", {"project": project.pk})
    assert ProjectNeed.objects.get().project == project
    omar.post(f"/projects/{project.pk}/needs/{need.pk}/unlink/")
    assert not ProjectNeed.objects.exists()
    assert omar.post(f"/needs/{need.pk}/projects/link/", {"project": "x"}).status_code == 404


def test_needs_of_a_project_for_programs(cast: Cast, project: Project, need: Need) -> None:
    omar, address = signed_in(cast.omar), f"/api/projects/{project.pk}/needs/"
    assert omar.put(f"{address}{need.pk}/").json() == {"id": need.pk, "code": need.code, "title": need.title}
    assert [row["id"] for row in omar.get(address).json()["results"]] == [need.pk]
    assert omar.delete(f"{address}{need.pk}/").status_code == 204
    assert signed_in(cast.gharib).put(f"{address}{need.pk}/").status_code == 404
