"""A task made out of a message: who may, what it leaves, who finds one from the other."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from chat.actions import delete_message
from chat.models import Message, Room
from journal.refusals import Conflict, Refused
from projects.actions import create_task_from_message, delete_task
from projects.models import Project, Task, TaskOrigin
from projects.permissions import can_create_task_from_message, workable_projects_for
from projects.queries import origin_of_task, tasks_made_in, tasks_made_of, title_in
from tests.chat.rooms import group_room, said, sector_room
from tests.entries import entries_left
from tests.factories import NAMES, Cast, signed_in
from tests.projects.made import joint_project, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]
WORDS = "**تجهيز** غرف الطابق الأول قبل الخميس. شكراً لكم"
TITLE = "تجهيز غرف الطابق الأول قبل الخميس"


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"), WORDS)


def made(cast: Cast, message: Message, project: Project, name: str = "omar", **more: Any) -> Task:
    given: dict[str, Any] = {"client_id": uuid4(), "title": TITLE, **more}
    return create_task_from_message(actor=cast.actor(name), message=message, project=project, **given)


def room_of(project: Project) -> Room:
    assert project.room is not None
    return project.room


@pytest.mark.parametrize(("kind", "allowed"), [("sector", "basel hala omar"), ("group", "basel hala")])
def test_create_task_from_message_table(cast: Cast, project: Project, kind: str, allowed: str) -> None:
    room = sector_room(cast, "basel", "omar") if kind == "sector" else group_room(cast, "basel", [cast.hala])
    message = said(cast, "basel", room)
    may = [name for name in NAMES if can_create_task_from_message(cast.actor(name), message, project)]
    assert " ".join(may) == allowed


def test_the_projects_own_room_hears_of_it_without_a_word_of_the_task(cast: Cast, project: Project) -> None:
    message = said(cast, "basel", room_of(project), WORDS)
    with entries_left() as left:
        made(cast, message, project)
    assert left[-1] == (room_of(project).stream, "message_became_task", message.pk, {})


def test_create_task_from_message_leaves_two_entries_once(cast: Cast, project: Project, message: Message) -> None:
    client_id = uuid4()
    with entries_left() as left:
        first, again = (made(cast, message, project, client_id=client_id) for _ in range(2))
    assert first == again
    assert left == [
        (project.stream, "task_created", first.pk, {}),
        (project.stream, "task_created_from_message", first.pk, {"message": message.pk}),
    ]
    origin = TaskOrigin.objects.get()
    assert (origin.message, origin.person, first.author_organization) == (message, cast.omar, cast.other)


def test_create_task_from_message_refuses_what_one_does_not_see(cast: Cast, project: Project) -> None:
    hidden = said(cast, "basel", group_room(cast, "basel", [cast.hala]))
    with pytest.raises(Refused):
        made(cast, hidden, project, "omar")
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            made(cast, hidden, project, name)
    assert not Task.objects.exists()


def test_create_task_from_message_refuses_deleted_words(cast: Cast, project: Project, message: Message) -> None:
    delete_message(actor=cast.actor("basel"), message=message)
    message.refresh_from_db()
    with pytest.raises(Refused):
        made(cast, message, project)


def test_create_task_from_message_refuses_an_archived_project(cast: Cast, project: Project, message: Message) -> None:
    project.status = Project.Status.ARCHIVED
    with pytest.raises(Refused):
        made(cast, message, project)


def test_a_client_id_is_for_one_message(cast: Cast, project: Project, message: Message) -> None:
    client_id = uuid4()
    made(cast, message, project, client_id=client_id)
    with pytest.raises(Conflict) as refusal:
        made(cast, said(cast, "basel", message.room), project, client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_each_leads_to_the_other_for_those_who_see_both(cast: Cast, project: Project) -> None:
    message = said(cast, "basel", room := sector_room(cast, "basel", "omar", "salma"), WORDS)
    task = made(cast, message, project)
    seers = [name for name in NAMES if tasks_made_of(getattr(cast, name), message)]
    assert seers == [name for name in NAMES if tasks_made_in(getattr(cast, name), room)] == ["basel", "hala", "omar"]
    hidden = made(cast, said(cast, "basel", group_room(cast, "basel", [cast.hala])), project, "basel")
    assert [name for name in NAMES if origin_of_task(getattr(cast, name), hidden)] == ["basel", "hala"]
    delete_task(actor=cast.actor("basel"), task=task)
    assert tasks_made_of(cast.basel, message) == []


def test_a_task_stays_when_the_message_goes_for_good(cast: Cast, project: Project, message: Message) -> None:
    task = made(cast, message, project)
    Message.objects.filter(pk=message.pk).delete()
    task.refresh_from_db()
    assert not TaskOrigin.objects.exists()


def test_workable_projects_are_those_in_which_one_can_work(cast: Cast, project: Project) -> None:
    workers = [name for name in NAMES if project in workable_projects_for(cast.actor(name))]
    assert workers == ["basel", "hala", "omar"]
    Project.objects.update(status=Project.Status.ARCHIVED)
    assert not workable_projects_for(cast.actor("basel")).exists()


@pytest.mark.parametrize(
    ("body", "title"),
    [(WORDS, TITLE), ("\n> تم\nالباقي غداً", "تم"), ("", ""), ("كلمة " * 40, ("كلمة " * 24).rstrip() + "…")],
)
def test_title_in_the_words_of_a_message(body: str, title: str) -> None:
    assert title_in(body) == title


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_page_proposes_the_words_and_the_rooms_own_project(cast: Cast, project: Project) -> None:
    joint_project(cast, title="مشروع آخر")
    message = said(cast, "basel", room_of(project), WORDS)
    page = signed_in(cast.basel).get(f"/tasks/from/{message.pk}/")
    assert page.context["form"].initial == {"title": TITLE, "project": project}
    assert f'<option value="{project.pk}" selected>' in page.content.decode()


def test_the_page_makes_the_task_and_goes_to_it(cast: Cast, project: Project, message: Message) -> None:
    client = signed_in(cast.omar)
    given = {"client_id": str(uuid4()), "title": TITLE, "project": project.pk}
    for _ in range(2):
        answer = client.post(f"/tasks/from/{message.pk}/", given)
    task = Task.objects.get()
    assert answer.headers["Location"] == f"/tasks/{task.pk}/"
    assert TITLE in client.get(f"/tasks/from/{message.pk}/").content.decode()
    assert f"/rooms/{message.room_id}/m/{message.pk}/" in client.get(f"/tasks/{task.pk}/origin/").content.decode()


def test_the_page_takes_no_project_of_others(cast: Cast, project: Project) -> None:
    message = said(cast, "salma", sector_room(cast, "basel", "salma"))
    client = signed_in(cast.salma)
    page = client.get(f"/tasks/from/{message.pk}/")
    assert page.context["has_projects"] is False
    given = {"client_id": str(uuid4()), "title": TITLE, "project": project.pk}
    assert "project" in client.post(f"/tasks/from/{message.pk}/", given).context["form"].errors
    assert not Task.objects.exists()


def test_pages_look_missing_to_those_who_see_nothing(cast: Cast, project: Project) -> None:
    message = said(cast, "basel", group_room(cast, "basel", [cast.hala]))
    task = made(cast, message, project, "hala")
    assert signed_in(cast.omar).get(f"/tasks/from/{message.pk}/").status_code == 404
    assert signed_in(cast.gharib).get(f"/tasks/{task.pk}/origin/").status_code == 404
    assert signed_in(cast.omar).get(f"/tasks/{task.pk}/origin/").content.strip() == b""
    assert Client().get(f"/tasks/from/{message.pk}/").status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_marks_of_three_ask_as_often_as_of_one(
    cast: Cast, project: Project, message: Message, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        made(cast, message, project)
    client = signed_in(cast.omar)
    client.get(f"/api/rooms/{message.room_id}/tasks/")
    with django_assert_num_queries(5):
        answer = client.get(f"/api/rooms/{message.room_id}/tasks/")
    assert len(answer.json()) == number


# The API --------------------------------------------------------------------------------------------------------------
def test_the_api_makes_a_task_of_a_message(cast: Cast, project: Project, message: Message) -> None:
    client = signed_in(cast.omar)
    given = {"client_id": str(uuid4()), "project": project.pk, "organization": cast.other.pk}
    codes = [client.post(f"/api/messages/{message.pk}/task/", given, "application/json") for _ in range(2)]
    assert [answer.status_code for answer in codes] == [201, 200]
    told = codes[1].json()
    assert (told["title"], told["organization"]["id"]) == (TITLE, cast.other.pk)
    assert [each["id"] for each in client.get(f"/api/messages/{message.pk}/task/").json()] == [told["id"]]
    marks = client.get(f"/api/rooms/{message.room_id}/tasks/").json()
    mark = {"message": message.pk, "task": told["id"], "address": f"/tasks/{told['id']}/", "number": 1}
    assert marks == [{**mark, "title": TITLE, "done": False}]


def test_the_api_refuses(cast: Cast, project: Project, message: Message) -> None:
    given = {"client_id": str(uuid4()), "project": project.pk}
    path = f"/api/messages/{message.pk}/task/"
    assert signed_in(cast.salma).post(path, given, "application/json").status_code == 400  # a project not seen
    assert signed_in(cast.gharib).post(path, given, "application/json").status_code == 404
    assert signed_in(cast.gharib).get(f"/api/rooms/{message.room_id}/tasks/").status_code == 404
    Project.objects.update(status=Project.Status.ARCHIVED)
    assert signed_in(cast.omar).post(path, given, "application/json").status_code == 403


def test_a_plain_task_has_no_origin(cast: Cast, project: Project) -> None:
    assert origin_of_task(cast.basel, make_task(cast, project)) is None
