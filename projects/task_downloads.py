"""Tables of tasks as answers to a browser or a program."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.sheets.writing import write_csv, write_xlsx
from paper.answers import made_answer
from projects.models import Project
from projects.queries.sheets import table_rows
from projects.task_table import COLUMNS


def table_answer(project: Project, form: str, *, is_empty: bool = False) -> HttpResponse:
    """All tasks of a project as "xlsx" or "csv", or the headings alone."""
    rows = [] if is_empty else table_rows(project)
    content = write_csv(COLUMNS, rows) if form == "csv" else write_xlsx(COLUMNS, rows, _("Tasks"))
    return made_answer(content, f"{project.code}-tasks-{timezone.localdate():%Y-%m-%d}.{form}")
