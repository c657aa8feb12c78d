"""Who hears of a comment that names them: those who see the task, and nobody else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from journal.followers import run_follower
from notifications.models import Notification
from notifications.tasks import notices_of_people
from organizations.models import Organization, Role
from projects.actions import edit_comment, post_comment, take_in_guest
from projects.models import Comment, Project, Task
from projects.permissions import revoke
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_person, signed_in
from tests.projects.made import make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def task(cast: Cast, project: Project) -> Task:
    return make_task(cast, project, organization=cast.other, person=cast.omar)


def at(each: User | Organization, part: str = "") -> str:
    kind = "people" if isinstance(each, User) else "organizations"
    return f"[@{each}](/{kind}/{each.pk}/{part})"


def said(cast: Cast, task: Task, *words: str, name: str = "basel") -> Comment:
    return post_comment(actor=cast.actor(name), task=task, client_id=uuid4(), body=" ".join(words))


def heard(left: list[Any]) -> set[tuple[str, str]]:
    return {(each.stream, each.event) for each in left if each.stream.startswith("user.")}


def own(person: User, event: str = "task_mentioned") -> tuple[str, str]:
    return f"user.{person.pk}", event


def test_a_mentioned_person_hears_of_it_once(cast: Cast, project: Project, task: Task) -> None:
    with entries_left() as left:
        comment = said(cast, task, at(cast.hala), "و", at(cast.omar), "ما رأيكم؟")
    assert heard(left) == {own(cast.hala), own(cast.omar)}
    facts = {"project": project.pk, "code": project.code, "number": task.number, "comment": comment.pk}
    assert [each.facts for each in left if each.event == "task_mentioned"] == [facts] * 2
    assert 'class="mention"' in comment.html


def test_who_does_not_see_the_project_hears_nothing(cast: Cast, project: Project, task: Task) -> None:
    revoke(project, cast.other)
    others = (at(cast.gharib), at(cast.salma), at(cast.omar), at(cast.hala))
    with entries_left() as left:
        said(cast, task, *others)
    assert heard(left) == {own(cast.hala)}


def test_of_ones_own_words_one_knows(cast: Cast, task: Task) -> None:
    with entries_left() as left:
        said(cast, task, at(cast.basel), at(cast.association))
    assert heard(left) == {own(cast.hala), own(cast.omar, "task_commented")}


def test_an_organisation_means_its_people_or_its_managers_alone(cast: Cast, task: Task) -> None:
    colleague = make_membership(make_person(), cast.other, Role.MEMBER).person
    with entries_left() as left:
        said(cast, task, at(cast.other))
    assert heard(left) == {own(cast.omar), own(colleague)}
    with entries_left() as left:
        said(cast, task, at(cast.other, "#managers"))
    assert heard(left) == {own(cast.omar)}


def test_edit_comment_tells_only_who_is_mentioned_now(cast: Cast, task: Task) -> None:
    comment = said(cast, task, at(cast.omar))
    with entries_left() as left:
        edit_comment(actor=cast.actor("basel"), comment=comment, body=f"{at(cast.omar)} {at(cast.hala)}")
    assert heard(left) == {own(cast.hala)}


def test_the_notice_says_who_and_where_and_no_word_of_it(cast: Cast, task: Task) -> None:
    said(cast, task, at(cast.hala), "سرّ بيننا")
    run_follower(notices_of_people)
    row = Notification.objects.get(person=cast.hala, kind="task_mentioned")
    assert (row.object_id, row.subject) == (task.pk, "task")
    page = signed_in(cast.hala).get("/notifications/").content.decode()
    assert "إشارة إليكم من باسل" in page
    assert "سرّ بيننا" not in page


# For programs, and for the field on the page --------------------------------------------------------------------------
def found(cast: Cast, task: Task, name: str, text: str = "") -> Any:
    return signed_in(getattr(cast, name)).get(f"/api/tasks/{task.pk}/mentionables/", {"q": text})


def test_whom_one_may_mention(cast: Cast, project: Project, task: Task) -> None:
    take_in_guest(actor=cast.actor("basel"), project=project, person=cast.rania, may_work=False)
    told = found(cast, task, "omar").json()
    people = {each["id"] for each in told if each["kind"] == "person"}
    assert people == {cast.basel.pk, cast.hala.pk, cast.omar.pk, cast.rania.pk}
    assert {each["id"] for each in told if each["kind"] == "organization"} == {cast.association.pk, cast.other.pk}
    assert [each["href"] for each in found(cast, task, "omar", "هالة").json()] == [f"/people/{cast.hala.pk}/"]
    assert [found(cast, task, name).status_code for name in ("gharib", "salma", "rania")] == [404, 404, 200]


@pytest.mark.parametrize("number", [1, 3])
def test_candidates_ask_as_often_for_many_as_for_one(
    cast: Cast, task: Task, number: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        make_membership(make_person(), cast.other, Role.MEMBER)
    client = signed_in(cast.omar)
    client.get("/api/me/")
    with django_assert_max_num_queries(9):
        assert client.get(f"/api/tasks/{task.pk}/mentionables/").status_code == 200


def test_a_comment_without_names_asks_for_nobody(cast: Cast, task: Task, django_assert_num_queries: Any) -> None:
    with entries_left() as left:
        said(cast, task, "بريد: someone@example.org و @اسم بلا رابط")
    assert heard(left) == {own(cast.omar, "task_commented")}
