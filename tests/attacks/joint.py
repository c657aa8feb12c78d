"""A joint project full of private things, for the walks: each noun adds the ids behind its words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from files.examining import Examined
from projects.actions import add_document, add_photo, comment_note, create_folder, keep_note_version
from projects.models import Partner, Project, Template
from tests.factories import Cast
from tests.projects.made import joint_project, make_task
from tests.projects.money import money_ids
from tests.projects.notes import begun_note, wrote
from tests.projects.plans import plan_ids
from tests.projects.times import time_ids

SCAN = b"%PDF-1.4 zqxhidden"
Ids = dict[str, list[Any]]


def project_ids(cast: Cast, mark: str) -> Ids:
    project = joint_project(cast, title=f"مشروع {mark}", aim=mark)
    return {
        **{key: [project.pk] for key in ("projects", "public-projects")},
        "partnerships": list(Partner.objects.values_list("pk", flat=True)),
        "guests": [cast.basel.pk],
        "project-templates": list(Template.objects.values_list("pk", flat=True))[:1],
        **paper_ids(cast, project, mark),
        **work_ids(cast, project, mark),
        **money_ids(cast, project, mark),
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
    photos = {"project-photos": [photo.pk], "photos": [photo.pk]}
    photos = {key: [photo.pk] for key in ("project-photos", "photos")}
    return {"folders": [folder.pk], "documents": [row.pk], "versions": [1], **photos}


def work_ids(cast: Cast, project: Project, mark: str) -> Ids:
    task = make_task(cast, project, title=f"مهمة {mark}")
    return {"columns": [task.column_id], "tasks": [task.pk], **plan_ids(cast, project, mark)}


def note_ids(cast: Cast, project: Project, mark: str) -> Ids:
    """A note with words, a version and a remark."""
    note, basel = begun_note(cast, project, title=mark), cast.actor("basel")
    wrote(cast, "basel", note, mark)
    version = keep_note_version(actor=basel, note=note, client_id=uuid4(), title=mark)
    comment = comment_note(actor=basel, note=note, client_id=uuid4(), body=mark, quote=mark)
    return {"notes": [note.pk], "note-versions": [version.pk], "note-comments": [comment.pk]}
