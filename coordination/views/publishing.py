"""The public dashboard and the public report since the last forum: what everybody may read, also without signing in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coordination import queries
from coordination.queries.dashboard import page_of_rows
from coordination.since_report import since_pdf
from coordination.views.dashboard import Dashboard
from coordination.views.recommendations import shown
from coordination.views.since import shown_figures
from journal.addresses import full_address
from paper.answers import made_answer


@require_safe
def public_follow_up(request: HttpRequest) -> HttpResponse:
    """What became of public recommendations of public forums."""
    board = Dashboard(request.GET, queries.public_seen())
    rows = [shown(row) for row in page_of_rows(board.page)]
    context: dict[str, Any] = {
        **board.context(),
        "rows": rows,
        "forums": queries.shown_forums()[:20],
        "plans": list(queries.shown_plans()[:20]),
    }
    return render(request, "coordination/public_follow_up.html", context)


@require_safe
def public_since(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a public forum: what became of what the edition before recommended, as far as it is public."""
    row = get_object_or_404(queries.shown_forums(), pk=pk)
    since = queries.public_since(row)
    context = {"forum": row, "since": since, **shown_figures(since, "coordination:public_follow_up")}
    return render(request, "coordination/public_since.html", context)


@require_safe
def public_since_paper(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.shown_forums(), pk=pk)
    since = queries.public_since(row)
    if since is None:
        raise Http404
    address = full_address(request, reverse("coordination:public_since", args=[pk]))
    return made_answer(since_pdf(since, address), f"{row.code}-since.pdf", is_shown=True)
