"""What is mine across projects."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from journal.queries import head
from projects.actions import complete_task
from projects.models import FeedKey, Project, Task
from projects.queries import mine, watched_streams
from projects.queries.mine import end_of_week
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def titles(rows: list[Any]) -> list[str]:
    return [row.title for row in rows]


def test_each_task_stands_once_where_it_belongs(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    own: dict[str, Any] = {"organization": cast.other, "person": cast.omar}
    make_task(cast, project, title="متأخرة", due_on=today - timedelta(2), **own)
    make_task(cast, project, title="اليوم", due_on=today, **own)
    make_task(cast, project, title="بعد شهر", due_on=today + timedelta(30), **own)
    make_task(cast, project, title="بلا موعد", **own)
    make_task(cast, project, title="لجهتي", organization=cast.other)
    make_task(cast, project, title="بانتظارهم", waiting_for=cast.association, due_on=today - timedelta(9), **own)
    make_task(cast, project, title="بانتظارنا", organization=cast.association, waiting_for=cast.other)
    make_task(cast, project, title="لغيري", organization=cast.association, person=cast.hala)
    complete_task(actor=cast.actor("omar"), task=make_task(cast, project, title="منجزة", **own))
    found = mine(cast.actor("omar"))
    assert (titles(found.overdue), titles(found.this_week)) == (["متأخرة"], ["اليوم"])
    assert titles(found.later) == ["بعد شهر", "بلا موعد"]
    assert (titles(found.unassigned), titles(found.waiting)) == (["لجهتي"], ["بانتظارهم"])
    assert (titles(found.asked_of_us), found.count) == (["بانتظارنا"], 7)


def test_only_of_projects_that_run_and_that_one_sees(cast: Cast, project: Project) -> None:
    make_task(cast, project, organization=cast.other, person=cast.omar)
    assert mine(cast.actor("omar")).count == 1
    for status in ("paused", "archived"):
        Project.objects.filter(pk=project.pk).update(status=status)
        assert mine(cast.actor("omar")).count == 0
    assert mine(cast.actor("gharib")).count == mine(cast.actor("salma")).count == 0


def test_narrowed_to_one_project(cast: Cast, project: Project) -> None:
    for each in (project, joint_project(cast)):
        make_task(cast, each, title=f"مهمة {each.pk}", organization=cast.other)
    assert mine(cast.actor("omar"), project.pk).count == 1
    page = signed_in(cast.omar).get(f"/my-work/?project={project.pk}").content.decode()
    assert f"مهمة {project.pk}" in page
    assert page.count('class="task-row"') == 1


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 29), date(2026, 12, 5)),  # Sunday
        (date(2026, 12, 4), date(2026, 12, 5)),  # Friday
        (date(2026, 12, 5), date(2026, 12, 5)),  # Saturday
    ],
)
def test_a_week_ends_on_saturday(today: date, last: date) -> None:
    assert end_of_week(today) == last


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        make_task(cast, joint_project(cast), organization=cast.other, person=cast.omar)
    client = signed_in(cast.omar)
    client.get("/my-work/")
    with django_assert_num_queries(12):
        client.get("/my-work/")


def test_my_work_for_programs(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, organization=cast.other)
    answer = signed_in(cast.omar).get("/api/my-work/").json()
    assert [row["id"] for row in answer["unassigned"]] == [task.pk]
    assert answer["overdue"] == []
    assert signed_in(cast.gharib).get("/api/my-work/").json()["unassigned"] == []


def test_who_has_nothing_reads_what_will_stand_here(cast: Cast) -> None:
    assert signed_in(cast.gharib).get("/my-work/").status_code == 200


# More than a page, and what happens while one looks -------------------------------------------------------------------
def many(cast: Cast, project: Project, number: int) -> None:
    column = project.columns.order_by("position")[0]
    Task.objects.bulk_create(
        Task(project=project, organization=cast.other, column=column, author=cast.basel, client_id=uuid4(),
             number=1000 + at, title=f"بند {at}", due_on=timezone.localdate() + timedelta(at))
        for at in range(number)
    )  # fmt: skip


def test_more_than_a_hundred_stand_on_further_pages(cast: Cast, project: Project) -> None:
    many(cast, project, 130)
    client = signed_in(cast.omar)
    first, second = (client.get(f"/my-work/?page={at}").content.decode() for at in (1, 2))
    assert [page.count('class="task-row"') for page in (first, second)] == [100, 30]
    assert ("?page=2" in first, "?page=1" in second, "?page=3" in second) == (True, True, False)
    assert "بند 129" in second
    narrowed = client.get(f"/my-work/?project={project.pk}").content.decode()
    assert f"?project={project.pk}&amp;page=2" in narrowed
    rest = client.get("/api/my-work/?page=2").json()
    assert (len(rest["unassigned"]), rest["is_cut"]) == (30, False)
    assert client.get("/my-work/?page=99999999999999999999").status_code == 200


def test_the_page_watches_the_projects_in_which_something_is_mine_first(cast: Cast, project: Project) -> None:
    make_task(cast, project, organization=cast.other)
    others = [joint_project(cast) for _ in range(7)]
    watched = watched_streams(cast.actor("omar"))
    assert [stream for stream, _head in watched] == [project.stream, *(row.stream for row in reversed(others[2:]))]
    assert watched[0][1] == head(project.stream)
    page = signed_in(cast.omar).get("/my-work/").content.decode()
    assert page.count("data-watches=") == 6
    assert watched_streams(cast.actor("gharib")) == []


def test_my_feed_is_made_shown_once_and_ended_on_its_page(cast: Cast, project: Project) -> None:
    make_task(
        cast, project, title="زيارة المورّد", person=cast.omar, organization=cast.other, due_on=timezone.localdate()
    )
    make_task(cast, project, title="لغيري", due_on=timezone.localdate())
    client = signed_in(cast.omar)
    assert "/my-work/feed/" in client.get("/my-work/").content.decode()
    page = client.post("/my-work/feed/new/").content.decode()
    address = re.search(r"/feeds/[\w-]+\.ics", page)
    assert address is not None
    assert address[0] not in client.get("/my-work/feed/").content.decode()
    told = Client().get(address[0]).content.decode()
    assert ("زيارة المورّد" in told, "لغيري" in told) == (True, False)
    key = FeedKey.objects.get(person=cast.omar)
    assert client.post(f"/feed-keys/{key.pk}/revoke/", {"project": ""})["Location"] == "/my-work/feed/"
    assert Client().get(address[0]).status_code == 404


@pytest.mark.parametrize("number", [0, 2**70])
def test_a_number_that_no_project_bears_is_refused(cast: Cast, number: int) -> None:
    assert signed_in(cast.omar).get(f"/api/my-work/?project={number}").status_code == 400
