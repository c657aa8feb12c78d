"""The pages of the plan and of tasks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from projects.actions import edit_task, post_comment
from projects.models import Activity, Check, Comment, Label, Project, Result, Task
from tests.factories import Cast, signed_in
from tests.projects.made import make_activity, make_output, make_result, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def client(cast: Cast, project: Project) -> Client:
    return signed_in(cast.omar)


def test_the_plan_shows_the_tree(cast: Cast, project: Project, client: Client) -> None:
    activity = make_activity(cast, project, output=make_output(cast, project))
    task = make_task(cast, project, activity=activity)
    page = client.get(f"/projects/{project.pk}/plan/").content.decode()
    for title in ("كبار السن في رعاية لائقة", "دار تتسع لستين مقيماً", activity.title, task.title):
        assert title in page
    assert task.title in client.get(f"/activities/{activity.pk}/tasks/").content.decode()
    for name in ("gharib", "rania", "salma"):
        other = signed_in(getattr(cast, name))
        for address in (f"/projects/{project.pk}/plan/", f"/activities/{activity.pk}/tasks/", f"/tasks/{task.pk}/"):
            assert other.get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_plan_asks_as_often_for_three_as_for_one(
    cast: Cast, project: Project, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_task(cast, project, activity=make_activity(cast, project, output=make_output(cast, project)))
    client.get(f"/projects/{project.pk}/plan/")
    with django_assert_num_queries(QUERIES_OF_PLAN):
        client.get(f"/projects/{project.pk}/plan/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_task_asks_as_often_for_three_comments_as_for_one(
    cast: Cast, project: Project, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    task = make_task(cast, project)
    for _ in range(number):
        post_comment(actor=cast.actor("basel"), task=task, client_id=uuid4(), body="نعم")
    client.get(f"/tasks/{task.pk}/")
    with django_assert_num_queries(QUERIES_OF_TASK):
        client.get(f"/tasks/{task.pk}/")


def many(project: Project, activity: Activity | None, number: int) -> list[Task]:
    """Rows of a plan that is too long to be shown at once."""
    column, author = project.columns.order_by("position")[0], project.partners.all()[0].invited_by
    start = Project.objects.get(pk=project.pk).tasks_made
    rows = [
        Task(project=project, activity=activity, column=column, author=author, client_id=uuid4(), title=f"مهمة {at}",
             number=start + at + 1, position=at)
        for at in range(number)
    ]  # fmt: skip
    Project.objects.filter(pk=project.pk).update(tasks_made=start + number)
    return Task.objects.bulk_create(rows)


def rows_of(client: Client, address: str) -> tuple[int, str]:
    """How many tasks a part of a list shows, and the part."""
    page = client.get(address, headers={"HX-Request": "true"}).content.decode()
    return page.count('<li class="task-row'), page


@pytest.mark.parametrize("is_loose", [False, True])
def test_a_long_list_comes_in_parts(cast: Cast, project: Project, client: Client, is_loose: bool) -> None:
    activity = make_activity(cast, project)
    many(project, None if is_loose else activity, 160)
    assert client.get(f"/projects/{project.pk}/plan/").content.decode().count('<li class="task-row') == 0
    address = f"/projects/{project.pk}/loose-tasks/" if is_loose else f"/activities/{activity.pk}/tasks/"
    number, page = rows_of(client, address)
    assert (number, f"{address}?from=50" in page, "add-task-" in page) == (50, True, True)
    assert "110 مهام أخرى" in page or "110 مهمة أخرى" in page
    number, page = rows_of(client, f"{address}?from=150")
    assert (number, "more-tasks" in page, "add-task-" in page) == (10, False, False)
    assert [rows_of(client, f"{address}?{query}")[0] for query in ("shown=120", "shown=9999999", "from=999")] == [
        120,
        160,
        0,
    ]
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_what_was_just_added_is_seen_below_a_long_list(cast: Cast, project: Project, client: Client) -> None:
    activity = make_activity(cast, project)
    many(project, activity, 160)
    address = f"/activities/{activity.pk}/tasks/"
    _number, page = rows_of(client, address)
    sent = {"text": "بطانيات", "activity": activity.pk, "client_id": str(uuid4()), "next": f"{address}?newest"}
    answer = client.post(f"/projects/{project.pk}/tasks/new/", sent)
    assert answer["Location"] == f"{address}?newest"
    assert "بطانيات" not in page
    assert "بطانيات" in rows_of(client, answer["Location"])[1]


def test_without_a_script_a_list_is_a_page(cast: Cast, project: Project, client: Client) -> None:
    activity = make_activity(cast, project)
    many(project, activity, 160)
    page = client.get(f"/activities/{activity.pk}/tasks/?from=50").content.decode()
    assert (page.count('<li class="task-row'), "<h1>" in page, "?from=100" in page) == (50, True, True)


@pytest.mark.parametrize("number", [1, 60])
def test_a_part_asks_as_often_for_many_as_for_one(
    cast: Cast, project: Project, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    activity = make_activity(cast, project)
    many(project, activity, number)
    rows_of(client, f"/activities/{activity.pk}/tasks/")
    with django_assert_num_queries(QUERIES_OF_PART):
        rows_of(client, f"/activities/{activity.pk}/tasks/")


QUERIES_OF_PART = 9
QUERIES_OF_PLAN = 23
QUERIES_OF_TASK = 21


def test_lines_are_typed_into_the_plan(project: Project, client: Client) -> None:
    here = f"/projects/{project.pk}"
    client.post(f"{here}/results/new/?kind=goal", {"text": "هدف"})
    goal = Result.objects.get(kind="goal")
    client.post(f"{here}/results/new/?kind=output&goal={goal.pk}", {"text": "مخرج"})
    output = Result.objects.get(kind="output")
    client.post(f"{here}/activities/new/?output={output.pk}", {"text": "نشاط"})
    activity = Activity.objects.get(output=output)
    answer = client.post(f"{here}/tasks/new/", {"text": "مهمة", "activity": activity.pk, "client_id": str(uuid4())})
    assert answer["Location"] == f"{here}/plan/"
    assert Task.objects.get(title="مهمة").activity == activity


def test_what_is_refused_is_said_to_scripts_sheets_and_people(project: Project, client: Client, cast: Cast) -> None:
    output = make_output(cast, project)
    address = f"/results/{output.goal_id}/delete/"
    script = client.post(address, headers={"HX-Request": "true"})
    sheet = client.post(address, headers={"X-Sheet": "1"})
    assert (script.status_code, script["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert "data-refusal" in sheet.content.decode()
    assert client.post(address, follow=True).status_code == 200
    assert Result.objects.count() == 2


def test_goals_and_activities_move_and_go_by_their_pages(project: Project, client: Client, cast: Cast) -> None:
    first, second = make_result(cast, project, title="أ"), make_result(cast, project, title="ب")
    client.post(f"/results/{second.pk}/place/", {"to": "up"})
    assert [row.title for row in project.results.all()] == ["ب", "أ"]
    client.post(f"/results/{second.pk}/place/", {"to": "down"})
    assert [row.title for row in project.results.all()] == ["أ", "ب"]
    client.post(f"/results/{first.pk}/edit/", {"client_id": str(uuid4()), "title": "ج", "note": ""})
    client.post(f"/results/{second.pk}/delete/")
    assert [row.title for row in project.results.all()] == ["ج"]
    one, two = make_activity(cast, project, title="١"), make_activity(cast, project, title="٢")
    client.post(f"/activities/{two.pk}/place/", {"to": "up"})
    assert [row.title for row in project.activities.all()] == ["٢", "١"]
    sent = {"client_id": str(uuid4()), "title": "١ب", "organization": cast.other.pk, "status": "ongoing"}
    assert client.post(f"/activities/{one.pk}/edit/", sent).status_code == 302
    client.post(f"/activities/{two.pk}/delete/")
    assert [(row.title, row.status) for row in project.activities.all()] == [("١ب", "ongoing")]


def sent_task(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    """What the form of a task would send, with what somebody changed in it."""
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = value or ([] if bound.name == "labels" else "")
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = sent[bound.html_name]
    return {**sent, **changed}


def test_a_task_is_made_and_changed_by_its_pages(project: Project, client: Client, cast: Cast) -> None:
    address = f"/projects/{project.pk}/tasks/new/"
    owner = f"{cast.other.pk}.{cast.omar.pk}"
    sent = sent_task(client, address, title="عرض أسعار", owner=owner, column=project.columns.all()[1].pk)
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    task = Task.objects.get()
    assert answer["Location"] == f"/tasks/{task.pk}/"
    assert (task.organization, task.person, task.column.kind) == (cast.other, cast.omar, "doing")
    address = f"/tasks/{task.pk}/edit/"
    sent = sent_task(client, address, progress=60, owner=str(cast.association.pk))
    assert client.post(address, sent).status_code == 302
    task.refresh_from_db()
    assert (task.progress, task.organization, task.person) == (60, cast.association, None)


def test_two_pages_change_different_fields_and_see_when_they_mean_the_same(
    project: Project, client: Client, cast: Cast
) -> None:
    task = make_task(cast, project)
    address = f"/tasks/{task.pk}/edit/"
    title, progress = sent_task(client, address, title="من عمر"), sent_task(client, address, progress=30)
    other = sent_task(client, address, title="من صفحة ثانية")
    edit_task(actor=cast.actor("basel"), task=task, description="وصف")
    assert [client.post(address, sent).status_code for sent in (title, progress)] == [302, 302]
    answer = client.post(address, other)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "من عمر" in page
    assert "من صفحة ثانية" in page
    again = {**other, "version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.progress, task.description) == ("من صفحة ثانية", 30, "وصف")


def test_what_is_done_on_the_page_of_a_task(project: Project, client: Client, cast: Cast) -> None:
    task = make_task(cast, project)
    client.post(f"/tasks/{task.pk}/checks/new/", {"text": "سطر"})
    check = Check.objects.get()
    client.post(f"/checks/{check.pk}/set/", {"done": "1"})
    client.post(f"/checks/{check.pk}/edit/", {"text": "سطر آخر"})
    client.post(f"/tasks/{task.pk}/comments/new/", {"body": "**نعم**"})
    comment = Comment.objects.get()
    client.post(f"/comments/{comment.pk}/edit/", {"body": "لا"})
    client.post(f"/tasks/{task.pk}/files/new/", {"brought": SimpleUploadedFile("كشف.txt", "نص".encode())})
    page = client.get(f"/tasks/{task.pk}/").content.decode()
    for words in ("سطر آخر", "لا", "كشف.txt", "1/1"):
        assert words in page
    client.post(f"/tasks/{task.pk}/complete/", {"done": "1"})
    client.post(f"/comments/{comment.pk}/delete/")
    client.post(f"/checks/{check.pk}/delete/")
    client.post(f"/task-files/{task.files.get().pk}/delete/")
    task.refresh_from_db()
    assert (task.column.kind, task.comments_count, task.checks_count, task.files_count) == ("done", 0, 0, 0)


def test_a_program_is_no_file_of_a_task(project: Project, client: Client, cast: Cast) -> None:
    task = make_task(cast, project)
    program = SimpleUploadedFile("كشف.pdf", b"MZ" + b"\0" * 64)
    answer = client.post(f"/tasks/{task.pk}/files/new/", {"brought": program}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert not task.files.exists()


def test_labels_by_their_pages(project: Project, client: Client, cast: Cast) -> None:
    client.post(f"/projects/{project.pk}/labels/", {"name": "عاجل", "tint": "b"})
    label = Label.objects.get()
    client.post(f"/labels/{label.pk}/edit/", {"name": "عاجل جداً", "tint": "c"})
    assert "عاجل جداً" in client.get(f"/projects/{project.pk}/labels/").content.decode()
    client.post(f"/labels/{label.pk}/delete/")
    assert not Label.objects.exists()


def test_deleted_and_brought_back_by_pages(project: Project, client: Client, cast: Cast) -> None:
    task = make_task(cast, project)
    client.post(f"/tasks/{task.pk}/delete/")
    assert client.get(f"/tasks/{task.pk}/").status_code == 404
    assert task.title in client.get(f"/projects/{project.pk}/tasks/deleted/").content.decode()
    client.post(f"/tasks/{task.pk}/restore/")
    assert client.get(f"/tasks/{task.pk}/").status_code == 200


def test_forms_lead_to_no_other_site(project: Project, client: Client, cast: Cast) -> None:
    task = make_task(cast, project)
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:1"):
        answer = client.post(f"/tasks/{task.pk}/complete/", {"done": "1", "next": address})
        assert answer["Location"] == f"/tasks/{task.pk}/"
