"""The checklist, the comments, the files and the labels of tasks."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from files.actions import store_file
from files.examining import Examined, examine_bytes
from files.models import StoredFile
from journal.due import run_due
from journal.refusals import Conflict, Refused
from projects.actions import (
    add_check,
    attach_files,
    create_label,
    delete_check,
    delete_comment,
    delete_label,
    detach_file,
    edit_check,
    edit_comment,
    edit_label,
    edit_task,
    post_comment,
    preview_task_file,
    set_check,
)
from projects.models import Check, Comment, Label, Project, Task, TaskFile
from projects.permissions import (
    can_add_check,
    can_attach_file,
    can_create_label,
    can_delete_check,
    can_delete_comment,
    can_delete_label,
    can_detach_file,
    can_edit_check,
    can_edit_comment,
    can_edit_label,
    can_post_comment,
    can_preview_task_file,
    can_set_check,
    checks_for,
    comments_for,
    labels_for,
    revoke,
    task_files_for,
)
from projects.queries import history_of
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project, make_task
from tests.projects.test_tasks import codes

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def task(cast: Cast, project: Project) -> Task:
    return make_task(cast, project, organization=cast.other, person=cast.omar)


def checked(cast: Cast, task: Task, text: str = "طلب عروض أسعار") -> Check:
    return add_check(actor=cast.actor("basel"), task=task, client_id=uuid4(), text=text)


def said(cast: Cast, task: Task, name: str = "basel", body: str = "وصل **العرض** الأول") -> Comment:
    return post_comment(actor=cast.actor(name), task=task, client_id=uuid4(), body=body)


def text_file(name: str = "عرض.txt") -> Examined:
    return examine_bytes("عرض أسعار".encode(), name)


def brought(cast: Cast, name: str) -> StoredFile:
    return store_file(actor=cast.actor(name), examined=text_file())


def test_who_may_do_what_beside_a_task(cast: Cast, project: Project, task: Task) -> None:
    check, comment = checked(cast, task), said(cast, task, "hala")
    (held,) = attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()])
    label = create_label(actor=cast.actor("basel"), project=project, name="عاجل")
    rules: list[tuple[Any, Any]] = [
        *((may, task) for may in (can_add_check, can_attach_file, can_post_comment)),
        *((may, check) for may in (can_edit_check, can_set_check, can_delete_check)),
        (can_detach_file, held),
        (can_create_label, project),
        *((may, label) for may in (can_edit_label, can_delete_label)),
    ]
    for may, thing in rules:
        assert cast.who(may, thing) == "basel hala omar", may
    assert cast.who(can_edit_comment, comment) == "hala"
    assert cast.who(can_delete_comment, comment) == "basel hala"
    assert cast.who(can_preview_task_file) == ""


def test_what_lies_beside_a_task_is_seen_as_the_task(cast: Cast, project: Project, task: Task) -> None:
    checked(cast, task)
    said(cast, task)
    attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()])
    create_label(actor=cast.actor("basel"), project=project, name="عاجل")
    for things_for in (checks_for, comments_for, task_files_for, labels_for):
        assert things_for(cast.omar).count() == 1
        assert things_for(cast.gharib).count() == things_for(cast.salma).count() == 0


def test_every_verb_beside_a_task_refuses_outsiders(cast: Cast, project: Project, task: Task) -> None:
    check, comment, gharib = checked(cast, task), said(cast, task), cast.actor("gharib")
    (held,) = attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()])
    label = create_label(actor=cast.actor("basel"), project=project, name="عاجل")
    for act in (
        lambda: add_check(actor=gharib, task=task, client_id=uuid4(), text="لنا"),
        lambda: edit_check(actor=gharib, check=check, text="لنا"),
        lambda: set_check(actor=gharib, check=check, done=True),
        lambda: delete_check(actor=gharib, check=check),
        lambda: post_comment(actor=gharib, task=task, client_id=uuid4(), body="لنا"),
        lambda: edit_comment(actor=cast.actor("omar"), comment=comment, body="لنا"),
        lambda: delete_comment(actor=cast.actor("omar"), comment=comment),
        lambda: attach_files(actor=gharib, task=task, examined=[text_file()]),
        lambda: detach_file(actor=gharib, held=held),
        lambda: create_label(actor=gharib, project=project, name="لنا"),
        lambda: edit_label(actor=gharib, label=label, name="لنا", tint="b"),
        lambda: delete_label(actor=gharib, label=label),
    ):
        with pytest.raises(Refused):
            act()


def test_the_entries_of_a_checklist_and_its_counts(cast: Cast, project: Project, task: Task) -> None:
    omar = cast.actor("omar")
    with entries_left() as left:
        check = checked(cast, task)
        for _ in range(2):
            set_check(actor=omar, check=check, done=True)
        edit_check(actor=omar, check=check, text="ثلاثة عروض")
    told = [
        ("check_added", {"check": check.pk}),
        ("check_set", {"check": check.pk}),
        ("check_edited", {"check": check.pk}),
    ]
    assert left == [(project.stream, event, task.pk, facts) for event, facts in told]
    task.refresh_from_db()
    assert (task.checks_count, task.checked_count, task.version) == (1, 1, 4)
    check.refresh_from_db()
    assert (check.done_by, check.text) == (cast.omar, "ثلاثة عروض")
    set_check(actor=omar, check=check, done=False)
    with entries_left() as left:
        delete_check(actor=omar, check=check)
    assert [each.event for each in left] == ["check_deleted"]
    task.refresh_from_db()
    assert (task.checks_count, task.checked_count) == (0, 0)


def test_a_checklist_line_is_made_once(cast: Cast, task: Task) -> None:
    client_id = uuid4()
    lines = [add_check(actor=cast.actor("omar"), task=task, client_id=client_id, text="سطر") for _ in range(2)]
    assert lines[0] == lines[1]
    for text, code in (("  ", "blank"), ("م" * 301, "max_length")):
        with pytest.raises(ValidationError) as refusal:
            checked(cast, task, text)
        assert codes(refusal) == {("text", code)}


def test_post_comment_renders_and_tells_whom_it_concerns(cast: Cast, project: Project, task: Task) -> None:
    with entries_left() as left:
        comment = said(cast, task, "hala")
    facts = {"project": project.pk, "code": project.code, "number": task.number, "comment": comment.pk}
    assert sorted(left) == sorted(
        [
            (project.stream, "comment_posted", task.pk, {"comment": comment.pk}),
            (f"user.{cast.basel.pk}", "task_commented", task.pk, facts),
            (f"user.{cast.omar.pk}", "task_commented", task.pk, facts),
        ]
    )
    assert "<strong>العرض</strong>" in comment.html
    task.refresh_from_db()
    assert task.comments_count == 1


def test_who_lost_the_project_hears_of_no_comment(cast: Cast, project: Project, task: Task) -> None:
    project.partners.filter(organization=cast.other).update(status="left")
    revoke(project, cast.other)
    with entries_left() as left:
        said(cast, task)
    assert [each.stream for each in left] == [project.stream]


def test_comments_are_corrected_and_taken_back(cast: Cast, project: Project, task: Task) -> None:
    comment = said(cast, task)
    with entries_left() as left:
        edit_comment(actor=cast.actor("basel"), comment=comment, body="وصل العرض الثاني")
        for _ in range(2):
            delete_comment(actor=cast.actor("basel"), comment=comment)
    assert [each.event for each in left] == ["comment_edited", "comment_deleted"]
    comment.refresh_from_db()
    assert (comment.body, comment.html) == ("", "")
    task.refresh_from_db()
    assert task.comments_count == 0
    assert not comments_for(cast.basel).exists()


def test_a_comment_is_posted_once(cast: Cast, task: Task) -> None:
    client_id = uuid4()
    asked: dict[str, Any] = {"actor": cast.actor("basel"), "task": task, "client_id": client_id}
    assert post_comment(**asked, body="نعم") == post_comment(**asked, body="نعم")
    with pytest.raises(Conflict):
        post_comment(**asked, body="لا")
    with pytest.raises(ValidationError):
        said(cast, task, body=" ")


def test_files_lie_beside_a_task(cast: Cast, project: Project, task: Task) -> None:
    file = brought(cast, "omar")
    with entries_left() as left:
        (held,) = attach_files(actor=cast.actor("omar"), task=task, files=[file])
        attach_files(actor=cast.actor("omar"), task=task, files=[file])
    assert left == [(project.stream, "file_attached", task.pk, {"files": [held.pk]})]
    file.refresh_from_db()
    assert file.uses == 1
    with entries_left() as left:
        detach_file(actor=cast.actor("basel"), held=held)
    assert left == [(project.stream, "file_detached", task.pk, {"file": held.pk})]
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    task.refresh_from_db()
    assert task.files_count == 0


def test_files_of_others_are_not_there(cast: Cast, task: Task) -> None:
    file = brought(cast, "gharib")
    with pytest.raises(ValidationError) as refusal:
        attach_files(actor=cast.actor("basel"), task=task, files=[file])
    assert codes(refusal) == {("files", "unknown_file")}
    with pytest.raises(Conflict) as conflict:
        attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()] * 21)
    assert conflict.value.code == "too_many_files"
    assert not TaskFile.objects.exists()


def test_labels(cast: Cast, project: Project, task: Task) -> None:
    omar = cast.actor("omar")
    with entries_left() as left:
        label = create_label(actor=omar, project=project, name="عاجل", tint="b")
        assert create_label(actor=omar, project=project, name="عاجل", tint="b") == label
        edit_label(actor=omar, label=label, name="عاجل جداً", tint="c")
    assert left == [(project.stream, f"label_{event}", label.pk, {}) for event in ("created", "edited")]
    other = create_label(actor=omar, project=project, name="مشتريات")
    acts: list[Any] = [
        partial(create_label, actor=omar, project=project, name="مشتريات", tint="d"),
        partial(edit_label, actor=omar, label=other, name="عاجل جداً", tint="a"),
    ]
    for act in acts:
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "label_exists"
    with pytest.raises(ValidationError):
        create_label(actor=omar, project=project, name="لون", tint="z")
    edit_task(actor=omar, task=task, labels=[label])
    delete_label(actor=omar, label=label)
    assert list(task.labels.all()) == []


def test_labels_of_other_projects_are_refused(cast: Cast, task: Task) -> None:
    foreign = Label.objects.create(project=joint_project(cast), name="غريب")
    with pytest.raises(ValidationError) as refusal:
        edit_task(actor=cast.actor("omar"), task=task, labels=[foreign])
    assert codes(refusal) == {("labels", "invalid_choice")}


def test_the_history_in_words(cast: Cast, task: Task) -> None:
    edit_task(actor=cast.actor("omar"), task=task, repeats="monthly", progress=30)
    told = {each["field"]: (each["after"], each["person"]) for each in history_of(task)}
    assert told["progress"] == ("30%", cast.omar)
    assert told["repeats"][0] != "monthly"


def test_pictures_beside_a_task_get_small_ones(cast: Cast, project: Project, task: Task) -> None:
    """Only the clock draws them: `preview_task_file`."""
    picture = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(picture, "JPEG")
    examined = examine_bytes(picture.getvalue(), "غرفة.jpg")
    (held,) = attach_files(actor=cast.actor("basel"), task=task, examined=[examined])
    with pytest.raises(Refused):
        preview_task_file(actor=cast.actor("basel"), held=held, preview=b"x")
    run_due()
    held.file.refresh_from_db()
    assert held.file.preview
    answer = signed_in(cast.omar).get(f"/tasks/{task.pk}/files/{held.pk}/preview/")
    assert answer.headers["Content-Type"] == "image/webp"
    assert signed_in(cast.gharib).get(f"/tasks/{task.pk}/files/{held.pk}/").status_code == 404


def test_files_of_tasks_take_of_the_projects_room(cast: Cast, settings: Any) -> None:
    project = joint_project(cast)
    task = make_task(cast, project)
    (held,) = attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()])
    project.refresh_from_db()
    assert project.stored_bytes == held.file.size > 0
    settings.PROJECT_FILES = project.stored_bytes
    with pytest.raises(Conflict) as no:
        attach_files(actor=cast.actor("basel"), task=task, examined=[text_file()])
    assert no.value.code == "over_quota"
    detach_file(actor=cast.actor("basel"), held=held)
    project.refresh_from_db()
    assert project.stored_bytes == 0
