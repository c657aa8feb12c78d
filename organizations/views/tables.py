"""Organisations in and out by XLSX and CSV."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.actors import Actor
from journal.forms import onward
from journal.refusals import require
from organizations import actions, permissions, queries
from organizations.actors import actor_of
from organizations.cells import MOST_BYTES, TableError, words_of
from organizations.forms import Search, TableForm
from organizations.planning import PlannedRow, exported, plan
from organizations.sheets.writing import write_csv, write_xlsx
from organizations.tables import COLUMNS, MOST_ROWS, Row, read_table
from paper.answers import made_answer

SALT = "organizations.import"
BATCH = 50


@login_required
@require_safe
def export_organizations(request: HttpRequest, form: str) -> HttpResponse:
    """What the directory shows now, as a table that can be changed and brought back. `form` is xlsx or csv."""
    found = queries.directory(request.user, **Search(request.GET).asked())
    rows = exported(queries.with_names(found).prefetch_related("places").order_by("name_ar", "pk"))
    content = write_xlsx(COLUMNS, rows, _("Organisations")) if form == "xlsx" else write_csv(COLUMNS, rows)
    return made_answer(content, f"organizations-{timezone.localdate():%Y-%m-%d}.{form}")


@login_required
def import_organizations(request: HttpRequest) -> HttpResponse:
    """First the dry run: what each row would do. Its rows travel signed with the page and come back to be written."""
    actor = actor_of(request)
    require(permissions.can_import_organizations(actor))
    if request.method == "POST" and "rows" in request.POST:
        return write(request, actor, request.POST["rows"])
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= dry_run(actor, read_table(form.cleaned_data["table"].read(MOST_BYTES + 1)))
        except TableError as error:
            form.add_error("table", words_of(error, MOST_ROWS))
    return render(request, "organizations/import_organizations.html", context)


def dry_run(actor: Actor, rows: list[Row]) -> dict[str, Any]:
    planned = plan(actor, rows)
    counts = {state: sum(row.state == state for row in planned) for state in ("new", "changed", "same", "error")}
    carried = signing.dumps([asdict(row) for row in rows], salt=SALT, compress=True)
    can_write = counts["error"] == 0 and bool(counts["new"] + counts["changed"])
    return {"planned": planned, "counts": counts, "rows": carried, "can_write": can_write}


def write(request: HttpRequest, actor: Actor, carried: str) -> HttpResponse:
    """Plan again, since much may have happened, and write batch by batch: a batch that fails leaves the earlier ones,
    which the same file then finds to be the same.
    """
    try:
        rows = [Row(**row) for row in signing.loads(carried, salt=SALT, max_age=3600)]
    except signing.BadSignature:
        messages.error(request, _("This page was open for too long. Choose the file again."))
        return redirect("organizations:import_organizations")
    planned = plan(actor, rows)
    if any(row.state == "error" for row in planned):
        return render(request, "organizations/import_organizations.html", {"form": TableForm(), **dry_run(actor, rows)})
    written = [row for row in planned if row.state in {"new", "changed"}]
    write_batches(actor, written)
    return onward(request, _("Written: %(count)s rows.") % {"count": len(written)}, "organizations:directory")


def write_batches(actor: Actor, planned: list[PlannedRow]) -> None:
    for start in range(0, len(planned), BATCH):
        changes = [row.change for row in planned[start : start + BATCH]]
        actions.import_organizations(actor=actor, changes=changes)
