"""Cards: what a link to a need, an offer or a pledge shows where somebody says it. Guarded as their pages are."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from needs import queries
from needs.permissions.pledges import pledges_for
from needs.queries.pledges import with_lines


@require_safe
def need_card(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.seen_need(request.user, pk)
    if row is None:
        raise Http404
    return render(request, "needs/need_card.html", {"shown": queries.shown_posting(row)})


@require_safe
def offer_card(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.seen_offer(request.user, pk)
    if row is None:
        raise Http404
    return render(request, "needs/offer_card.html", {"shown": queries.shown_posting(row)})


@login_required
@require_safe
def pledge_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gives how much, and how far it is: what whoever sees the need may know."""
    row = get_object_or_404(with_lines(pledges_for(request.user)), pk=pk)
    return render(request, "needs/pledge_card.html", {"pledge": row})
