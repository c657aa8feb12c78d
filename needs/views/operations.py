"""Pages of relief operations: the list, the figure sheet, opening, convening and ending one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.digits import grouped
from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from needs.actions import operations as actions
from needs.figures import Bar, Figures, bars
from needs.forms.operations import EndForm, OperationForm
from needs.models import AidReport, Operation
from needs.permissions import operations as permissions
from needs.permissions import operations_for
from needs.queries import operations as queries
from needs.queries.operations import Counted
from needs.templatetags.relief import tonnes
from organizations.actors import acting_for, actor_of
from organizations.sheets.writing import write_book
from paper.answers import made_answer

PAGE = 20
REPORTS, ALL_REPORTS = 8, 30
Status = Operation.Status
# (a column of Figures, how the chart of it is called, how a number of it is written)
CHARTS: tuple[tuple[str, Any, Callable[[int], str]], ...] = (
    ("weight", gettext_lazy("Tonnes a day"), tonnes),
    ("convoys", gettext_lazy("Convoys a day"), grouped),
    ("meals", gettext_lazy("Meals a day"), grouped),
    ("patients", gettext_lazy("Patients a day"), grouped),
)
COLUMNS = ("convoys", "weight", "kitchens", "meals", "caravans", "patients")


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Relief operations one may see, the running ones first; public ones also without signing in."""
    words = request.GET.get("q", "")[:80]
    page = Paginator(queries.listed(queries.operations_asked(request.user, words)), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "words": words,
        "query": f"q={words}" if words else "",
        "rows": [(row, queries.convening(row)) for row in page],
        "can_create": permissions.can_create_operation(actor_of(request)),
    }
    return render(request, "needs/operations.html", context)


@require_safe
def operation(request: HttpRequest, pk: int) -> HttpResponse:
    """One operation as a figure sheet: all together, by day, by giver, and what was reported."""
    reached = head(f"operation.{pk}")
    row = seen(request, pk)
    actor = acting_for(request, row.organization)
    found = queries.counted(row)
    can = what_may_be_done(actor, row) if actor.is_person else {}
    context = {
        "row": row,
        "head": reached,
        "conveners": queries.convening(row),
        "whole": found.whole,
        "givers_count": len(found.givers),
        "unweighed": found.unweighed,
        "columns": shown_columns(found.whole),
        "charts": charts(found),
        "days": list(found.by_day.items()),
        "givers": giver_rows(found),
        "reports": report_rows(request, queries.reports_of(row)[:REPORTS]),
        "doubles": queries.likely_double(row) if can.get("report") else [],
        "can": can,
    }
    return render(request, "needs/operation.html", context)


def seen(request: HttpRequest, pk: int) -> Operation:
    row = queries.seen_operation(request.user, pk)
    if row is None:
        raise Http404
    return row


def what_may_be_done(actor: Actor, row: Operation) -> dict[str, bool]:
    """Which buttons the page shows; the verbs ask again."""
    is_open = row.status == Status.OPEN
    runs = permissions.can_run_operation(actor, row)
    is_asked = permissions.can_accept_convening(actor, row)
    waits = [each.organization_id for each in row.conveners.all() if each.accepted_at is None]
    return {
        "edit": is_open and runs,
        "close": is_open and runs,
        "reopen": not is_open and runs,
        "report": is_open and permissions.can_report_aid(actor, row),
        "accept": is_asked and actor.organization_id in waits,
        "leave": is_asked,
    }


def shown_columns(whole: Figures) -> list[str]:
    """Convoys and their weight always; of the others those of which there is something."""
    return [name for name in COLUMNS if name in {"convoys", "weight"} or getattr(whole, name)]


def charts(found: Counted) -> list[dict[str, Any]]:
    """A chart for each measure of which there is something; the bars as needs.figures.bars makes them."""
    shown = []
    for name, title, written in CHARTS:
        numbers = {day: getattr(each, name) for day, each in found.by_day.items() if getattr(each, name)}
        row: list[Bar] = bars(numbers)
        if row:
            most = max(row, key=lambda bar: bar.number)
            chart = {"title": title, "width": len(row) * 10, "most": most, "most_words": written(most.number)}
            shown.append({**chart, "bars": [drawn(bar, at, written) for at, bar in enumerate(row)]})
    return shown


def drawn(bar: Bar, at: int, written: Callable[[int], str]) -> dict[str, Any]:
    """Where a bar stands in a drawing that is ten wide for each and a hundred high."""
    return {"bar": bar, "at": at * 10 + 1, "top": 100 - bar.height, "words": written(bar.number)}


def giver_rows(found: Counted) -> list[dict[str, Any]]:
    """Each giver with its share of the tonnes (convoys where nothing was weighed), in hundredths of the most."""
    measure = "weight" if found.whole.weight else "convoys"
    most = max((getattr(each, measure) for _who, each in found.by_giver), default=0) or 1
    return [
        {"organization": who, "figures": each, "share": round(getattr(each, measure) * 100 / most, 1)}
        for who, each in found.by_giver
    ]


def report_rows(request: HttpRequest, reports: Iterable[AidReport]) -> list[dict[str, Any]]:
    own = own_organizations(request)
    return [
        {
            "report": report,
            "earlier": queries.history_of_report(report),
            "loads": len(report.loads.all()),
            "is_own": report.is_standing and (own is None or report.organization_id in own),
        }
        for report in reports
    ]


def own_organizations(request: HttpRequest) -> set[int] | None:
    """Those whose reports the reader may correct here; None for all (the secretariat)."""
    actor = actor_of(request)
    if actor.is_person and actor.user.is_secretariat:
        return None
    return {actor.organization_id} if actor.organization_id else set()


@require_safe
def operation_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was reported, with what was said before it; `?ours=on` one's own organisation's."""
    row, own = seen(request, pk), actor_of(request).organization
    reports = queries.reports_of(row)
    is_ours = own is not None and request.GET.get("ours") == "on"
    if is_ours:
        reports = reports.filter(organization=own)
    page = Paginator(reports, ALL_REPORTS).get_page(request.GET.get("page"))
    actor = acting_for(request, row.organization)
    context = {
        "row": row,
        "page": page,
        "query": "ours=on" if is_ours else "",
        "reports": report_rows(request, page),
        "organization": own,
        "is_ours": is_ours,
        "can": what_may_be_done(actor, row) if actor.is_person else {},
    }
    return render(request, "needs/operation_reports.html", context)


@require_safe
def operation_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to it shows where somebody says it."""
    row = seen(request, pk)
    return render(request, "needs/operation_card.html", {"row": row, "whole": queries.counted(row).whole})


@require_safe
def operation_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures as a workbook: all together, by day, by giver."""
    row = seen(request, pk)
    found = queries.counted(row)
    names = {
        "convoys": _("Convoys"),
        "weight": _("Tonnes"),
        "kitchens": _("Field kitchens"),
        "meals": _("Meals"),
        "caravans": _("Medical caravans"),
        "patients": _("Patients"),
    }

    def cells(each: Figures) -> list[Any]:
        return [getattr(each, name) / 1000 if name == "weight" else getattr(each, name) for name in COLUMNS]

    heading = list(names.values())
    sheets = [
        (_("Figures"), [[_("Operation"), row.title], *map(list, zip(heading, cells(found.whole), strict=True))]),
        (_("By day"), [[_("Day"), *heading], *([day, *cells(each)] for day, each in found.by_day.items())]),
        (_("By giver"), [[_("Organisation"), *heading], *([str(who), *cells(each)] for who, each in found.by_giver)]),
    ]
    return made_answer(write_book(sheets), f"{row.code}.xlsx")


# Opening and running --------------------------------------------------------------------------------------------------
@login_required
def create_operation(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_operation(actor))
    form = OperationForm(request.POST or None, actor=actor)
    if made := apply_form(
        form, lambda given: actions.create_operation(actor=actor, client_id=given["client_id"], **form.details())
    ):
        return onward(
            request, _("It is open. Report what you bring, and link your deliveries."), "needs:operation", made.pk
        )
    return render(request, "needs/create_operation.html", {"form": form})


@login_required
def edit_operation(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = running(request, pk)
    form = OperationForm(request.POST or None, actor=actor, operation=row)
    if apply_form(form, lambda _given: actions.edit_operation(actor=actor, operation=row, **form.details())):
        return onward(request, _("Saved."), "needs:operation", pk)
    return render(request, "needs/edit_operation.html", {"form": form, "row": row})


def running(request: HttpRequest, pk: int) -> tuple[Actor, Operation]:
    """The operation, to those who run it; others see it and may not."""
    row = seen(request, pk)
    actor = acting_for(request, row.organization)
    require(permissions.can_run_operation(actor, row))
    return actor, row


@login_required
def close_operation(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = running(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if apply_form(form, lambda given: actions.close_operation(actor=actor, operation=row, **given)):
        return onward(request, _("It has ended; its figures stay."), "needs:operation", pk)
    return render(request, "needs/close_operation.html", {"form": form, "row": row})


@login_required
@require_POST
def reopen_operation(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = running(request, pk)
    attempt(request, lambda: actions.reopen_operation(actor=actor, operation=row), _("It goes on."))
    return redirect("needs:operation", pk)


@login_required
@require_POST
def accept_convening(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    actor = actor_of(request)
    done = _("Your organisation convenes it now.")
    attempt(request, lambda: actions.accept_convening(actor=actor, operation=row), done)
    return redirect("needs:operation", pk)


@login_required
@require_POST
def leave_operation(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    actor = actor_of(request)
    done = _("Your organisation does not convene it.")
    attempt(request, lambda: actions.leave_operation(actor=actor, operation=row), done)
    is_seen = operations_for(request.user).filter(pk=pk).exists()
    return redirect("needs:operation", pk) if is_seen else redirect("needs:operations")
