"""An organisation that left takes back what its people brought; what others brought stays."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from files.examining import Examined
from files.models import StoredFile
from journal.refusals import Refused
from projects.actions import (
    add_document,
    add_version,
    leave_project,
    remove_photo,
    restore_document,
    take_down_document,
)
from projects.models import Document, Partner, Photo, Project
from projects.permissions.documents import can_take_down_document
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_person, signed_in
from tests.projects.made import joined, joint_project
from tests.projects.test_publishing import taken
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def scan(words: str) -> Examined:
    said = f"%PDF-1.4 {words}".encode()
    return Examined(f"{words}.pdf", "application/pdf", "document", len(said), uuid4().hex * 2, cleaned=said)


def brought(cast: Cast, project: Project, name: str = "omar") -> Document:
    return add_document(
        actor=cast.actor(name), project=project, client_id=uuid4(), file=scan(name), title=f"عقد {name}"
    )


def left(cast: Cast, project: Project) -> Partner:
    """Omar's organisation has left."""
    row = project.partners.select_related("project__room", "organization").get(organization=cast.other)
    return leave_project(actor=cast.actor("omar"), partner=row, reason="انتهى تمويلنا")


def test_who_takes_a_document_down(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project)
    assert cast.who(can_take_down_document, row, cast.other) == ""  # its people delete it in the project
    left(cast, project)
    assert cast.who(can_take_down_document, row, cast.other) == "omar"
    colleague = make_person("زميل عمر")
    make_membership(colleague, cast.other)
    assert signed_in(colleague).get(f"/partnerships/{project.partners.latest('pk').pk}/").status_code == 200
    for name in ("basel", "hala", "rania", "gharib"):
        with pytest.raises(Refused):
            take_down_document(actor=cast.actor(name), document=row, organization=cast.other)
    joined(cast, project, cast.other)
    with pytest.raises(Refused):
        take_down_document(actor=cast.actor("omar"), document=row, organization=cast.other)


def test_take_down_document_deletes_it_with_its_file(cast: Cast) -> None:
    project = joint_project(cast)
    row, foreign = brought(cast, project), brought(cast, project, "basel")
    file = row.versions.get().file
    left(cast, project)
    project.refresh_from_db()
    size = project.stored_bytes
    with entries_left() as told:
        assert take_down_document(actor=cast.actor("omar"), document=row, organization=cast.other) == 1
    assert told == [(project.stream, "document_taken_down", project.pk, {"versions": 1})]
    project.refresh_from_db()
    assert project.stored_bytes == size - file.size
    assert list(project.documents.all()) == [foreign]
    assert not StoredFile.objects.filter(pk=file.pk, uses__gt=0).exists()
    with pytest.raises(Document.DoesNotExist):
        row.refresh_from_db()


def test_what_others_brought_stays(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project)
    add_version(actor=cast.actor("basel"), document=row, file=scan("second"))
    add_version(actor=cast.actor("omar"), document=row, file=scan("third"))
    left(cast, project)
    omar = cast.actor("omar")
    assert take_down_document(actor=omar, document=row, organization=cast.other) == 2
    row.refresh_from_db()
    assert (row.versions_count, [each.number for each in row.versions.all()]) == (2, [2])
    with entries_left() as told:
        assert take_down_document(actor=omar, document=row, organization=cast.other) == 0
    assert told == []
    add_version(actor=cast.actor("basel"), document=row, file=scan("fourth"))
    assert [each.number for each in row.versions.all()] == [3, 2]
    basel = signed_in(cast.basel)
    assert basel.get(f"/documents/{row.pk}/").status_code == 200
    assert basel.get(f"/documents/{row.pk}/versions/1/").status_code == 404


def test_the_lead_cannot_bring_it_back(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project)
    left(cast, project)
    take_down_document(actor=cast.actor("omar"), document=row, organization=cast.other)
    restore_document(actor=cast.actor("basel"), document=row)
    assert not Document.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_taken_down_twice_at_once(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project)
    file = row.versions.get().file
    left(cast, project)
    act = partial(take_down_document, actor=cast.actor("omar"), document=row, organization=cast.other)
    at_once(act, act)
    assert not Document.objects.filter(pk=row.pk).exists()
    assert not StoredFile.objects.filter(pk=file.pk, uses__lt=0).exists()


def test_the_page_of_what_is_kept_takes_it_down(cast: Cast) -> None:
    project = joint_project(cast)
    row, foreign = brought(cast, project), brought(cast, project, "basel")
    photo, theirs = taken(cast, project), taken(cast, project, "basel")
    partner = left(cast, project)
    omar, here = signed_in(cast.omar), f"/partnerships/{partner.pk}/"
    page = omar.get(here).content.decode()
    assert f"{here}documents/{row.pk}/take-down/" in page
    assert f"{here}photos/{photo.pk}/take-down/" in page
    for address in (f"documents/{foreign.pk}/take-down/", f"photos/{theirs.pk}/take-down/", f"photos/{theirs.pk}/"):
        assert omar.get(f"{here}{address}").status_code == 404
    assert row.title in omar.get(f"{here}documents/{row.pk}/take-down/").content.decode()
    for address in (f"documents/{row.pk}/take-down/", f"photos/{photo.pk}/take-down/"):
        assert signed_in(cast.gharib).post(f"{here}{address}").status_code == 404
        assert signed_in(cast.basel).post(f"{here}{address}").status_code == 404
        assert omar.post(f"{here}{address}")["Location"] == here
    assert list(project.photos.all()) == [theirs]
    assert list(project.documents.all()) == [foreign]
    assert "take-down" not in omar.get(here).content.decode()


def test_a_colleague_keeps_what_is_there_and_takes_down_nothing(cast: Cast) -> None:
    project, colleague = joint_project(cast), make_person("زميل عمر")
    make_membership(colleague, cast.other)
    row, photo = brought(cast, project), taken(cast, project)
    partner = left(cast, project)
    client, here = signed_in(colleague), f"/partnerships/{partner.pk}/"
    page = client.get(here).content.decode()
    assert row.title in page
    assert "take-down" not in page
    for address in (f"documents/{row.pk}/take-down/", f"photos/{photo.pk}/take-down/"):
        assert client.post(f"{here}{address}").status_code == 403


def test_the_api_takes_it_down(cast: Cast) -> None:
    project = joint_project(cast)
    row, photo = brought(cast, project), taken(cast, project)
    here = f"/api/partnerships/{project.partners.get(organization=cast.other).pk}/"
    omar = signed_in(cast.omar)
    assert omar.get(f"{here}brought/").status_code == 404  # a partner has the project's own pages
    left(cast, project)
    known = omar.get(f"{here}brought/").json()
    assert [each["document"] for each in known["files"]] == [row.pk]
    assert [each["id"] for each in known["photos"]] == [photo.pk]
    assert signed_in(cast.basel).delete(f"{here}documents/{row.pk}/").status_code == 404
    assert omar.delete(f"{here}documents/{row.pk}/").status_code == 204
    assert omar.delete(f"{here}documents/{row.pk}/").status_code == 404
    assert omar.delete(f"{here}photos/{photo.pk}/").status_code == 204
    assert omar.get(f"{here}brought/").json() == {"files": [], "photos": []}
    assert not Photo.objects.exists()
    with pytest.raises(Refused):
        remove_photo(actor=cast.actor("rania"), photo=taken(cast, project, "basel"))
