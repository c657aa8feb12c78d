"""A joint project full of private things, for the walks: each noun adds the ids behind its words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from files.examining import Examined
from projects.actions import add_dependency, add_document, add_photo, create_feed_key, create_folder
from projects.models import Partner, Project
from tests.factories import Cast
from tests.projects.made import joint_project, make_task
from tests.projects.notes import begun_note, wrote
from tests.projects.plans import plan_ids

SCAN = b"%PDF-1.4 zqxhidden"
Ids = dict[str, list[Any]]


def project_ids(cast: Cast, mark: str) -> Ids:
    project = joint_project(cast, title=f"مشروع {mark}", aim=mark)
    return {
        **{key: [project.pk] for key in ("projects", "public-projects")},
        "partnerships": list(Partner.objects.values_list("pk", flat=True)),
        "guests": [cast.basel.pk],
        **paper_ids(cast, project, mark),
        **work_ids(cast, project, mark),
        **note_ids(cast, project, mark),
        **time_ids(cast, project, mark),
    }


def paper_ids(cast: Cast, project: Project, mark: str) -> Ids:
    """A folder, a document in it, a picture."""
    basel = cast.actor("basel")
    folder = create_folder(actor=basel, project=project, name=mark, client_id=uuid4())
    scan = Examined(f"{mark}.pdf", "application/pdf", "document", len(SCAN), "0" * 64, cleaned=SCAN)
    row = add_document(actor=basel, project=project, client_id=uuid4(), file=scan, folder=folder)
    seen = Examined(f"{mark}.png", "image/png", "image", len(SCAN), "1" * 64, 4, 3, cleaned=SCAN)
    photo = add_photo(actor=basel, project=project, client_id=uuid4(), file=seen, caption=mark)
    return {"folders": [folder.pk], "documents": [row.pk], "versions": [1], "project-photos": [photo.pk]}


def work_ids(cast: Cast, project: Project, mark: str) -> Ids:
    task = make_task(cast, project, title=f"مهمة {mark}")
    return {"columns": [task.column_id], "tasks": [task.pk], **plan_ids(cast, project, mark)}


def note_ids(cast: Cast, project: Project, mark: str) -> Ids:
    note = begun_note(cast, project, title=mark)
    wrote(cast, "basel", note, mark)
    return {"notes": [note.pk]}


def time_ids(cast: Cast, project: Project, mark: str) -> Ids:
    """A task that waits for another one, and the address of a feed."""
    basel = cast.actor("basel")
    tasks = [make_task(cast, project, title=f"مهمة {mark}") for _each in range(2)]
    return {
        "dependencies": [add_dependency(actor=basel, before=tasks[0], after=tasks[1]).pk],
        "feed-keys": [create_feed_key(actor=basel, project=project)[0].pk],
        "feeds": ["MQ-wrong-secret"],
    }
