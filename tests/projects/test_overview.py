"""The overview and what happened: how far, what is late, what is new since one was here."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from chat.actions import post_message
from journal.queries import head
from journal.refusals import Refused
from projects.actions import edit_project, read_project
from projects.models import Column, Project, Task
from projects.permissions import can_read_project
from projects.queries import overview
from projects.queries.activity import happenings, told
from projects.queries.indicators import first_indicators
from projects.wording import GROUPS, WORDS, of_group
from tests.entries import entries_left
from tests.factories import Cast, make_organization, make_place, signed_in
from tests.projects.made import asked, joined, joint_project, make_task
from tests.projects.money import indicator, measured, period

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def put(task: Task, kind: str, **columns: Any) -> None:
    column = Column.objects.get(project=task.project, kind=kind)
    Task.objects.filter(pk=task.pk).update(column=column, **columns)


@pytest.fixture
def project(cast: Cast) -> Project:
    return joint_project(cast, aim="ستون مكاناً", places=[make_place()])


def test_how_far_it_is(cast: Cast, project: Project) -> None:
    for kind in ("done", "done", "doing", "waiting", "todo"):
        put(make_task(cast, project), kind)
    shown = overview(project, cast.omar)
    assert shown.progress.numbers == {"done": 2, "doing": 1, "waiting": 1, "todo": 1}
    assert shown.progress.percent == 40
    assert [(kind, at, width) for kind, _words, at, width, _number in shown.progress.parts] == [
        ("done", 0.0, 40.0),
        ("doing", 40.0, 20.0),
        ("waiting", 60.0, 20.0),
        ("todo", 80.0, 20.0),
    ]


def test_what_is_late_and_what_comes_next(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    late, soon, done = (make_task(cast, project, title=title) for title in ("رخصة", "أسرّة", "مسح"))
    Task.objects.filter(pk=late.pk).update(due_on=today - timedelta(3))
    Task.objects.filter(pk=soon.pk).update(due_on=today + timedelta(3))
    put(done, "done", due_on=today - timedelta(9), done_at=timezone.now())
    shown = overview(project, cast.omar)
    assert (list(shown.late), shown.late_count, list(shown.coming)) == ([late], 1, [soon])


def test_what_was_reached_of_what_was_aimed_at(cast: Cast, project: Project) -> None:
    grows = indicator(cast, project, baseline=Decimal(20), target=Decimal(200), title="مستفيدون")
    share = indicator(cast, project, "percent", baseline=Decimal(40), target=Decimal(80), title="رضا المقيمين")
    indicator(cast, project, title="لم يُقس بعد")
    first, second = period(cast, project, 1, title="الربع الأول"), period(cast, project, 2, title="الربع الثاني")
    measured(cast, grows, first, 50)
    measured(cast, grows, second, 30)
    measured(cast, share, first, 60)
    told = overview(project, cast.omar).indicators
    assert [(each.actual, each.reached_in) for each in told] == [(80_000, second), (60_000, first), (None, None)]
    page = " ".join(signed_in(cast.omar).get(f"/projects/{project.pk}/").content.decode().split())
    assert "الربع الثاني" in page
    assert "من 200" in page
    assert page.index("مستفيدون") < page.index("رضا المقيمين") < page.index("لم يُقس بعد")


def test_the_overview_shows_the_first_five_indicators(
    cast: Cast, project: Project, django_assert_num_queries: Any
) -> None:
    rows = [indicator(cast, project, title=f"مؤشر {at}") for at in range(6)]
    with django_assert_num_queries(3):
        told = first_indicators(project, 5)
    assert [each.indicator for each in told] == rows[:5]
    assert [each.indicator for each in overview(project, cast.omar).indicators] == rows[:5]


def test_a_map_where_a_place_is_named(cast: Cast, project: Project) -> None:
    shown = overview(project, cast.omar)
    assert shown.map is not None
    assert {region.pcode for region in shown.map.regions if region.number} == {"SY01"}
    assert overview(joint_project(cast), cast.omar).map is None


def test_what_is_new_since_one_was_here(cast: Cast, project: Project) -> None:
    omar = cast.actor("omar")
    assert overview(project, cast.omar).news == 0  # never here: nothing is called new
    read_project(actor=omar, project=project, number=head(project.stream))
    edit_project(actor=cast.actor("basel"), project=project, aim="سبعون مكاناً")
    shown = overview(project, cast.omar)
    assert (shown.news, [each.is_new for each in shown.happenings][:2]) == (1, [True, False])
    page = signed_in(cast.omar).get(f"/projects/{project.pk}/").content.decode()
    assert "/activity/" in page


def test_read_project_only_grows_and_tells_nobody(cast: Cast, project: Project) -> None:
    omar, reached = cast.actor("omar"), head(project.stream)
    with entries_left() as left:
        assert read_project(actor=omar, project=project, number=10**9).number == reached
        assert read_project(actor=omar, project=project, number=1).number == reached
    assert left == []
    assert cast.who(can_read_project, project) == "basel hala omar"
    with pytest.raises(Refused):
        read_project(actor=cast.actor("gharib"), project=project, number=1)


def test_reading_by_the_page_and_the_call(cast: Cast, project: Project) -> None:
    omar = signed_in(cast.omar)
    assert omar.post(f"/projects/{project.pk}/read/", {"number": "2"}).status_code == 204
    answer = omar.put(f"/api/projects/{project.pk}/read/", {"number": 3}, content_type="application/json")
    assert answer.json() == {"number": 3}
    assert signed_in(cast.gharib).post(f"/projects/{project.pk}/read/", {"number": "2"}).status_code == 404


def test_the_latest_talk_is_on_the_page(cast: Cast, project: Project) -> None:
    assert project.room is not None
    post_message(actor=cast.actor("omar"), room=project.room, body="العقد جاهز", client_id=uuid4())
    assert "العقد جاهز" in signed_in(cast.hala).get(f"/projects/{project.pk}/").content.decode()


def test_what_happened_by_kind_organisation_and_person(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, "omar", title="ترميم الطابق الأول")
    first = told(project, happenings(project))[0]
    assert (first.words, first.what, first.address) == (str(WORDS["task_created"]), task.title, f"/tasks/{task.pk}/")
    assert (first.person, first.organization) == (cast.omar, cast.other)
    assert {row.event for row in happenings(project, "tasks")} == {"task_created"}
    assert {row.event for row in happenings(project, "", cast.other.pk)} == {"partnership_accepted", "task_created"}
    assert {row.event for row in happenings(project, "partners", 0, cast.basel.pk)} == {"partner_invited"}


def test_every_word_belongs_to_a_group(cast: Cast, project: Project) -> None:
    starts = [start for _words, starts in GROUPS.values() for start in starts]
    assert [event for event in WORDS if not event.startswith(tuple(starts))] == []
    assert of_group("unknown") == of_group("")


def test_the_page_of_what_happened(cast: Cast, project: Project) -> None:
    page = f"/projects/{project.pk}/activity/"
    shown = signed_in(cast.omar).get(f"{page}?kind=partners&person={cast.omar.pk}").content.decode()
    assert str(WORDS["partnership_accepted"]) in shown
    assert f": <bdi>{project.title}" not in shown
    for asked_for in ("?kind=nonsense&before=x", "?organization=99999999999999999999"):
        assert signed_in(cast.omar).get(page + asked_for).status_code == 200
    assert signed_in(cast.gharib).get(page).status_code == 404


def test_what_happened_for_programs(cast: Cast, project: Project) -> None:
    address = f"/api/projects/{project.pk}/activity/"
    rows = signed_in(cast.omar).get(f"{address}?kind=partners").json()["results"]
    assert [row["number"] for row in rows] == [3, 2]
    assert rows[0]["person"] == cast.omar.pk
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_the_card_is_for_those_who_see_the_project(cast: Cast, project: Project) -> None:
    address = f"/projects/{project.pk}/card/"
    assert project.title in signed_in(cast.hala).get(address).content.decode()
    assert signed_in(cast.gharib).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_asks_as_often_for_three_as_for_one(
    cast: Cast, project: Project, number: int, django_assert_num_queries: Any
) -> None:
    for at in range(number):
        joined(cast, project, make_organization(f"جمعية {at}"))
        asked(cast, project, make_organization(f"مؤسسة {at}"))
        make_task(cast, project, due_on=timezone.localdate() + timedelta(3))
        row, month = indicator(cast, project), period(cast, project, at + 1)
        measured(cast, row, month, 10)
    client = signed_in(cast.basel)
    client.get(f"/projects/{project.pk}/")
    with django_assert_num_queries(39):  # with what the newest things that happened were about
        client.get(f"/projects/{project.pk}/")
    with django_assert_num_queries(35):
        client.get(f"/projects/{project.pk}/activity/")
