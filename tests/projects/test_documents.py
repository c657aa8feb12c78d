"""Folders and files of a project: versions, who read them, what is refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from files.examining import Examined, examine_bytes
from journal.models import Entry
from journal.refusals import Conflict, Refused
from projects.actions import (
    add_document,
    add_version,
    create_folder,
    delete_document,
    delete_folder,
    edit_document,
    read_document,
    rename_folder,
    restore_document,
)
from projects.models import Document, Folder, Project
from projects.permissions import documents as permissions
from projects.queries import has_read, readings_of
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.files.samples import pdf
from tests.projects.made import joint_project, proposed_project
from tests.projects.notes import begun_note, wrote

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def paper(width: int = 595) -> Examined:
    return examine_bytes(pdf(width), "اتفاقية.pdf")


def folder_in(cast: Cast, project: Project, name: str = "محاضر", parent: Folder | None = None) -> Folder:
    return create_folder(actor=cast.actor("basel"), project=project, name=name, client_id=uuid4(), parent=parent)


def brought(cast: Cast, project: Project, name: str = "omar", **more: Any) -> Document:
    given: dict[str, Any] = {"client_id": uuid4(), "file": paper(), **more}
    return add_document(actor=cast.actor(name), project=project, **given)


def test_who_may_what(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project, "hala")
    assert cast.who(permissions.can_add_document, project) == "basel hala omar"
    assert cast.who(permissions.can_create_folder, project) == "basel hala omar"
    assert cast.who(permissions.can_add_version, row) == "basel hala omar"
    assert cast.who(permissions.can_delete_document, row) == "basel hala"
    assert cast.who(permissions.can_delete_document, brought(cast, project)) == "basel omar"
    with pytest.raises(Refused):
        brought(cast, project, "gharib")


def test_add_document(cast: Cast) -> None:
    project = joint_project(cast)
    row = brought(cast, project)
    assert (row.title, row.versions_count, row.organization) == ("اتفاقية", 1, cast.other)
    project.refresh_from_db()
    assert project.stored_bytes == row.versions.get().file.size
    last = Entry.objects.filter(stream__name=project.stream).order_by("number").last()
    assert last is not None
    assert (last.event, last.object_id) == ("document_added", row.pk)


def test_add_document_repeated_is_the_same(cast: Cast) -> None:
    project, client_id = joint_project(cast), uuid4()
    assert brought(cast, project, client_id=client_id) == brought(cast, project, client_id=client_id)
    assert Document.objects.count() == 1
    with pytest.raises(Conflict):
        brought(cast, joint_project(cast), client_id=client_id)


def test_versions_stay(cast: Cast) -> None:
    row = brought(cast, joint_project(cast))
    add_version(actor=cast.actor("basel"), document=row, file=paper(600), note="بعد التوقيع")
    add_version(actor=cast.actor("basel"), document=row, file=paper(600))  # the same file again
    assert [each.number for each in row.versions.all()] == [2, 1]


def test_over_quota(cast: Cast, settings: Any) -> None:
    project = joint_project(cast)
    settings.PROJECT_FILES = len(pdf()) + 10
    brought(cast, project)
    with pytest.raises(Conflict) as no:
        brought(cast, project)
    assert no.value.code == "over_quota"
    assert Document.objects.count() == 1


def test_reading_is_noted(cast: Cast) -> None:
    row = brought(cast, joint_project(cast))
    for _ in range(2):
        read_document(actor=cast.actor("hala"), document=row)
    assert [(each.person, each.version) for each in row.readings.all()] == [(cast.hala, 1)]


def test_read_document_of_a_note_says_up_to_where_and_never_goes_back(cast: Cast) -> None:
    note = begun_note(cast)
    wrote(cast, "basel", note, "أولاً")
    with entries_left() as left:
        for version in (None, 2, 1):
            read_document(actor=cast.actor("omar"), document=note, version=version)
    assert left == []
    assert [(each.person, each.organization, each.version) for each in readings_of(note)] == [
        (cast.omar, cast.other, 2)
    ]
    assert has_read(cast.omar, note, 2)
    assert not has_read(cast.omar, note, 3)
    with pytest.raises(Refused):
        read_document(actor=cast.actor("gharib"), document=note)


def test_a_folder_in_a_folder(cast: Cast) -> None:
    project = joint_project(cast)
    first = folder_in(cast, project)
    inner = folder_in(cast, project, "2026", first)
    row = brought(cast, project, folder=inner)
    edit_document(actor=cast.actor("basel"), document=row, title="اتفاقية الشراكة", folder=None)
    row.refresh_from_db()
    assert (row.title, row.folder) == ("اتفاقية الشراكة", None)
    rename_folder(actor=cast.actor("omar"), folder=inner, name="2027")
    delete_folder(actor=cast.actor("omar"), folder=inner)
    assert list(project.folders.all()) == [first]


def test_what_folders_refuse(cast: Cast) -> None:
    project = joint_project(cast)
    first = folder_in(cast, project)
    brought(cast, project, folder=first)
    with pytest.raises(ValidationError):
        folder_in(cast, project)
    with pytest.raises(ValidationError):
        folder_in(cast, project, "خارجي", folder_in(cast, proposed_project(cast)))
    with pytest.raises(Conflict):
        delete_folder(actor=cast.actor("basel"), folder=first)
    deep = first
    for depth in range(5):
        deep = folder_in(cast, project, f"عمق {depth}", deep)
    with pytest.raises(ValidationError):
        folder_in(cast, project, "عمق زائد", deep)


def test_deleted_and_taken_back(cast: Cast) -> None:
    row = brought(cast, joint_project(cast))
    with pytest.raises(Refused):
        delete_document(actor=cast.actor("hala"), document=row)
    delete_document(actor=cast.actor("omar"), document=row)
    assert not permissions.documents_for(cast.basel).exists()
    restore_document(actor=cast.actor("omar"), document=row)
    assert permissions.documents_for(cast.basel).get() == row


def test_pages(cast: Cast) -> None:
    project = joint_project(cast)
    omar, hala = signed_in(cast.omar), signed_in(cast.hala)
    sent = {"client_id": str(uuid4()), "file": SimpleUploadedFile("محضر.pdf", pdf())}
    assert omar.post(f"/projects/{project.pk}/documents/new/", sent).status_code == 302
    row = Document.objects.get()
    shown = hala.get(f"/projects/{project.pk}/documents/").content.decode()
    assert "محضر" in shown
    assert hala.get(f"/documents/{row.pk}/").status_code == 200
    answer = hala.get(f"/documents/{row.pk}/versions/1/")
    assert answer.status_code == 200
    assert [each.person for each in row.readings.all()] == [cast.hala]
    for address in (f"/documents/{row.pk}/", f"/documents/{row.pk}/versions/1/", f"/projects/{project.pk}/documents/"):
        assert signed_in(cast.gharib).get(address).status_code == 404


def test_a_program_is_no_document(cast: Cast) -> None:
    project = joint_project(cast)
    sent = {"client_id": str(uuid4()), "file": SimpleUploadedFile("لائحة.pdf", b"MZ" + b"\0" * 100)}
    answer = signed_in(cast.omar).post(f"/projects/{project.pk}/documents/new/", sent)
    assert answer.status_code == 200
    assert not Document.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    project = joint_project(cast)
    for _ in range(number):
        brought(cast, project)
        folder_in(cast, project, str(uuid4()))
    client = signed_in(cast.basel)
    client.get(f"/projects/{project.pk}/documents/")
    with django_assert_num_queries(20):
        client.get(f"/projects/{project.pk}/documents/")


def test_for_programs(cast: Cast) -> None:
    project = joint_project(cast)
    row, folder = brought(cast, project), folder_in(cast, project)
    client = signed_in(cast.basel)
    assert [each["id"] for each in client.get(f"/api/projects/{project.pk}/documents/").json()["results"]] == [row.pk]
    assert client.get(f"/api/projects/{project.pk}/documents/?folder={folder.pk}").json()["results"] == []
    moved = client.patch(f"/api/documents/{row.pk}/", {"folder": folder.pk}, content_type="application/json").json()
    assert moved["folder"] == folder.pk
    foreign = {"client_id": str(uuid4()), "file": row.versions.get().file_id}
    taken = client.post(f"/api/projects/{project.pk}/documents/", foreign, content_type="application/json")
    assert taken.status_code == 404  # another person's file
    assert signed_in(cast.gharib).get(f"/api/documents/{row.pk}/").status_code == 404
    assert signed_in(cast.omar).delete(f"/api/documents/{row.pk}/").status_code == 204
