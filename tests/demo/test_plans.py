"""The plan of the demo's joint project."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.projects.planned import people_of
from demo.projects.plans import fill_plan
from projects.actions import edit_project
from projects.models import Comment, Project, Task
from projects.queries import listed, plan_of
from tests.factories import Cast
from tests.projects.made import joint_project

pytestmark = pytest.mark.django_db


def test_the_text_becomes_a_plan(cast: Cast) -> None:
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(90), "ends_on": today + timedelta(120)}
    edit_project(actor=cast.actor("basel"), project=joint_project(cast), **days)
    project = listed(Project.objects.all()).get()
    number = fill_plan(project, people_of(project))
    plan = plan_of(project)
    assert 30 <= number <= 60
    assert (len(plan.goals), plan.loose, plan.tasks) == (2, [], [])
    assert 0 < plan.sums.done < plan.sums.total
    assert plan.sums.late > 0
    assert {task.column.kind for task in Task.objects.select_related("column")} == {"todo", "doing", "waiting", "done"}
    assert Comment.objects.exists()
