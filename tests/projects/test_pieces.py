"""Files that came in pieces before the form that names them: beside tasks, in folders, as a newer version."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from files.actions import store_file
from files.examining import examine_bytes
from files.models import StoredFile
from projects.models import Document, Project, Task
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def project(cast: Cast) -> Project:
    return joint_project(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.omar)


def brought(cast: Cast, name: str = "omar", words: str = "محضر الاجتماع") -> StoredFile:
    return store_file(actor=cast.actor(name), examined=examine_bytes(words.encode(), "محضر.txt"))


def added(client: Client, project: Project, *pieces: Any, **more: Any) -> Any:
    form = {"client_id": str(uuid4()), "title": "", "pieces": [str(each) for each in pieces], **more}
    return client.post(f"/projects/{project.pk}/documents/new/", form)


def test_a_document_of_a_file_that_came_in_pieces(cast: Cast, project: Project, client: Client) -> None:
    file = brought(cast)
    assert added(client, project, file.pk).status_code == 302
    row = Document.objects.get(project=project)
    assert (row.title, row.versions.get().file) == ("محضر", file)
    newer = brought(cast, words="محضر الاجتماع الثاني")
    client.post(f"/documents/{row.pk}/versions/new/", {"pieces": str(newer.pk), "note": ""})
    row.refresh_from_db()
    assert row.versions_count == 2


def test_files_beside_a_task_that_came_in_pieces(cast: Cast, project: Project, client: Client) -> None:
    task = make_task(cast, project)
    files = [brought(cast, words=f"عرض {at}") for at in range(2)]
    client.post(f"/tasks/{task.pk}/files/new/", {"pieces": [str(each.pk) for each in files]})
    assert [held.file for held in task.files.order_by("pk")] == files


@pytest.mark.parametrize("whose", ["another's", "nobody's", "no number"])
def test_files_of_others_are_not_there(cast: Cast, project: Project, client: Client, whose: str) -> None:
    named = {"another's": brought(cast, "gharib").pk, "nobody's": 10**17, "no number": "س"}[whose]
    task = make_task(cast, project)
    answer = client.post(f"/tasks/{task.pk}/files/new/", {"pieces": str(named)}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert added(client, project, named).status_code == 200
    assert not Document.objects.exists()
    assert not Task.objects.get(pk=task.pk).files.exists()


def test_without_a_script_the_form_brings_it_as_before(cast: Cast, project: Project, client: Client) -> None:
    page = client.get(f"/projects/{project.pk}/documents/new/")
    assert 'data-pieces="{' in page.content.decode()
    text = SimpleUploadedFile("خطة.txt", "خطة".encode())
    form = {"client_id": str(uuid4()), "title": "", "file": text}
    assert client.post(f"/projects/{project.pk}/documents/new/", form).status_code == 302
    assert client.post(f"/projects/{project.pk}/documents/new/", {"client_id": str(uuid4())}).status_code == 200
    assert Document.objects.get(project=project).title == "خطة"
