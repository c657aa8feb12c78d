"""What is mine across projects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from projects.actions import complete_task
from projects.models import Project
from projects.queries import mine
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
    with django_assert_num_queries(9):
        client.get("/my-work/")


def test_my_work_for_programs(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, organization=cast.other)
    answer = signed_in(cast.omar).get("/api/my-work/").json()
    assert [row["id"] for row in answer["unassigned"]] == [task.pk]
    assert answer["overdue"] == []
    assert signed_in(cast.gharib).get("/api/my-work/").json()["unassigned"] == []


def test_who_has_nothing_reads_what_will_stand_here(cast: Cast) -> None:
    assert signed_in(cast.gharib).get("/my-work/").status_code == 200
