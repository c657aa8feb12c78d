"""What one's own organisation needs and gives, drafts among it, and what waits for a word."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from needs import permissions, queries
from needs.queries.own import STATES
from organizations.actors import actor_of

PAGE = 20


@login_required
@require_safe
def own_postings(request: HttpRequest) -> HttpResponse:
    """`?of=needs|offers`, `?state=`: drafts, on the board, to be confirmed again, ended."""
    actor = actor_of(request)
    shows_offers = request.GET.get("of") == "offers"
    state = request.GET.get("state", "")
    state = state if state in STATES else "running"
    rows = queries.own_postings(actor, offers=shows_offers, state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": actor.organization,
        "shows_offers": shows_offers,
        "state": state,
        "states": queries.own_counts(actor, offers=shows_offers),
        "page": page,
        "rows": [queries.shown_posting(row) for row in page],
        "query": f"of={'offers' if shows_offers else 'needs'}&state={state}",
        "can_create": permissions.can_create_need(actor),
    }
    return render(request, "needs/own_postings.html", context)
