"""Cards: what a link to a need or an offer shows where somebody says it. Guarded as their pages are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from needs import queries


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
