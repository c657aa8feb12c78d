"""Files of tasks for tests, brought and written."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from projects.actions import import_task_sheet, start_task_sheet
from projects.forms.sheets import brought
from projects.models import Project, TaskSheet
from projects.task_table import BY_KEY
from projects.tasks.sheets import write_sheet
from tests.factories import Cast

HEAD = list(BY_KEY)


def table(*rows: Mapping[str, object]) -> bytes:
    """A CSV with our codes as headings."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEAD)
    writer.writerows([[row.get(key, "") for key in HEAD] for row in rows])
    return written.getvalue().encode()


def bring(
    cast: Cast, project: Project, content: bytes, name: str = "t.csv", who: str = "omar", **more: Any
) -> TaskSheet:
    with override("ar"):
        found = brought(project, SimpleUploadedFile(name, content), more.pop("with_archived", False))
        return import_task_sheet(actor=cast.actor(who), project=project, brought=found, client_id=uuid4(), **more)


def write(cast: Cast, sheet: TaskSheet, who: str = "omar") -> TaskSheet:
    start_task_sheet(actor=cast.actor(who), sheet=sheet)
    write_sheet(sheet.pk)
    sheet.refresh_from_db()
    return sheet
