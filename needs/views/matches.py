"""What fits a need or an offer: a part of its page, fetched by its address, so that the page does not wait for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from needs.matching import Match
from needs.models import Need, NeedLine, Offer, OfferLine
from needs.permissions import can_create_need, can_create_offer, needs_for, offers_for
from needs.queries import Answer, matches_for_need, matches_for_offer, place_words
from needs.reasons import Reason, percent, reasons_of_match
from needs.wording import quantity
from organizations.actors import actor_of


@dataclass(frozen=True)
class FittingLine:
    """So much of what is left or lacking, in the unit it was written in, and why it fits."""

    line: NeedLine | OfferLine
    amount: str
    reasons: list[Reason]


@dataclass(frozen=True)
class ShownAnswer:
    posting: Need | Offer
    place: str
    score: str
    lines: list[FittingLine]


@require_safe
def need_matches(request: HttpRequest, pk: int) -> HttpResponse:
    """The offers that fit a need, of those the reader may see."""
    need = get_object_or_404(needs_for(request.user), pk=pk)
    found = matches_for_need(request.user, need) if need.status == Need.Status.OPEN else []
    context = {"answers": [shown(answer) for answer in found], "posting": need, "is_need": True}
    return render(request, "needs/_matches.html", context | {"may_answer": can_create_offer(actor_of(request))})


@require_safe
def offer_matches(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs that an offer fits, of those the reader may see."""
    offer = get_object_or_404(offers_for(request.user), pk=pk)
    found = matches_for_offer(request.user, offer) if offer.status == Offer.Status.OPEN else []
    context = {"answers": [shown(answer) for answer in found], "posting": offer, "is_need": False}
    return render(request, "needs/_matches.html", context | {"may_answer": can_create_need(actor_of(request))})


def shown(answer: Answer) -> ShownAnswer:
    lines = [fitting(line, why) for line, why in answer.lines[:3]]
    return ShownAnswer(answer.posting, place_words(answer.posting.place), percent(answer.score), lines)


def fitting(line: NeedLine | OfferLine, why: Match) -> FittingLine:
    return FittingLine(line, quantity(line.quantity - line.promised, line.unit.factor), reasons_of_match(why))
