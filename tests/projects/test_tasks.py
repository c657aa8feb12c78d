"""Making, changing and taking away what there is to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import create_task, delete_task, edit_project, edit_task, restore_task
from projects.models import Column, Label, Project, Task, TaskChange
from projects.permissions import can_create_task, can_delete_task, can_edit_task, can_restore_task, tasks_for
from projects.queries import facts
from tests.entries import entries_left
from tests.factories import NAMES, Cast, make_organization
from tests.projects.made import make_task, proposed_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def codes(refusal: pytest.ExceptionInfo[ValidationError]) -> set[tuple[str, str]]:
    return {(field, str(error.code)) for field, errors in refusal.value.error_dict.items() for error in errors}


def test_who_may_do_what_to_tasks(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    assert cast.who(can_create_task, project) == "basel hala omar"
    for may in (can_edit_task, can_delete_task, can_restore_task):
        assert cast.who(may, task) == "basel hala omar"
    project.status = Project.Status.ARCHIVED
    task.project = project
    assert cast.who(can_create_task, project) == cast.who(can_edit_task, task) == ""


def test_tasks_for_those_who_see_the_project(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    assert [name for name in NAMES if task in tasks_for(getattr(cast, name))] == ["basel", "hala", "omar"]
    delete_task(actor=cast.actor("basel"), task=task)
    assert not tasks_for(cast.basel).exists()


def test_create_task_goes_to_the_end_of_the_first_column(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        first, second = make_task(cast, project), make_task(cast, project, "omar")
    assert left == [(project.stream, "task_created", task.pk, {}) for task in (first, second)]
    assert (first.number, second.number) == (1, 2)
    assert (first.column.kind, first.position, second.position) == ("todo", 65_536, 131_072)
    assert second.author_organization == cast.other


def test_create_task_in_the_column_of_what_is_done(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, column=Column.objects.get(project=project, kind="done"))
    assert task.done_at is not None


def test_create_task_repeated(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    first = make_task(cast, project, client_id=client_id)
    assert make_task(cast, project, client_id=client_id) == first
    with pytest.raises(Conflict) as refusal:
        make_task(cast, project, client_id=client_id, title="غيرها")
    assert refusal.value.code == "client_id_reused"
    assert Task.objects.count() == 1


def test_create_task_refuses_others(cast: Cast, project: Project) -> None:
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            make_task(cast, project, name)


def test_create_task_tells_whom_it_is_given_to(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        task = make_task(cast, project, organization=cast.other, person=cast.omar)
    told = (
        f"user.{cast.omar.pk}",
        "task_assigned",
        task.pk,
        {"project": project.pk, "code": project.code, "number": 1},
    )
    assert told in left
    with entries_left() as left:
        make_task(cast, project, "omar", organization=cast.other, person=cast.omar)
    assert [each.event for each in left] == ["task_created"]


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"title": " "}, ("title", "blank")),
        ({"title": "م" * 201}, ("title", "max_length")),
        ({"kind": "milestone"}, ("due_on", "required")),
        ({"kind": "epic"}, ("kind", "invalid_choice")),
        ({"progress": 101}, ("progress", "invalid_progress")),
        ({"repeats": "daily"}, ("repeats", "invalid_choice")),
    ],
)
def test_create_task_refuses(cast: Cast, project: Project, details: dict[str, Any], wrong: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_task(cast, project, **details)
    assert codes(refusal) == {wrong}
    assert Project.objects.get(pk=project.pk).tasks_made == 0


def test_create_task_refuses_owners_who_are_no_partners(cast: Cast, project: Project) -> None:
    stranger = make_organization()
    cases: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"organization": stranger}, ("organization", "not_a_partner")),
        ({"waiting_for": stranger}, ("waiting_for", "not_a_partner")),
        ({"organization": cast.other, "person": cast.basel}, ("person", "not_of_organization")),
        ({"person": cast.basel}, ("person", "not_of_organization")),
        ({"column": Column.objects.get(project=proposed_project(cast), kind="todo")}, ("column", "invalid_choice")),
    ]
    for details, wrong in cases:
        with pytest.raises(ValidationError) as refusal:
            make_task(cast, project, **details)
        assert codes(refusal) == {wrong}


def test_days_lie_within_the_project(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    edit_project(actor=cast.actor("basel"), project=project, starts_on=today, ends_on=today + timedelta(30))
    project.refresh_from_db()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"starts_on": today - timedelta(1)}, "starts_on"),
        ({"due_on": today + timedelta(31)}, "due_on"),
    ]
    for details, field in cases:
        with pytest.raises(ValidationError) as refusal:
            make_task(cast, project, **details)
        assert codes(refusal) == {(field, "outside_parent")}
    with pytest.raises(ValidationError) as refusal:
        make_task(cast, project, starts_on=today + timedelta(2), due_on=today)
    assert codes(refusal) == {("due_on", "dates_reversed")}


def test_a_project_does_not_shrink_over_its_tasks(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    make_task(cast, project, title="تسليم المبنى", due_on=today + timedelta(20))
    with pytest.raises(ValidationError) as refusal:
        edit_project(actor=cast.actor("basel"), project=project, ends_on=today + timedelta(10))
    assert codes(refusal) == {("ends_on", "outside_parent")}
    assert "تسليم المبنى" in str(refusal.value)


def test_edit_task_keeps_what_it_said(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    label = Label.objects.create(project=project, name="عاجل")
    with entries_left() as left:
        edit_task(actor=cast.actor("omar"), task=task, title="تجهيز الغرف", organization=cast.other, labels=[label])
    assert left == [(project.stream, "task_edited", task.pk, {"fields": ["labels", "organization", "title"]})]
    task.refresh_from_db()
    assert (task.version, task.title, list(task.labels.all())) == (2, "تجهيز الغرف", [label])
    kept = TaskChange.objects.get(task=task, field="title")
    assert (kept.before, kept.after, kept.version) == ("تجهيز غرف الطابق الأول", "تجهيز الغرف", 2)
    assert (kept.person, kept.organization) == (cast.omar, cast.other)


def test_edit_task_to_what_it_is_leaves_nothing(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    with entries_left() as left:
        edit_task(actor=cast.actor("omar"), task=task, title=task.title, version=1)
    assert left == []


def test_two_edit_different_columns_at_once(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    edit_task(actor=cast.actor("omar"), task=task, version=1, progress=40)
    edit_task(actor=cast.actor("basel"), task=task, version=1, title="تجهيز الغرف")
    task.refresh_from_db()
    assert (task.progress, task.title, task.version) == (40, "تجهيز الغرف", 3)


def test_edit_task_refuses_what_is_stale_and_shows_both(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    edit_task(actor=cast.actor("omar"), task=task, version=1, title="تجهيز الغرف")
    with pytest.raises(Conflict) as refusal:
        edit_task(actor=cast.actor("basel"), task=task, version=1, title="تأثيث الغرف", progress=10)
    assert refusal.value.code == "stale"
    assert refusal.value.more == {
        "fields": {"title": {"yours": "تأثيث الغرف", "theirs": "تجهيز الغرف"}},
        "version": 2,
    }
    task.refresh_from_db()
    assert task.progress == 0
    edit_task(actor=cast.actor("basel"), task=task, version=2, title="تأثيث الغرف")


def test_a_person_does_not_stay_when_the_organisation_changes(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, organization=cast.other, person=cast.omar)
    edited = edit_task(actor=cast.actor("basel"), task=task, organization=cast.association)
    assert edited.person is None
    assert set(TaskChange.objects.values_list("field", flat=True)) == {"organization", "person"}


def test_delete_task_and_restore_task(cast: Cast, project: Project) -> None:
    task, other = make_task(cast, project), make_task(cast, project)
    with entries_left() as left:
        for _ in range(2):
            delete_task(actor=cast.actor("omar"), task=task)
    assert left == [(project.stream, "task_deleted", task.pk, {})]
    assert facts("task", [task.pk])[task.pk] == {
        "id": task.pk,
        "project": project.pk,
        "number": 1,
        "deleted": True,
        "version": 2,
    }
    with pytest.raises(Refused):
        edit_task(actor=cast.actor("omar"), task=task, title="محذوفة")
    with entries_left() as left:
        for _ in range(2):
            restored = restore_task(actor=cast.actor("basel"), task=task)
    assert left == [(project.stream, "task_restored", task.pk, {})]
    assert restored.position > other.position
    with pytest.raises(Refused):
        delete_task(actor=cast.actor("gharib"), task=task)


def test_task_facts(cast: Cast, project: Project) -> None:
    yesterday = timezone.localdate() - timedelta(1)
    task = make_task(cast, project, due_on=yesterday, organization=cast.other, person=cast.omar)
    told = facts("task", [task.pk])[task.pk]
    assert (told["number"], told["title"], told["late"]) == (1, task.title, True)
    assert (told["organization"]["id"], told["person"]["name"]) == (cast.other.pk, "عمر")
    assert told["due_on"] == yesterday.isoformat()


@pytest.mark.parametrize("number", [1, 3])
def test_facts_of_three_ask_as_often_as_of_one(
    cast: Cast, project: Project, number: int, django_assert_num_queries: Any
) -> None:
    ids = [make_task(cast, project, organization=cast.other).pk for _ in range(number)]
    with django_assert_num_queries(2):
        facts("task", ids)


def test_create_task_stops_at_the_limit(cast: Cast, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(tasks_made=5_000)
    with pytest.raises(Conflict) as refusal:
        create_task(actor=cast.actor("basel"), project=project, client_id=uuid4(), title="مهمة")
    assert refusal.value.code == "too_many_tasks"
