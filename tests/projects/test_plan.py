"""Goals, outputs and activities: made, changed, put in order, struck out; and the tree they make."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.refusals import Conflict, Refused
from needs.models import Item, TargetGroup
from projects.actions import (
    delete_activity,
    delete_result,
    delete_task,
    edit_activity,
    edit_project,
    edit_result,
    place_activity,
    place_result,
)
from projects.models import Activity, Column, Project, Result
from projects.permissions import (
    activities_for,
    can_create_activity,
    can_create_result,
    can_delete_activity,
    can_delete_result,
    can_edit_activity,
    can_edit_result,
    can_place_activity,
    can_place_result,
    results_for,
)
from projects.queries import facts, plan_of
from tests.entries import entries_left
from tests.factories import Cast, make_organization
from tests.projects.made import joint_project, make_activity, make_output, make_result, make_task
from tests.projects.test_tasks import codes

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def titles(rows: Any) -> list[str]:
    return [row.title for row in rows]


def test_who_may_do_what_to_the_plan(cast: Cast, project: Project) -> None:
    result, activity = make_result(cast, project), make_activity(cast, project)
    rules: list[tuple[Any, Any]] = [
        *((may, project) for may in (can_create_result, can_create_activity)),
        *((may, result) for may in (can_edit_result, can_place_result, can_delete_result)),
        *((may, activity) for may in (can_edit_activity, can_place_activity, can_delete_activity)),
    ]
    for may, thing in rules:
        assert cast.who(may, thing) == "basel hala omar", may
    assert result in results_for(cast.omar)
    assert activity in activities_for(cast.omar)
    assert not results_for(cast.gharib).exists()
    assert not activities_for(cast.rania).exists()


def test_every_verb_of_the_plan_refuses_outsiders(cast: Cast, project: Project) -> None:
    result, activity, gharib = make_result(cast, project), make_activity(cast, project), cast.actor("gharib")
    for act in (
        lambda: make_result(cast, project, "gharib"),
        lambda: edit_result(actor=gharib, result=result, title="لنا"),
        lambda: place_result(actor=gharib, result=result),
        lambda: delete_result(actor=gharib, result=result),
        lambda: make_activity(cast, project, "gharib"),
        lambda: edit_activity(actor=gharib, activity=activity, title="لنا"),
        lambda: place_activity(actor=gharib, activity=activity),
        lambda: delete_activity(actor=gharib, activity=activity),
    ):
        with pytest.raises(Refused):
            act()


def test_the_entries_of_results(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        goal = make_result(cast, project)
        edit_result(actor=cast.actor("omar"), result=goal, title="رعاية لائقة", note="لكل كبير سن")
        edit_result(actor=cast.actor("omar"), result=goal, title="رعاية لائقة")
        place_result(actor=cast.actor("omar"), result=goal)
        delete_result(actor=cast.actor("omar"), result=goal)
    assert left == [
        (project.stream, "result_created", goal.pk, {}),
        (project.stream, "result_edited", goal.pk, {"fields": ["note", "title"]}),
        (project.stream, "result_placed", goal.pk, {}),
        (project.stream, "result_deleted", goal.pk, {}),
    ]
    assert facts("result", [goal.pk]) == {}


def test_the_entries_of_activities(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        row = make_activity(cast, project)
        edit_activity(actor=cast.actor("omar"), activity=row, status="ongoing", organization=cast.other)
        edit_activity(actor=cast.actor("omar"), activity=row, status="ongoing")
        place_activity(actor=cast.actor("omar"), activity=row)
        delete_activity(actor=cast.actor("omar"), activity=row)
    assert left == [
        (project.stream, "activity_created", row.pk, {}),
        (project.stream, "activity_edited", row.pk, {"fields": ["organization", "status"]}),
        (project.stream, "activity_placed", row.pk, {}),
        (project.stream, "activity_deleted", row.pk, {}),
    ]


def test_made_twice_with_one_client_id(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    for make in (make_result, make_activity):
        assert make(cast, project, client_id=client_id) == make(cast, project, client_id=client_id)
        with pytest.raises(Conflict):
            make(cast, project, client_id=client_id, title="غيره")


def test_outputs_belong_to_a_goal_of_the_project(cast: Cast, project: Project) -> None:
    foreign = make_result(cast, joint_project(cast))
    output = make_output(cast, project)
    for goal in (None, foreign, output):
        with pytest.raises(ValidationError) as refusal:
            make_result(cast, project, kind="output", goal=goal)
        assert codes(refusal) == {("goal", "invalid_choice")}
    with pytest.raises(ValidationError) as refusal:
        make_result(cast, project, goal=output.goal)
    assert codes(refusal) == {("goal", "invalid_choice")}


def test_results_are_put_in_order(cast: Cast, project: Project) -> None:
    first, second, third = (make_result(cast, project, title=title) for title in "أبج")
    place_result(actor=cast.actor("omar"), result=third, after=first)
    assert titles(project.results.all()) == ["أ", "ج", "ب"]
    place_result(actor=cast.actor("omar"), result=second)
    assert titles(project.results.all()) == ["ب", "أ", "ج"]
    for _ in range(40):  # until no room is left between two
        place_result(actor=cast.actor("omar"), result=third, after=second)
        place_result(actor=cast.actor("omar"), result=first, after=second)
    assert titles(project.results.all()) == ["ب", "أ", "ج"]
    with pytest.raises(ValidationError):
        place_result(actor=cast.actor("omar"), result=first, after=make_output(cast, project))


def test_activities_move_between_outputs(cast: Cast, project: Project) -> None:
    output = make_output(cast, project)
    first, second = make_activity(cast, project, output=output), make_activity(cast, project, title="تدريب")
    place_activity(actor=cast.actor("hala"), activity=second, output=output)
    assert list(output.activities.all()) == [second, first]
    with pytest.raises(ValidationError) as refusal:
        place_activity(actor=cast.actor("hala"), activity=second, output=output.goal)
    assert codes(refusal) == {("output", "invalid_choice")}


def test_what_is_used_is_not_struck_out(cast: Cast, project: Project) -> None:
    output = make_output(cast, project)
    activity = make_activity(cast, project, output=output)
    task = make_task(cast, project, activity=activity)
    assert output.goal is not None
    acts: list[Any] = [
        partial(delete_result, actor=cast.actor("basel"), result=output.goal),
        partial(delete_result, actor=cast.actor("basel"), result=output),
        partial(delete_activity, actor=cast.actor("basel"), activity=activity),
    ]
    for act in acts:
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "in_use"
    delete_task(actor=cast.actor("basel"), task=task)
    delete_activity(actor=cast.actor("basel"), activity=activity)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"title": ""}, ("title", "blank")),
        ({"status": "asleep"}, ("status", "invalid_choice")),
        ({"quantity": 1000}, ("item", "required")),
        ({"quantity": -1}, ("quantity", "invalid_quantity")),
        ({"targeted": 10**9}, ("targeted", "invalid_count")),
    ],
)
def test_create_activity_refuses(cast: Cast, project: Project, details: dict[str, Any], wrong: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_activity(cast, project, **details)
    assert codes(refusal) == {wrong}


def test_an_activity_is_a_partners(cast: Cast, project: Project) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_activity(cast, project, organization=make_organization())
    assert codes(refusal) == {("organization", "not_a_partner")}


def test_an_activity_says_what_and_for_whom(cast: Cast, project: Project) -> None:
    item, groups = Item.objects.first(), list(TargetGroup.objects.all()[:2])
    row = make_activity(cast, project, item=item, quantity=2500, targeted=60, target_groups=groups)
    told = facts("activity", [row.pk])[row.pk]
    assert (told["quantity"], told["targeted"], set(told["target_groups"])) == ("2.5", 60, {each.pk for each in groups})


def test_days_within_days(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    basel = cast.actor("basel")
    edit_project(actor=basel, project=project, starts_on=today, ends_on=today + timedelta(60))
    project.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        make_activity(cast, project, ends_on=today + timedelta(61))
    assert codes(refusal) == {("ends_on", "outside_parent")}
    row = make_activity(cast, project, starts_on=today, ends_on=today + timedelta(30))
    with pytest.raises(ValidationError) as refusal:
        make_task(cast, project, activity=row, due_on=today + timedelta(31))
    assert codes(refusal) == {("due_on", "outside_parent")}
    make_task(cast, project, activity=row, title="توقيع العقد", due_on=today + timedelta(20))
    with pytest.raises(ValidationError) as refusal:
        edit_activity(actor=basel, activity=row, ends_on=today + timedelta(10))
    assert codes(refusal) == {("ends_on", "outside_parent")}
    assert "توقيع العقد" in str(refusal.value)
    with pytest.raises(ValidationError) as refusal:
        edit_project(actor=basel, project=project, ends_on=today + timedelta(25))
    assert "ترميم المبنى" in str(refusal.value)


def test_the_tree_adds_up(cast: Cast, project: Project) -> None:
    output = make_output(cast, project)
    activity = make_activity(cast, project, output=output)
    done = Column.objects.get(project=project, kind="done")
    make_task(cast, project, activity=activity, column=done)
    make_task(cast, project, activity=activity, due_on=timezone.localdate() - timedelta(1))
    make_task(cast, project)
    plan = plan_of(project)
    (goal,) = plan.goals
    assert (goal.sums.total, goal.sums.done, goal.sums.late, goal.sums.percent) == (2, 1, 1, 50)
    assert len(goal.outputs[0].activities[0].tasks) == 2
    assert (plan.sums.total, len(plan.tasks), plan.loose) == (3, 1, [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_tree_asks_as_often_for_three_as_for_one(
    cast: Cast, project: Project, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_task(cast, project, activity=make_activity(cast, project, output=make_output(cast, project)))
    with django_assert_num_queries(6):
        plan_of(project)


def test_a_plan_is_limited(cast: Cast, project: Project) -> None:
    rows = [Result(project=project, kind="goal", title="هدف", client_id=uuid4()) for _ in range(100)]
    Result.objects.bulk_create(rows)
    with pytest.raises(Conflict) as refusal:
        make_result(cast, project)
    assert refusal.value.code == "too_many_results"
