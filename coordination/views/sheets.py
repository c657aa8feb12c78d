"""Tables of recommendations: take them along, bring them, say what the columns are, see what would be done, have it
written.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.sheets import ColumnsForm, RecommendationSheetForm, StartForm, brought, look
from coordination.models import RecommendationSheet
from coordination.queries.sheets import clusters, sheets_of
from coordination.recommendation_table import BY_KEY
from coordination.step_table import STEP_COLUMNS
from coordination.table_downloads import table_answer, template_answer
from coordination.views.recommendations import FILTERS
from journal.forms import apply_form, attempt
from journal.ids import id_of
from meetings.models import Body
from meetings.permissions import bodies_for
from organizations.actors import actor_of
from organizations.sheets.planning import ON_A_PAGE, rows_in

FORMS = {"xlsx", "csv"}
HEADINGS = {column.key: column for column in STEP_COLUMNS} | BY_KEY


# Out ------------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def export_recommendations(request: HttpRequest) -> HttpResponse:
    """Those of the list as it is narrowed (`?form=xlsx|csv`); with `?empty=1` the headings and an example."""
    form = request.GET.get("form", "xlsx")
    if form not in FORMS:
        raise Http404
    asked = {name: request.GET.get(name, "")[:80] for name in FILTERS}
    if request.GET.get("empty") == "1":
        return template_answer(bodies_for(request.user).filter(pk=id_of(asked["body"]) or 0).first(), form)
    return table_answer(queries.recommendations_asked(request.user, asked), request.user, form)


@login_required
@require_safe
def recommendation_tables(request: HttpRequest) -> HttpResponse:
    """The ways out, and the bodies to which the reader may bring a table."""
    bodies = permissions.sheet_bodies_for(request.user).order_by("title")
    return render(request, "coordination/recommendation_tables.html", {"bodies": bodies})


# In -------------------------------------------------------------------------------------------------------------------
@login_required
def recommendation_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a table along, or choose a file; it is looked through, and nothing is written."""
    body, actor = get_object_or_404(bodies_for(request.user).select_related("organization"), pk=pk), actor_of(request)
    if not permissions.can_import_recommendation_sheet(actor, body):
        raise PermissionDenied
    form = RecommendationSheetForm(request.POST or None, request.FILES or None)
    sheet = apply_form(form, lambda given: kept(request, body, **given))
    if sheet is not None:
        return onward(sheet)
    context = {"body": body, "form": form, "sheets": sheets_of(body, request.user)}
    return render(request, "coordination/recommendation_sheets.html", context)


def kept(request: HttpRequest, body: Body, *, client_id: Any, file: Any) -> RecommendationSheet:
    actor = actor_of(request)
    found = brought(actor, body, file)
    return actions.import_recommendation_sheet(actor=actor, body=body, brought=found, client_id=client_id)


def onward(sheet: RecommendationSheet) -> HttpResponse:
    """To what it would do; first to its columns, where nobody has said what they are."""
    name = "recommendation_sheet" if sheet.is_sure else "map_recommendation_sheet"
    return redirect(f"coordination:{name}", sheet.pk)


def found_sheet(request: HttpRequest, pk: int) -> RecommendationSheet:
    rows = permissions.recommendation_sheets_for(request.user).select_related("body__organization", "organization")
    return get_object_or_404(rows, pk=pk)


@login_required
def map_recommendation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns of somebody's table are."""
    sheet, actor = found_sheet(request, pk), actor_of(request)
    if sheet.state != "planned":
        return redirect("coordination:recommendation_sheet", pk)
    if not permissions.can_map_recommendation_sheet(actor, sheet):
        raise PermissionDenied
    form = ColumnsForm(request.POST or None, sheet=sheet)
    mapped = apply_form(form, lambda _given: mapped_as(request, sheet, form.columns))
    if mapped is not None:
        return redirect("coordination:recommendation_sheet", pk)
    context = {"sheet": sheet, "form": form, "columns": form.shown(), "rows_count": len(sheet.table["rows"])}
    return render(request, "coordination/map_recommendation_sheet.html", context)


def mapped_as(request: HttpRequest, sheet: RecommendationSheet, columns: list[str]) -> RecommendationSheet:
    actor = actor_of(request)
    rows = look(actor, sheet.body, sheet.table, columns)
    return actions.map_recommendation_sheet(actor=actor, sheet=sheet, columns=columns, rows=rows)


@login_required
@require_safe
def recommendation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, row by row (`?state=wrong`); once it is started, how far it is."""
    sheet = found_sheet(request, pk)
    context: dict[str, Any] = {"sheet": sheet, "body": sheet.body}
    if sheet.state != "planned":
        part = "_" if request.headers.get("HX-Request") else ""
        return render(request, f"coordination/{part}recommendation_sheet_progress.html", context)
    if not sheet.is_sure:
        return onward(sheet)
    return render(request, "coordination/recommendation_sheet.html", context | looked_through(request, sheet))


def looked_through(request: HttpRequest, sheet: RecommendationSheet) -> dict[str, Any]:
    state = request.GET.get("state", "wrong" if sheet.counts["wrong"] else "")
    page = Paginator(rows_in(sheet.rows, state), ON_A_PAGE).get_page(request.GET.get("page"))
    themes = clusters(sheet.rows)
    left_out = [
        heading for heading, key in zip(sheet.table["headings"], sheet.columns, strict=True) if heading and not key
    ]
    return {
        "state": state,
        "page": page,
        "query": f"state={state}",
        "rows": [shown_row(each) for each in page],
        "themes": themes,
        "steps": sum(row.get("sheet") == "steps" for row in sheet.rows),
        "new_themes": sum(theme["is_new"] for theme in themes),
        "left_out": left_out,
        "form": StartForm(initial={"makes_themes": True}),
    }


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """With the columns' headings in the reader's language."""
    wrong = [(heading_of(key), words) for key, words in row["errors"].items()]
    return {**row, "wrong": wrong, "changed": [heading_of(key) for key in row["changes"]]}


def heading_of(key: str) -> str:
    return HEADINGS[key].shown if key in HEADINGS else key


@login_required
@require_POST
def start_recommendation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    sheet, form = found_sheet(request, pk), StartForm(request.POST)
    form.is_valid()
    makes = bool(form.cleaned_data["makes_themes"])
    attempt(
        request,
        lambda: actions.start_recommendation_sheet(actor=actor_of(request), sheet=sheet, makes_themes=makes),
    )
    return redirect("coordination:recommendation_sheet", pk)


@login_required
@require_POST
def discard_recommendation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = found_sheet(request, pk)
    is_gone = attempt(
        request,
        lambda: actions.discard_recommendation_sheet(actor=actor_of(request), sheet=sheet),
        _("The file is discarded. Nothing of it was written."),
    )
    if not is_gone:
        return redirect("coordination:recommendation_sheet", pk)
    return redirect("coordination:recommendation_sheets", sheet.body_id)
