"""Moving tasks on a board: where they go, who may, and what it says no to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import create_column, delete_column, delete_task, edit_column, edit_task, move_task
from projects.actions.projects import STEP
from projects.models import Column, Project, Task, TaskMove
from projects.permissions import can_move_task
from projects.queries.board import Asked, board
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import make_task, proposed_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def column(project: Project, kind: str = "todo") -> Column:
    return Column.objects.get(project=project, kind=kind)


def moved(cast: Cast, task: Task, to: Column, after: Task | None = None, name: str = "basel", **more: Any) -> TaskMove:
    """As somebody who sees the task as `task` is."""
    given = {"base_version": task.version, "client_id": uuid4(), **more}
    return move_task(actor=cast.actor(name), task=task, column=to, after=after, **given)


def order(of: Column) -> list[str]:
    rows = Task.objects.filter(column=of, deleted_at__isnull=True).order_by("position", "pk")
    return [row.title for row in rows]


def titled(cast: Cast, project: Project, titles: str, **more: Any) -> list[Task]:
    return [make_task(cast, project, title=title, **more) for title in titles.split()]


def test_who_may_move_tasks(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    assert cast.who(can_move_task, task) == "basel hala omar"
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            moved(cast, task, column(project, "doing"), name=name)


def test_nobody_moves_what_is_deleted_or_archived(cast: Cast, project: Project) -> None:
    task, other = make_task(cast, project), make_task(cast, project)
    delete_task(actor=cast.actor("basel"), task=other)
    with pytest.raises(Refused):
        moved(cast, other, column(project, "doing"))
    Project.objects.filter(pk=project.pk).update(status=Project.Status.ARCHIVED)
    with pytest.raises(Refused):
        moved(cast, Task.objects.get(pk=task.pk), column(project, "doing"))


@pytest.mark.parametrize(("after", "wanted"), [(None, "د أ ب ج"), ("أ", "أ د ب ج"), ("ب", "أ ب د ج"), ("ج", "أ ب ج د")])
def test_move_task_goes_behind_the_one_that_is_named(
    cast: Cast, project: Project, after: str | None, wanted: str
) -> None:
    rows = {task.title: task for task in titled(cast, project, "أ ب ج")}
    task = make_task(cast, project, title="د", column=column(project, "doing"))
    moved(cast, task, column(project), rows[after] if after else None)
    assert order(column(project)) == wanted.split()
    assert order(column(project, "doing")) == []


def test_move_task_within_its_column(cast: Cast, project: Project) -> None:
    first, _second, third = titled(cast, project, "أ ب ج")
    moved(cast, first, first.column, third, name="omar")
    moved(cast, third, third.column)
    assert order(column(project)) == ["ج", "ب", "أ"]


def test_move_task_leaves_one_entry(cast: Cast, project: Project) -> None:
    task, _other = titled(cast, project, "أ ب")
    doing = column(project, "doing")
    with entries_left() as left:
        made = moved(cast, task, doing)
    facts = {"from": task.column_id, "counts": {str(task.column_id): 1, str(doing.pk): 1}}
    assert left == [(project.stream, "task_moved", task.pk, facts)]
    assert (made.version, made.position, made.origin_id) == (task.version + 1, STEP, task.column_id)
    assert (column(project).version, column(project, "doing").version) == (1, 1)


def test_a_column_of_what_is_done_makes_it_done(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    moved(cast, task, column(project, "done"))
    task.refresh_from_db()
    assert task.done_at is not None
    first_done = task.done_at
    moved(cast, task, column(project, "done"))
    task.refresh_from_db()
    assert task.done_at == first_done
    moved(cast, task, column(project, "doing"))
    task.refresh_from_db()
    assert task.done_at is None


def test_the_same_client_id_again_gives_the_same_move(cast: Cast, project: Project) -> None:
    task, client_id = make_task(cast, project), uuid4()
    first = moved(cast, task, column(project, "doing"), client_id=client_id)
    with entries_left() as left:
        assert moved(cast, task, column(project, "doing"), client_id=client_id) == first
    assert left == []
    with pytest.raises(Conflict) as refusal:
        moved(cast, task, column(project, "done"), client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_move_task_refuses_what_somebody_took_elsewhere(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    moved(cast, task, column(project, "doing"), name="omar")
    with pytest.raises(Conflict) as refusal:
        moved(cast, task, column(project, "done"))
    assert refusal.value.code == "stale"
    assert refusal.value.more["column"] == column(project, "doing").pk
    moved(cast, task, column(project, "doing"))  # both want the same: no quarrel
    moved(cast, Task.objects.get(pk=task.pk), column(project))


def test_who_changes_its_words_or_its_place_does_not_stand_in_the_way(cast: Cast, project: Project) -> None:
    task, other = titled(cast, project, "أ ب")
    edit_task(actor=cast.actor("omar"), task=task, title="أصلح")
    moved(cast, Task.objects.get(pk=task.pk), task.column, other, name="omar")
    moved(cast, task, column(project, "doing"))
    assert order(column(project, "doing")) == ["أصلح"]


def test_behind_what_left_the_column_means_at_the_end(cast: Cast, project: Project) -> None:
    first, _second, third = titled(cast, project, "أ ب ج")
    task = make_task(cast, project, title="د", column=column(project, "doing"))
    moved(cast, first, column(project, "done"))
    moved(cast, task, column(project), first)
    moved(cast, third, third.column, third)  # behind itself
    assert order(column(project)) == ["ب", "د", "ج"]


def test_a_column_takes_no_more_than_its_limit(cast: Cast, project: Project) -> None:
    doing = edit_column(actor=cast.actor("basel"), column=column(project, "doing"), limit=1)
    first, second = titled(cast, project, "أ ب")
    moved(cast, first, doing)
    with pytest.raises(Conflict) as refusal:
        moved(cast, second, doing)
    assert (refusal.value.code, refusal.value.more) == ("column_full", {"limit": 1, "count": 1})
    first.refresh_from_db()
    moved(cast, first, doing)  # what is in already may change its place
    with pytest.raises(Conflict):
        make_task(cast, project, column=doing)
    delete_task(actor=cast.actor("basel"), task=first)
    moved(cast, second, doing)


@pytest.mark.parametrize("elsewhere", ["another project's", "a deleted one"])
def test_move_task_refuses_a_column_that_is_not_there(cast: Cast, project: Project, elsewhere: str) -> None:
    task = make_task(cast, project)
    target = column(proposed_project(cast, title="آخر"))
    if elsewhere == "a deleted one":
        target = column(project, "waiting")
        delete_column(actor=cast.actor("basel"), column=target)
    with pytest.raises(ValidationError) as refusal:
        moved(cast, task, target)
    assert refusal.value.error_dict["column"][0].code == "invalid_choice"


def test_where_there_is_no_room_the_column_is_numbered_anew(cast: Cast, project: Project) -> None:
    first, last = titled(cast, project, "أ ب")
    rows = [make_task(cast, project, title=str(at), column=column(project, "doing")) for at in range(18)]
    with entries_left() as left:
        for row in rows:
            moved(cast, row, first.column, first)
    assert order(column(project)) == ["أ", *[str(at) for at in reversed(range(18))], "ب"]
    assert [entry.facts.get("renumbered", False) for entry in left].count(True) == 1
    last.refresh_from_db()
    assert (last.version, last.position > 1 << 40) == (1, True)


def test_the_first_place_is_never_used_up(cast: Cast, project: Project) -> None:
    first, second = titled(cast, project, "أ ب")
    for _ in range(40):
        first, second = second, first
        first.refresh_from_db()
        moved(cast, first, first.column)
    positions = Task.objects.filter(column=first.column).values_list("position", flat=True)
    assert len(set(positions)) == 2
    assert order(column(project)) == [first.title, second.title]


def asked(project: Project, **more: Any) -> list[str]:
    return [card["title"] for shown in board(project, Asked(**more)) for card in shown.cards]


def test_the_board_is_narrowed(cast: Cast, project: Project) -> None:
    label = project.labels.create(name="مشتريات")
    yesterday = timezone.localdate() - timedelta(days=1)
    make_task(cast, project, title="عروض أسعار لأسرّة", organization=cast.other, person=cast.omar, labels=[label])
    make_task(cast, project, title="رخصة", due_on=yesterday)
    assert asked(project, organization=cast.other.pk) == asked(project, person=cast.omar.pk) == ["عروض أسعار لأسرّة"]
    assert asked(project, label=label.pk) == asked(project, words="اسره") == asked(project, words="1")
    assert asked(project, late=True) == ["رخصة"]
    assert asked(project, late=True, words="عروض") == []
    shown = board(project, Asked(late=True))[0]
    assert (shown.facts["count"], shown.found, len(shown.cards)) == (2, 1, 1)


@pytest.mark.parametrize("number", [1, 60])
def test_the_board_asks_as_often_for_many_as_for_one(
    cast: Cast, project: Project, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_task(cast, project, organization=cast.other, person=cast.omar)
    with django_assert_num_queries(4):
        shown = board(project, Asked())
    assert (len(shown[0].cards), shown[0].found) == (min(number, 50), number)


def test_the_page_asks_as_often_for_many_as_for_one(
    cast: Cast, project: Project, django_assert_num_queries: Any
) -> None:
    client, address = signed_in(cast.omar), f"/projects/{project.pk}/board/"
    make_task(cast, project)
    client.get(address)
    for number in (1, 60):
        with django_assert_num_queries(23):
            page = client.get(address).content.decode()
        assert page.count('<li class="kanban-card') == min(number, 20)
        for _ in range(59):
            make_task(cast, project, organization=cast.other, person=cast.omar)


def test_the_rest_of_a_long_column_has_pages_of_its_own(cast: Cast, project: Project) -> None:
    for at in range(53):
        make_task(cast, project, title=f"مهمة {at}")
    client, here = signed_in(cast.hala), column(project).pk
    page = client.get(f"/projects/{project.pk}/board/").content.decode()
    assert f"?column={here}" in page
    assert "33 مهمة أخرى" in page
    first, second = (
        client.get(f"/projects/{project.pk}/board/?column={here}&page={at}").content.decode() for at in (1, 2)
    )
    assert (first.count("data-task"), second.count("data-task")) == (50, 3)


def test_who_sees_the_pages_and_who_does_not(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    pages = [
        f"/projects/{project.pk}/board/",
        f"/projects/{project.pk}/board/?column={task.column_id}",
        f"/tasks/{task.pk}/move/",
    ]
    for page in pages:
        assert task.title in signed_in(cast.hala).get(page).content.decode()
        assert [signed_in(getattr(cast, name)).get(page).status_code for name in ("salma", "rania", "gharib")] == [
            404
        ] * 3
    for page in (
        f"/projects/{project.pk}/columns/",
        f"/projects/{project.pk}/columns/new/",
        f"/columns/{task.column_id}/edit/",
    ):
        assert [signed_in(getattr(cast, name)).get(page).status_code for name in ("basel", "omar", "gharib")] == [
            200,
            403,
            404,
        ]


def test_the_form_moves_to_the_first_or_the_last_place(cast: Cast, project: Project) -> None:
    first, second, third = titled(cast, project, "أ ب ج")
    page = f"/tasks/{third.pk}/move/"
    sent_form = {"client_id": str(uuid4()), "base_version": "1", "column": str(first.column_id), "place": "first"}
    answer = signed_in(cast.hala).post(page, sent_form)
    assert (answer.status_code, answer["Location"]) == (302, f"/projects/{project.pk}/board/")
    assert order(first.column) == ["ج", "أ", "ب"]
    edit_column(actor=cast.actor("basel"), column=column(project, "doing"), limit=1)
    moved(cast, second, column(project, "doing"))
    full = {**sent_form, "client_id": str(uuid4()), "base_version": "2", "column": str(column(project, "doing").pk)}
    assert signed_in(cast.hala).post(page, full).status_code == 200  # said above the form
    assert order(first.column) == ["ج", "أ"]


# For programs ---------------------------------------------------------------------------------------------------------
def sent(cast: Cast, task: Task, name: str = "basel", **body: Any) -> Any:
    given = {"client_id": str(uuid4()), "after": None, "base_version": task.version, **body}
    return signed_in(getattr(cast, name)).post(f"/api/tasks/{task.pk}/moves/", given, content_type="application/json")


def test_the_api_tells_the_board_and_moves(cast: Cast, project: Project) -> None:
    first, second = titled(cast, project, "أ ب")
    client_id = str(uuid4())
    answer = sent(cast, second, column=first.column_id, client_id=client_id)
    assert (answer.status_code, answer.json()["version"], answer.json()["task"]["title"]) == (201, 2, "ب")
    again = sent(cast, second, column=first.column_id, client_id=client_id)
    assert (again.status_code, again.json()["position"]) == (200, answer.json()["position"])
    told = signed_in(cast.omar).get(f"/api/projects/{project.pk}/board/").json()
    assert [card["title"] for card in told["columns"][0]["tasks"]] == ["ب", "أ"]
    assert told["head"] == answer.json()["head"]
    assert [each["count"] for each in told["columns"]] == [2, 0, 0, 0]
    late = signed_in(cast.omar).get(f"/api/projects/{project.pk}/board/?late=true").json()
    assert (late["columns"][0]["found"], late["columns"][0]["count"]) == (0, 2)


def test_the_api_says_why_not(cast: Cast, project: Project) -> None:
    task, done = make_task(cast, project), column(project, "done")
    foreign = column(proposed_project(cast, title="آخر"))
    assert sent(cast, task, name="gharib", column=done.pk).status_code == 404
    assert sent(cast, task, column=foreign.pk).status_code == 400
    assert sent(cast, task, name="omar", column=foreign.pk).status_code == 404  # which he does not see
    assert sent(cast, task, column=done.pk, after=10**9).status_code == 404
    edit_column(actor=cast.actor("basel"), column=done, limit=1)
    assert sent(cast, task, column=done.pk).status_code == 201
    full = sent(cast, make_task(cast, project), column=done.pk).json()
    assert (full["status"], full["code"], full["limit"], full["count"]) == (409, "column_full", 1, 1)
    stale = sent(cast, task, column=column(project, "doing").pk)
    assert (stale.status_code, stale.json()["code"], stale.json()["column"]) == (409, "stale", done.pk)
    delete_task(actor=cast.actor("basel"), task=Task.objects.get(pk=task.pk))
    assert sent(cast, task, column=done.pk).status_code == 404


def test_the_api_brings_the_rest_of_a_column(cast: Cast, project: Project) -> None:
    for at in range(53):
        make_task(cast, project, title=str(at))
    client = signed_in(cast.hala)
    last = client.get(f"/api/projects/{project.pk}/board/").json()["columns"][0]["tasks"][-1]
    address = f"/api/columns/{last['column']}/tasks/"
    rest = client.get(address, {"after": last["id"], "position": last["position"]}).json()
    assert ([card["title"] for card in rest["tasks"]], rest["more"]) == (["50", "51", "52"], False)
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_columns_for_programs(cast: Cast, project: Project) -> None:
    client: Any = signed_in(cast.basel)
    sent_by = {"content_type": "application/json"}
    body = {"client_id": str(uuid4()), "title": "للمراجعة", "kind": "doing", "limit": 3}
    made = client.post(f"/api/projects/{project.pk}/columns/", body, **sent_by)
    again = client.post(f"/api/projects/{project.pk}/columns/", body, **sent_by)
    assert (made.status_code, again.status_code, made.json()["count"]) == (201, 200, 0)
    address = f"/api/columns/{made.json()['id']}/"
    assert client.patch(address, {"limit": None}, content_type="application/json").json()["limit"] is None
    first = client.put(f"{address}place/", {"after": None}, **sent_by).json()
    assert first["position"] == STEP
    omar: Any = signed_in(cast.omar)
    assert omar.patch(address, {"limit": 1}, **sent_by).status_code == 403
    assert signed_in(cast.gharib).delete(address).status_code == 404
    assert client.delete(address, {}, **sent_by).status_code == 204
    assert create_column(actor=cast.actor("basel"), project=project, **{**body, "client_id": uuid4()}).pk  # type: ignore[arg-type]
