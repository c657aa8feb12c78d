"""What others read of a project: the 4W table, the report on paper, the activity file of IATI."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.actors import actor_of
from organizations.sheets.writing import write_csv, write_xlsx
from paper.answers import made_answer
from paper.sections import Sheet, as_source
from paper.typesetting import as_pdf
from paper.word import as_docx
from projects.models import Project
from projects.permissions.reports import reported_projects
from projects.queries.indicators import periods_of
from projects.queries.reports import Row, four_w_rows
from projects.queries.whole_report import iati_sheet, report_of, reported_period
from projects.report_sections import report_sheet
from projects.reporting import iati
from projects.reporting.four_w import COLUMNS
from projects.views.projects import seen, shell


@login_required
@require_safe
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be taken along, and the rows of the 4W as they stand."""
    project = seen(request, pk)
    context = {"periods": periods_of(project), "rows": four_w_rows([project], timezone.localdate())}
    return render(request, "projects/reports.html", {**shell(request, project, "reports"), **context})


@login_required
@require_safe
def project_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as PDF; `?period=` of one period."""
    project, sheet = asked_sheet(request, pk)
    return made_answer(as_pdf(as_source(sheet)), f"{project.code}.pdf", is_shown=True)


@login_required
@require_safe
def project_report_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to work on."""
    project, sheet = asked_sheet(request, pk)
    return made_answer(as_docx(sheet), f"{project.code}.docx")


def asked_sheet(request: HttpRequest, pk: int) -> tuple[Project, Sheet]:
    project = seen(request, pk)
    period = reported_period(project, request.GET.get("period", ""))
    return project, report_sheet(report_of(project, period))


@login_required
@require_safe
def four_w_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    project = seen(request, pk)
    return four_w_sheet(four_w_rows([project], timezone.localdate()), f"{project.code}-4W.xlsx")


@login_required
@require_safe
def four_w_csv(request: HttpRequest, pk: int) -> HttpResponse:
    project = seen(request, pk)
    rows = four_w_rows([project], timezone.localdate())
    return made_answer(write_csv(COLUMNS, rows), f"{project.code}-4W.csv")


@login_required
@require_safe
def own_four_w(request: HttpRequest) -> HttpResponse:
    """One table of all projects of one's organisation."""
    actor = actor_of(request)
    if actor.organization is None:
        raise PermissionDenied
    own = reported_projects(actor, actor.organization)
    return four_w_sheet(four_w_rows(own, timezone.localdate()), "4W.xlsx")


@login_required
@require_safe
def project_iati(request: HttpRequest, pk: int) -> HttpResponse:
    """The activity as IATI 2.03."""
    project = seen(request, pk)
    file = iati.written([iati_sheet(project)], timezone.now().replace(microsecond=0))
    return made_answer(file, f"{project.code}-iati.xml")


def four_w_sheet(rows: list[Row], name: str) -> HttpResponse:
    return made_answer(write_xlsx(COLUMNS, rows, _("Who does what, where")), name)
