"""A plan with one of everything, for tests that walk over all of it."""

from __future__ import annotations

from uuid import uuid4

from files.examining import examine_bytes
from projects.actions import add_check, attach_files, create_label, post_comment
from projects.models import Project
from tests.factories import Cast
from tests.projects.made import make_activity, make_output, make_task


def plan_ids(cast: Cast, project: Project, words: str) -> dict[str, list[int]]:
    """{word of an address: ids}; all of it says `words`."""
    basel = cast.actor("basel")
    output = make_output(cast, project, title=words)
    activity = make_activity(cast, project, title=words, output=output)
    label = create_label(actor=basel, project=project, name=words)
    task = make_task(cast, project, title=words, description=words, activity=activity, labels=[label])
    (file,) = attach_files(actor=basel, task=task, examined=[examine_bytes(words.encode(), f"{words}.txt")])
    return {
        "results": [output.pk],
        "activities": [activity.pk],
        "tasks": [task.pk],
        "checks": [add_check(actor=basel, task=task, client_id=uuid4(), text=words).pk],
        "comments": [post_comment(actor=basel, task=task, client_id=uuid4(), body=words).pk],
        "labels": [label.pk],
        "task-files": [file.pk],
    }
