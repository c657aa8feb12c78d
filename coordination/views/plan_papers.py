"""A unified plan to take along: as PDF with its signatures, as rows of the 4W table."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import queries
from coordination.plan_papers import plan_pdf
from coordination.queries.plan_table import four_w_rows
from coordination.views.plans import seen
from journal.addresses import full_address
from organizations.sheets.writing import write_csv, write_xlsx
from paper.answers import made_answer
from projects.reporting.four_w import COLUMNS


@login_required
@require_safe
def plan_paper(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    lines = queries.lines_of(row)
    parts, meetings = queries.parts_of(row, lines), queries.meetings_of(lines)
    address = full_address(request, reverse("coordination:plan", args=[row.pk]))
    return made_answer(plan_pdf(row, parts, meetings, address), f"{row.code}.pdf", is_shown=True)


@login_required
@require_safe
def plan_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    rows = four_w_rows(row, queries.lines_of(row), timezone.localdate())
    return made_answer(write_xlsx(COLUMNS, rows, _("Who does what, where")), f"{row.code}-4W.xlsx")


@login_required
@require_safe
def plan_csv(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    rows = four_w_rows(row, queries.lines_of(row), timezone.localdate())
    return made_answer(write_csv(COLUMNS, rows), f"{row.code}-4W.csv")
