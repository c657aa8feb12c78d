"""Lines of a signed plan that become a project with activities, tasks and rows of the 4W."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.actions import create_project_of_plan, take_lines_into_project
from coordination.models import PlanLine, UnifiedPlan
from coordination.permissions import can_create_project_of_plan, can_take_into_project
from coordination.queries import lines_of
from coordination.queries.plan_table import four_w_rows as plan_rows
from journal.refusals import Conflict, Refused
from projects.models import Project, Task
from projects.queries.reports import four_w_rows
from tests.coordination.planned import plan_to_sign, signed_plan
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.meetings.made import chair_of
from tests.projects.made import joined

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def own(cast: Cast, plan: UnifiedPlan, name: str = "basel") -> list[PlanLine]:
    return list(plan.lines.filter(organization=cast.actor(name).organization))


def made(cast: Cast, plan: UnifiedPlan, name: str = "basel", **more: object) -> Project:
    given = {"client_id": uuid4(), "title": plan.title, "lines": own(cast, plan, name), **more}
    return create_project_of_plan(actor=cast.actor(name), plan=plan, **given)  # type: ignore[arg-type]


def test_create_project_of_plan_makes_activities_tasks_and_rows_of_the_four_w(cast: Cast) -> None:
    plan = signed_plan(cast)
    (line,) = own(cast, plan)
    with entries_left() as left:
        project = made(cast, plan)
    line.refresh_from_db()
    activity = line.project_activity
    assert activity is not None
    assert (line.project, activity.organization, activity.place) == (project, cast.association, plan.place)
    assert (activity.title, activity.targeted, activity.starts_on) == (line.activity, 6000, line.starts_on)
    assert [str(group) for group in activity.target_groups.all()] == [str(line.target_group)]
    task = Task.objects.get(project=project)
    assert (task.title, task.activity, task.due_on) == (line.activity, activity, line.ends_on)
    (row,) = four_w_rows([project], timezone.localdate())
    assert (row["adm1_code"], row["sector_code"], row["targeted"]) == ("SY02", "FSL", 6000)
    assert plan.code in row["remarks"]
    facts = {"code": plan.code, "version": 3, "organization": cast.association.pk, "lines": [line.pk]}
    assert [each for each in left if each.stream == plan.stream] == [(plan.stream, "plan_lines_taken", plan.pk, facts)]


def test_create_project_of_plan_is_for_those_who_may_propose_projects(cast: Cast) -> None:
    plan = signed_plan(cast)
    assert cast.who(can_create_project_of_plan, plan) == "basel omar"
    (line,) = own(cast, plan)
    assert cast.who(can_take_into_project, line) == "basel hala"
    for name in set(NAMES) - {"basel", "omar"}:
        with pytest.raises(Refused):
            made(cast, plan, name, lines=[line])
    assert can_create_project_of_plan(chair_of(cast), plan)


def test_each_takes_its_own_lines_once_and_of_a_signed_plan(cast: Cast) -> None:
    with pytest.raises(Conflict) as refused:
        made(cast, plan_to_sign(cast))
    assert refused.value.code == "wrong_status"
    plan = signed_plan(cast)
    for lines, code in (([], "no_lines"), (own(cast, plan, "omar"), "not_own_line")):
        with pytest.raises(ValidationError) as wrong:
            made(cast, plan, lines=lines)
        assert wrong.value.error_dict["lines"][0].code == code
    key = uuid4()
    assert made(cast, plan, client_id=key) == made(cast, plan, client_id=key)
    with pytest.raises(Conflict) as refused:
        made(cast, plan)
    assert refused.value.code == "line_taken"
    assert Project.objects.count() == 1


def test_another_organisation_brings_its_lines_into_the_same_project(cast: Cast) -> None:
    plan = signed_plan(cast)
    project, lines = made(cast, plan), own(cast, plan, "omar")
    with pytest.raises(Refused):
        take_lines_into_project(actor=cast.actor("omar"), plan=plan, project=project, lines=lines)
    joined(cast, project, cast.other)
    take_lines_into_project(actor=cast.actor("omar"), plan=plan, project=project, lines=lines)
    assert [activity.organization for activity in project.activities.all()] == [cast.association, cast.other]


def test_the_plans_own_rows_have_the_columns_of_the_four_w(cast: Cast) -> None:
    plan = signed_plan(cast)
    first, second = plan_rows(plan, lines_of(plan), timezone.localdate())
    assert (first["implementing"], first["quantity"], first["unit"]) == (str(cast.association), 1200, "سلة")
    assert (first["adm1_code"], first["adm2_code"], second["groups"]) == ("SY02", "", "")
