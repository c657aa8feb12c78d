"""The public page: what is shown, to whom, and what is not."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from files.examining import examine_bytes
from journal.models import Entry
from journal.refusals import Refused
from organizations.actions import suspend_organization
from projects.actions import add_photo, publish_project, remove_photo, show_partner, show_photo, unpublish_project
from projects.models import Photo, Project
from projects.permissions import publishing as permissions
from projects.tasks.photos import preview_photo
from tests.factories import Cast, signed_in
from tests.files.samples import pdf, png
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def shown_project(cast: Cast, *parts: str) -> Project:
    project = joint_project(cast, aim="رعاية ستين مسنّاً")
    return publish_project(actor=cast.actor("basel"), project=project, parts=parts)


def taken(cast: Cast, project: Project, name: str = "omar") -> Photo:
    given: dict[str, Any] = {"client_id": uuid4(), "file": examine_bytes(png(), "سطح.png"), "caption": "الطابق الأول"}
    return add_photo(actor=cast.actor(name), project=project, **given)


def page_of(project: Project) -> str:
    return Client().get(f"/public-projects/{project.pk}/").content.decode()


def test_who_may_what(cast: Cast) -> None:
    project = joint_project(cast)
    photo = taken(cast, project, "hala")
    ours = project.partners.get(organization=cast.other)
    assert cast.who(permissions.can_publish_project, project) == "basel"
    assert cast.who(permissions.can_show_partner, ours) == "omar"
    assert cast.who(permissions.can_add_photo, project) == "basel hala omar"
    assert cast.who(permissions.can_show_photo, photo) == "basel"
    assert cast.who(permissions.can_remove_photo, photo) == "basel hala"


def test_a_stranger_reads_the_parts_that_were_chosen(cast: Cast) -> None:
    shown = page_of(shown_project(cast, "partners"))
    assert str(cast.other) in shown
    assert "ستين مسنّاً" not in shown
    assert "ستين مسنّاً" in page_of(shown_project(cast, "aim"))


def test_what_was_never_shown_or_is_no_longer_is_not_there(cast: Cast) -> None:
    project = joint_project(cast)
    assert Client().get(f"/public-projects/{project.pk}/").status_code == 404
    publish_project(actor=cast.actor("basel"), project=project, parts=["aim"])
    unpublish_project(actor=cast.actor("basel"), project=project)
    assert Client().get(f"/public-projects/{project.pk}/").status_code == 404
    assert Client().get(f"/api/public-projects/{project.pk}/").status_code == 404


def test_the_page_goes_with_the_trust_in_the_one_that_leads(cast: Cast) -> None:
    project = shown_project(cast, "aim")
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تحقّق")
    assert Client().get(f"/public-projects/{project.pk}/").status_code == 404


def test_a_partner_may_stay_unnamed(cast: Cast) -> None:
    project = shown_project(cast, "partners")
    show_partner(actor=cast.actor("omar"), partner=project.partners.get(organization=cast.other), shown=False)
    assert str(cast.other) not in page_of(project)
    assert str(cast.association) in page_of(project)


def test_publish_project_leaves_its_entry_once(cast: Cast) -> None:
    project = shown_project(cast, "aim")
    publish_project(actor=cast.actor("basel"), project=project, parts=["aim"])
    assert Entry.objects.filter(stream__name=project.stream, event="project_published").count() == 1


def test_publish_project_refuses_unknown_parts(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        shown_project(cast, "budget")
    with pytest.raises(Refused):
        publish_project(actor=cast.actor("omar"), project=joint_project(cast), parts=[])


def test_a_picture_is_public_when_it_was_chosen(cast: Cast) -> None:
    project = shown_project(cast, "photos")
    photo = taken(cast, project)
    address = f"/project-photos/{photo.pk}/"
    assert Client().get(address).status_code == 404
    assert signed_in(cast.hala).get(address).status_code == 200
    show_photo(actor=cast.actor("basel"), photo=photo, shown=True)
    assert Client().get(address).status_code == 200
    publish_project(actor=cast.actor("basel"), project=project, parts=["aim"])
    assert Client().get(address).status_code == 404


def test_remove_photo_gives_its_room_back(cast: Cast) -> None:
    project = joint_project(cast)
    photo = taken(cast, project)
    with pytest.raises(Refused):
        remove_photo(actor=cast.actor("hala"), photo=photo)
    remove_photo(actor=cast.actor("omar"), photo=photo)
    project.refresh_from_db()
    assert (project.stored_bytes, project.photos.count()) == (0, 0)


def test_a_paper_is_no_picture(cast: Cast) -> None:
    paper = examine_bytes(pdf(), "ورقة.pdf")
    with pytest.raises(ValidationError):
        add_photo(actor=cast.actor("omar"), project=joint_project(cast), client_id=uuid4(), file=paper)


def test_the_page_where_it_is_chosen(cast: Cast) -> None:
    project = joint_project(cast)
    address = f"/projects/{project.pk}/public/"
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    assert omar.post(address, {"parts": ["aim"]}).status_code == 403
    assert basel.post(address, {"parts": ["aim", "photos"]}).status_code == 302
    sent = {"client_id": str(uuid4()), "file": SimpleUploadedFile("سطح.png", png()), "caption": "السطح"}
    assert omar.post(f"/projects/{project.pk}/photos/new/", sent).status_code == 302
    photo = Photo.objects.get()
    assert basel.post(f"/project-photos/{photo.pk}/show/", {"shown": "on"}).status_code == 302
    assert "السطح" in page_of(project)
    assert omar.post(f"/projects/{project.pk}/public/partner/", {}).status_code == 302
    assert not project.partners.get(organization=cast.other).is_shown
    assert basel.post(address, {"act": "unpublish"}).status_code == 302


def test_for_programs(cast: Cast) -> None:
    project, basel = joint_project(cast, aim="هدف"), signed_in(cast.basel)
    address = f"/api/projects/{project.pk}/public/"
    told = basel.put(address, {"parts": ["aim", "progress"]}, content_type="application/json").json()
    assert (told["aim"], told["progress"]) == ("هدف", {"tasks": 0, "done": 0, "milestones": []})
    assert [row["id"] for row in Client().get("/api/public-projects/").json()["results"]] == [project.pk]
    assert basel.put(address, {"parts": ["names"]}, content_type="application/json").status_code == 400
    assert basel.delete(address).status_code == 204


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_list_asks_as_often_for_three(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        shown_project(cast, "partners")
    with django_assert_num_queries(6):
        Client().get("/public-projects/")


def test_the_small_picture_is_drawn_by_the_worker(cast: Cast) -> None:
    photo = taken(cast, joint_project(cast))
    preview_photo(photo.pk)
    photo.file.refresh_from_db()
    with photo.file.preview.open() as drawn:
        assert drawn.read(4) == b"RIFF"
