"""The chart of a project's time, other days for its tasks, what waits for what; and the same for programs."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from journal.queries import head
from projects.actions import add_dependency, delete_task
from projects.forms.timeline import chart_asked
from projects.models import Activity, Dependency, Project, Task
from projects.queries.charts import Asked, chart
from projects.queries.timeline import OPEN_UNTIL
from tests.factories import Cast, signed_in
from tests.projects.made import make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def activity(project: Project, title: str = "ترميم المبنى") -> Activity:
    return Activity.objects.create(project=project, code=f"W-{uuid4().hex[:6]}", title=title, client_id=uuid4())


@pytest.fixture
def chain(cast: Cast, project: Project, today: date) -> list[Task]:
    """Four of two days, one after the other."""
    rows = [
        make_task(
            cast, project, title=f"خطوة رقم {at}", starts_on=today + DAY * 2 * at, due_on=today + DAY * (2 * at + 1)
        )
        for at in range(4)
    ]
    for before, after in pairwise(rows):
        add_dependency(actor=cast.actor("basel"), before=before, after=after)
    return rows


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# The chart ------------------------------------------------------------------------------------------------------------
def test_the_chart_shows_bars_milestones_lines_and_what_has_no_date(
    cast: Cast, project: Project, chain: list[Task]
) -> None:
    make_task(cast, project, title="افتتاح الدار", kind="milestone", due_on=chain[0].due_on)
    make_task(cast, project, title="بلا موعد")
    page = page_of(signed_in(cast.omar), f"/projects/{project.pk}/timeline/")
    assert len(re.findall(r'<a class="bar ', page)) == 5
    assert page.count('<polygon class="body"') == 1
    assert page.count('<g class="link') == 3
    assert page.count('class="undated"') == 1
    assert 'class="today"' in page


def test_the_chart_is_for_those_who_see_the_project(cast: Cast, project: Project, chain: list[Task]) -> None:
    for name in ("salma", "rania", "gharib"):
        client = signed_in(getattr(cast, name))
        assert client.get(f"/projects/{project.pk}/timeline/").status_code == 404
        for page in ("replan", "dependencies"):
            assert client.get(f"/tasks/{chain[0].pk}/{page}/").status_code == 404
        assert client.get(f"/api/projects/{project.pk}/timeline/").status_code == 404


def test_an_empty_plan_says_what_to_do(cast: Cast, project: Project) -> None:
    assert 'class="empty"' in page_of(signed_in(cast.hala), f"/projects/{project.pk}/timeline/")


def test_time_runs_from_right_to_left_in_arabic_only(cast: Cast, project: Project, chain: list[Task]) -> None:
    arabic = chart(project, Asked(), is_rtl=True)
    english = chart(project, Asked(), is_rtl=False)
    ours, theirs = ([row.box.x for row in each.rows if row.task and row.box] for each in (arabic, english))
    assert ours == sorted(ours, reverse=True)
    assert theirs == sorted(theirs)
    widths = [row.box.width for row in arabic.rows if row.box]
    assert [english.axis.width - x - width for x, width in zip(ours, widths[1:], strict=True)] == theirs


def test_activities_are_folded_where_there_are_many_tasks(cast: Cast, project: Project, today: date) -> None:
    one, other = activity(project), activity(project, "التدريب")
    first = make_task(cast, project, activity=one, starts_on=today)
    columns = {"project": project, "column": first.column, "author": cast.basel, "due_on": today}
    many = [Task(number=at + 2, title="م", activity=other, client_id=uuid4(), **columns) for at in range(OPEN_UNTIL)]
    Task.objects.bulk_create(many)
    assert [row.task for row in chart(project, Asked(), is_rtl=True).rows] == [None, None]
    opened = chart(project, Asked(opened=frozenset({other.pk})), is_rtl=True).rows
    assert [row.left_out for row in opened if row.left_out] == [OPEN_UNTIL - 60]
    assert len(opened) == 63


def test_only_what_lies_within_the_window_is_drawn(
    cast: Cast, project: Project, chain: list[Task], today: date
) -> None:
    asked = Asked("week", today + DAY * 3)
    drawn = chart(project, asked, is_rtl=True)
    assert drawn.tasks == chain[1:]
    assert drawn.rows[1].box is not None
    assert drawn.rows[1].box.begins_before
    assert len(drawn.lines) == 2


def test_what_holds_up_the_end_is_marked(cast: Cast, project: Project, chain: list[Task], today: date) -> None:
    slow = make_task(cast, project, starts_on=today, due_on=today)
    add_dependency(actor=cast.actor("basel"), before=slow, after=chain[3])
    drawn = chart(project, Asked(shows_chain=True), is_rtl=True)
    assert drawn.chain == {task.pk for task in chain}


def test_deleted_tasks_leave_the_chart(cast: Cast, project: Project, chain: list[Task]) -> None:
    delete_task(actor=cast.actor("basel"), task=chain[1])
    drawn = chart(project, Asked(), is_rtl=True)
    assert chain[1] not in drawn.tasks
    assert len(drawn.lines) == 1


@pytest.mark.parametrize(
    "query", ["zoom=x&first=1&open=a,-1&full=z", "zoom=week&first=9999-12-31", "open=99999999999999999999"]
)
def test_what_makes_no_sense_is_as_if_not_asked(cast: Cast, project: Project, chain: list[Task], query: str) -> None:
    page_of(signed_in(cast.hala), f"/projects/{project.pk}/timeline/?{query}")


@pytest.mark.parametrize("number", [1, 3])
def test_the_chart_asks_as_often_for_three_as_for_one(
    cast: Cast, project: Project, today: date, number: int, django_assert_num_queries: Any
) -> None:
    for _at in range(number):
        make_task(cast, project, activity=activity(project), starts_on=today, organization=cast.association)
    client = signed_in(cast.basel)
    client.get(f"/projects/{project.pk}/timeline/")
    with django_assert_num_queries(23):
        client.get(f"/projects/{project.pk}/timeline/")


# Other days -----------------------------------------------------------------------------------------------------------
def sent(page: str, **more: str) -> dict[str, str]:
    """What the form of that page would send."""
    found = dict(re.findall(r'name="(client_id|moves|starts_on|due_on)" value="([^"]*)"', page))
    return {**{name: value.replace("&quot;", '"') for name, value in found.items()}, **more}


def test_replan_tasks_shows_first_what_else_moves_and_then_moves_it(cast: Cast, chain: list[Task]) -> None:
    client, address = signed_in(cast.omar), f"/tasks/{chain[0].pk}/replan/"
    later = {"starts_on": str(chain[0].starts_on + DAY), "due_on": str(chain[0].due_on + DAY)}  # type: ignore[operator]
    page = page_of(client, address + f"?starts_on={later['starts_on']}&due_on={later['due_on']}")
    assert "يحرّك أيضاً 3 مهام" in page
    assert client.post(address, sent(page, step="all", **later)).status_code == 302
    rows = list(Task.objects.order_by("number").values_list("starts_on", flat=True))
    assert rows == [task.starts_on + DAY for task in chain if task.starts_on]


def test_only_the_task_itself_may_be_moved(cast: Cast, chain: list[Task]) -> None:
    client, address = signed_in(cast.omar), f"/tasks/{chain[0].pk}/replan/"
    later = {"starts_on": str(chain[0].starts_on + DAY), "due_on": str(chain[0].due_on + DAY)}  # type: ignore[operator]
    page = client.post(address, {**sent(page_of(client, address)), "step": "look", **later}).content.decode()
    client.post(address, sent(page, step="one", **later))
    assert list(Task.objects.order_by("number").values_list("version", flat=True)) == [2, 1, 1, 1]


def test_what_was_not_shown_is_not_done(cast: Cast, chain: list[Task]) -> None:
    """Other days typed after the look, and a plan that changed meanwhile."""
    client, address = signed_in(cast.omar), f"/tasks/{chain[0].pk}/replan/"
    later = {"starts_on": str(chain[0].starts_on + DAY), "due_on": str(chain[0].due_on + DAY)}  # type: ignore[operator]
    page = client.post(address, {**sent(page_of(client, address)), "step": "look", **later}).content.decode()
    typed = {**later, "due_on": str(chain[0].due_on + DAY * 5)}  # type: ignore[operator]
    assert client.post(address, sent(page, step="all", **typed)).status_code == 200
    Dependency.objects.filter(before=chain[1]).delete()
    assert client.post(address, sent(page, step="all", **later)).status_code == 200
    assert set(Task.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize("moves", ["{", "[[1]]", '[["x","","",1]]', "[" * 5000, '[[1,"2026-99-99","",1]]'])
def test_moves_that_nobody_was_shown_are_refused(cast: Cast, chain: list[Task], moves: str) -> None:
    given = {"client_id": str(uuid4()), "starts_on": "", "due_on": str(chain[0].due_on), "step": "all", "moves": moves}
    assert signed_in(cast.omar).post(f"/tasks/{chain[0].pk}/replan/", given).status_code == 200
    assert set(Task.objects.values_list("version", flat=True)) == {1}


def test_who_sees_the_chart_but_does_not_work_is_not_asked(cast: Cast, project: Project, chain: list[Task]) -> None:
    Project.objects.filter(pk=project.pk).update(status="archived")
    client = signed_in(cast.omar)
    assert "data-replan" not in page_of(client, f"/projects/{project.pk}/timeline/")
    assert client.get(f"/tasks/{chain[0].pk}/replan/").status_code == 403
    assert client.post(f"/tasks/{chain[0].pk}/dependencies/", {"before": chain[1].pk}).status_code == 403


# What waits for what --------------------------------------------------------------------------------------------------
def test_add_edit_and_remove_dependency_by_the_page(cast: Cast, chain: list[Task]) -> None:
    client, address = signed_in(cast.hala), f"/tasks/{chain[3].pk}/dependencies/"
    assert client.post(address, {"before": chain[0].pk, "lag": "2"})["Location"] == address
    made = Dependency.objects.get(before=chain[0], after=chain[3])
    client.post(f"/dependencies/{made.pk}/edit/", {"lag": "4"})
    made.refresh_from_db()
    assert made.lag == 4
    client.post(f"/dependencies/{made.pk}/remove/")
    assert not Dependency.objects.filter(pk=made.pk).exists()


def test_a_circle_is_a_fault_of_the_form(cast: Cast, chain: list[Task]) -> None:
    page = signed_in(cast.hala).post(f"/tasks/{chain[0].pk}/dependencies/", {"before": chain[3].pk}).content.decode()
    assert "حلقة" in page
    assert "خطوة رقم 2" in page


def test_outsiders_find_no_dependency(cast: Cast, chain: list[Task]) -> None:
    made = Dependency.objects.first()
    assert made is not None
    for name in ("salma", "rania", "gharib"):
        client = signed_in(getattr(cast, name))
        assert client.post(f"/dependencies/{made.pk}/edit/", {"lag": "4"}).status_code == 404
        assert client.post(f"/dependencies/{made.pk}/remove/").status_code == 404
        assert client.delete(f"/api/dependencies/{made.pk}/").status_code == 404


# For programs ---------------------------------------------------------------------------------------------------------
def call(client: Client, method: str, address: str, body: object = None) -> Any:
    return getattr(client, method)(address, json.dumps(body), content_type="application/json")


def test_the_timeline_for_programs(cast: Cast, project: Project, chain: list[Task]) -> None:
    told = signed_in(cast.omar).get(f"/api/projects/{project.pk}/timeline/").json()
    assert [row["id"] for row in told["tasks"]] == [task.pk for task in chain]
    assert [(row["before"], row["after"]) for row in told["dependencies"]] == [
        (before.pk, after.pk) for before, after in pairwise(chain)
    ]
    assert told["critical"] == [task.pk for task in chain]
    assert told["head"] == head(project.stream)


def test_dependencies_for_programs(cast: Cast, project: Project, chain: list[Task]) -> None:
    client, address = signed_in(cast.omar), f"/api/projects/{project.pk}/dependencies/"
    made = call(client, "put", address, {"before": chain[0].pk, "after": chain[2].pk, "lag": 1})
    assert (made.status_code, made.json()["lag"]) == (200, 1)
    one = f"/api/dependencies/{made.json()['id']}/"
    assert call(client, "patch", one, {"lag": 3}).json()["lag"] == 3
    assert len(client.get(address).json()["results"]) == 4
    assert client.delete(one).status_code == 204
    refused = call(client, "put", address, {"before": chain[2].pk, "after": chain[0].pk})
    assert (refused.status_code, refused.json()["errors"]["before"][0]["code"]) == (400, "circle")


def test_replanning_for_programs(cast: Cast, project: Project, chain: list[Task], today: date) -> None:
    client, address = signed_in(cast.omar), f"/api/projects/{project.pk}/replan/"
    asked = f"?task={chain[0].pk}&starts_on={today + DAY}&due_on={today + DAY * 2}"
    told = client.get(address + asked).json()
    assert [row["task"] for row in told["others"]] == [task.pk for task in chain[1:]]
    moves = [
        {name: row[name] for name in ("task", "starts_on", "due_on", "version")}
        for row in told["moves"] + told["others"]
    ]
    body = {"client_id": str(uuid4()), "moves": moves}
    done = call(client, "post", address, body)
    assert (done.status_code, len(done.json()["tasks"])) == (200, 4)
    assert call(client, "post", address, body).status_code == 200
    stale = call(
        client, "post", address, {"client_id": str(uuid4()), "moves": [{**moves[0], "due_on": str(today + DAY * 9)}]}
    )
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


def test_weekends_are_left_out_where_asked(cast: Cast, project: Project, chain: list[Task], today: date) -> None:
    asked = f"?task={chain[0].pk}&starts_on={today + DAY}&due_on={today + DAY * 2}&skips_weekends=true"
    told = signed_in(cast.omar).get(f"/api/projects/{project.pk}/replan/{asked}").json()
    days = [date.fromisoformat(row["starts_on"]) for row in told["others"]]
    assert not {4, 5} & {day.weekday() for day in days}


def test_chart_asked_reads_what_is_asked() -> None:
    asked = chart_asked(QueryDict("zoom=week&first=2026-11-01&open=3,0&full=3&chain=1"))
    assert asked == Asked("week", date(2026, 11, 1), frozenset({0, 3}), 3, True)


# Many -----------------------------------------------------------------------------------------------------------------
def dated_tasks(project: Project, row: Activity | None, number: int, today: date) -> None:
    column, author = project.columns.order_by("position")[0], project.partners.all()[0].invited_by
    first = Task.objects.filter(project=project).count() + 1
    Task.objects.bulk_create(
        Task(project=project, activity=row, column=column, author=author, client_id=uuid4(), title=f"خطوة {at}",
             number=first + at, due_on=today + DAY * (at % 30))
        for at in range(number)
    )  # fmt: skip


def test_of_a_long_activity_the_first_are_drawn_and_all_where_asked(
    cast: Cast, project: Project, today: date, django_assert_num_queries: Any
) -> None:
    long, other = activity(project), activity(project, "تدريب")
    for row in (long, other, None):
        dated_tasks(project, row, 70, today)
    opened = frozenset({long.pk, other.pk, 0})
    with django_assert_num_queries(5):
        drawn = chart(project, Asked(opened=opened), is_rtl=True)
    assert (len(drawn.tasks), [row.left_out for row in drawn.rows if row.left_out]) == (180, [10, 10, 10])
    for full in (long.pk, 0):
        drawn = chart(project, Asked(opened=opened, full=full), is_rtl=True)
        assert (len(drawn.tasks), [row.left_out for row in drawn.rows if row.left_out]) == (190, [10, 10])


def test_the_list_of_days_grows_by_fifty(cast: Cast, project: Project, today: date) -> None:
    dated_tasks(project, None, 60, today)
    client, address = signed_in(cast.omar), f"/projects/{project.pk}/timeline/"
    page = page_of(client, address)
    assert (page.count('class="day-title"'), "?listed=100" in page) == (50, True)
    page = page_of(client, f"{address}?listed=100")
    assert (page.count('class="day-title"'), "?listed=150" in page) == (60, False)
    assert page_of(client, f"{address}?listed=99999999999999999999").count('class="day-title"') == 50


def test_days_for_the_script_bear_latin_digits(cast: Cast, project: Project, chain: list[Task], today: date) -> None:
    cast.omar.digits = "arabic"
    cast.omar.save()
    page = page_of(signed_in(cast.omar), f"/projects/{project.pk}/timeline/")
    assert f'data-starts="{today.isoformat()}"' in page
