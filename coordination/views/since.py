"""The report with which a forum opens: what became of what the edition before recommended."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coordination import queries
from coordination.queries.since import Since
from coordination.since_report import since_pdf
from coordination.views.dashboard import TILES, bar_of
from coordination.views.forums import seen, shell
from journal.addresses import full_address
from paper.answers import made_answer


@login_required
@require_safe
def since_last(request: HttpRequest, pk: int) -> HttpResponse:
    """By theme: the state then, the state now, how far, how late, what proves it."""
    row = seen(request, pk)
    since = queries.since_last(request.user, row)
    context = {**shell(request, row, "since_last"), "since": since, **shown_figures(since)}
    return render(request, "coordination/since_last.html", context)


@login_required
@require_safe
def since_last_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, to be printed."""
    row = seen(request, pk)
    since = queries.since_last(request.user, row)
    if since is None:
        raise Http404
    address = full_address(request, reverse("coordination:since_last", args=[pk]))
    return made_answer(since_pdf(since, address), f"{row.code}-since.pdf", is_shown=True)


def shown_figures(since: Since | None, board: str = "coordination:dashboard") -> dict[str, Any]:
    """Each figure leads to its rows on the dashboard."""
    if since is None:
        return {}
    figures, address = since.figures, f"{reverse(board)}?forum={since.previous.pk}"
    tiles = [
        {
            "name": name,
            "words": words,
            "value": getattr(figures, name),
            "href": "".join([address, *(f"&{word}={value}" for word, value in asked.items())]),
        }
        for name, words, asked in TILES
    ]
    return {"tiles": tiles, "bar": bar_of(figures, figures.number)}
