"""Plans to begin with: those that ship, those an organisation keeps, and what comes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import begin_project, lay_plan, leave_project, save_template, withdraw_template
from projects.models import Activity, Check, Column, Project, Result, Task, Template
from projects.permissions import (
    can_begin_project,
    can_lay_plan,
    can_save_template,
    can_withdraw_template,
    templates_for,
)
from projects.plans import activities_of, length, shipped, tasks_of
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.projects.made import joint_project, make_task, proposed_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def ours(cast: Cast) -> Template:
    return Template.objects.create(
        organization=cast.association,
        title="خطتنا",
        plan={"tasks": [{"title": "أولى", "days": [0, 4], "checks": ["بند"]}], "columns": [
            {"title": "قائمة", "kind": "todo", "limit": 3}, {"title": "منجز", "kind": "done", "limit": None}]},
    )  # fmt: skip


@pytest.mark.parametrize("row", shipped(), ids=lambda row: row["key"])
def test_what_ships_is_whole(row: dict[str, Any]) -> None:
    tasks, activities = list(tasks_of(row)), list(activities_of(row))
    assert (len(tasks) >= 12, len(activities) >= 3, 20 < length(row) < 200) == (True, True, True)
    assert {task.get("kind", "task") for task in tasks} == {"task", "milestone"}
    for activity in activities:
        first, last = activity["days"]
        assert all(0 <= task["days"][0] <= task["days"][1] <= last for task in activity["tasks"]), activity["title"]
        assert first <= last


def test_four_templates_ship() -> None:
    found = set(Template.objects.filter(organization=None).values_list("key", flat=True))
    assert found == {"care_home", "convoy", "training", "school"}


def test_begin_project_with_a_plan(cast: Cast) -> None:
    template = Template.objects.get(key="convoy")
    first = timezone.localdate()
    project = begin_project(actor=cast.actor("basel"), client_id=uuid4(), title="قافلة الشتاء", template=template)
    tasks = Task.objects.filter(project=project).order_by("number")
    assert tasks.count() == project.tasks_made == len(list(tasks_of(template.plan)))
    assert [task.number for task in tasks] == list(range(1, tasks.count() + 1))
    assert (project.starts_on, project.ends_on) == (first, first + timedelta(days=length(template.plan) - 1))
    assert Result.objects.filter(project=project, kind="output").count() == 3
    assert Activity.objects.filter(project=project).count() == 4
    assert Check.objects.filter(task__project=project).count() == 3
    assert all(task.starts_on is None for task in tasks if task.kind == "milestone")


def test_a_plan_keeps_to_the_days_of_the_project(cast: Cast) -> None:
    today = timezone.localdate()
    project = proposed_project(cast, starts_on=today, ends_on=today + timedelta(10))
    lay_plan(actor=cast.actor("basel"), project=project, template=Template.objects.get(key="school"))
    assert not Task.objects.filter(project=project, due_on__gt=today + timedelta(10)).exists()


def test_lay_plan_leaves_one_entry_and_refuses_a_second_plan(cast: Cast) -> None:
    project, template = joint_project(cast), ours(cast)
    with entries_left() as left:
        lay_plan(actor=cast.actor("basel"), project=project, template=template)
    assert left == [(project.stream, "plan_laid", project.pk, {})]
    assert [row.title for row in Column.objects.filter(project=project)] == ["قائمة", "منجز"]
    with pytest.raises(Conflict) as refusal:
        lay_plan(actor=cast.actor("basel"), project=project, template=template)
    assert refusal.value.code == "plan_not_empty"


def test_who_lays_keeps_and_withdraws(cast: Cast) -> None:
    project, template = joint_project(cast), ours(cast)
    assert cast.who(can_begin_project) == "basel omar"
    assert cast.who(can_lay_plan, project, template) == "basel"
    assert cast.who(can_save_template, project) == "basel omar"
    assert cast.who(can_withdraw_template, template) == "basel"
    assert cast.who(can_withdraw_template, Template.objects.get(key="school")) == ""
    with pytest.raises(Refused):
        lay_plan(actor=cast.actor("omar"), project=project, template=template)


def test_save_template_keeps_the_plan_and_nobody(cast: Cast) -> None:
    project = joint_project(cast, starts_on=timezone.localdate())
    make_task(cast, project, title="رخصة", due_on=timezone.localdate() + timedelta(9))
    kept = save_template(actor=cast.actor("omar"), project=project, title="دار رعاية لدينا")
    assert [(row["title"], row["days"]) for row in tasks_of(kept.plan)] == [("رخصة", [None, 9])]
    assert len(kept.plan["columns"]) == 4
    assert [kept in templates_for(person) for person in (cast.omar, cast.basel, cast.gharib)] == [True, False, False]
    again = save_template(actor=cast.actor("omar"), project=project, title="دار رعاية لدينا")
    assert again.pk == kept.pk


def test_what_was_kept_stays_with_whoever_left(cast: Cast) -> None:
    project = joint_project(cast)
    kept = save_template(actor=cast.actor("omar"), project=project, title="خطتنا")
    partner = project.partners.get(organization=cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    assert kept in templates_for(cast.omar)


def test_withdraw_template(cast: Cast) -> None:
    template = ours(cast)
    withdraw_template(actor=cast.actor("basel"), template=template)
    withdraw_template(actor=cast.actor("basel"), template=template)
    assert template not in templates_for(cast.basel)


def test_templates_on_the_pages(cast: Cast) -> None:
    basel, project = signed_in(cast.basel), joint_project(cast)
    chosen = Template.objects.get(key="training")
    assert "دورة تدريبية" in basel.get(f"/projects/new/?template={chosen.pk}").content.decode()
    sent = {"client_id": str(uuid4()), "title": "تدريب مقدّمي الرعاية", "template": chosen.pk}
    basel.post("/projects/new/", sent)
    assert Task.objects.filter(project__title="تدريب مقدّمي الرعاية").exists()
    assert basel.get(f"/projects/{project.pk}/template/").status_code == 200
    basel.post(f"/projects/{project.pk}/template/", {"title": "خطتنا"})
    kept = Template.objects.get(organization=cast.association)
    assert signed_in(cast.hala).get(f"/projects/{project.pk}/template/").status_code == 403
    assert signed_in(cast.omar).post(f"/project-templates/{kept.pk}/withdraw/").status_code == 404
    basel.post(f"/project-templates/{kept.pk}/withdraw/")
    assert not templates_for(cast.basel).filter(pk=kept.pk).exists()


def test_templates_for_programs(cast: Cast) -> None:
    basel, project = signed_in(cast.basel), joint_project(cast)
    make_task(cast, project)
    saved = basel.put(f"/api/projects/{project.pk}/template/", {"title": "خطتنا"}, content_type="application/json")
    assert saved.json()["tasks"] == 1
    assert len(basel.get("/api/project-templates/").json()["results"]) == 5
    sent = {"client_id": str(uuid4()), "title": "مشروع", "template": saved.json()["id"]}
    made = basel.post("/api/projects/", sent, content_type="application/json")
    assert Task.objects.filter(project=made.json()["id"]).count() == 1
    foreign = signed_in(cast.omar).post("/api/projects/", {**sent, "client_id": str(uuid4())}, "application/json")
    assert foreign.status_code == 400
    assert basel.delete(f"/api/project-templates/{saved.json()['id']}/").status_code == 204


def test_begin_project_repeated_lays_no_second_plan(cast: Cast) -> None:
    template, client_id = ours(cast), uuid4()
    make = {"actor": cast.actor("basel"), "client_id": client_id, "title": "قافلة", "template": template}
    first = begin_project(**make)  # type: ignore[arg-type]
    assert begin_project(**make) == first  # type: ignore[arg-type]
    assert Task.objects.filter(project=first).count() == 1
    assert Project.objects.count() == 1


def test_an_organisation_sees_no_other_ones_templates(cast: Cast) -> None:
    foreign = Template.objects.create(organization=make_organization(), title="لغيرنا")
    assert foreign not in templates_for(cast.basel)
