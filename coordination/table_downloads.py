"""Tables of recommendations as answers to a browser or a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Recommendation
from coordination.queries.sheets import choices_of, example, steps_of, table_rows
from coordination.recommendation_table import READ, WRITTEN, Column
from coordination.step_table import WIDTHS, example_lines, step_lines
from meetings.models import Body
from organizations.sheets.writing import Choice, Lists, add_sheet, saved, table_book, write_csv
from paper.answers import made_answer


def table_answer(rows: QuerySet[Recommendation], user: Any, form: str) -> HttpResponse:
    """These recommendations as "xlsx" or "csv", in the format in which they come back."""
    told = table_rows(rows, user)
    content = write_csv(WRITTEN, told) if form == "csv" else with_steps(WRITTEN, told, step_lines(steps_of(rows)))
    return made_answer(content, f"recommendations-{timezone.localdate():%Y-%m-%d}.{form}")


def with_steps(
    columns: Sequence[Column], told: Iterable[dict[str, Any]], steps: list[Any], lists: Lists | None = None
) -> bytes:
    """The workbook, with a second sheet of steps."""
    book = table_book(columns, told, _("Recommendations"), lists)
    add_sheet(book, _("Steps"), steps, WIDTHS)
    return saved(book)


def template_answer(body: Body | None, form: str) -> HttpResponse:
    """The empty table, with an example and the lists that its cells offer."""
    columns = [column for column in READ if column.is_written]
    if form == "csv":
        content = write_csv(columns, [example()])
    else:
        lists = {key: Choice(words, is_open=True) for key, words in choices_of(body).items()}
        content = with_steps(columns, [example()], example_lines(), lists)
    return made_answer(content, f"recommendations-template.{form}")
