"""Offers that answer a need, and needs that an offer answers: ranked by four reasons (needs/matching.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from needs.matching import Match, Side, match
from needs.models import ItemUnit, Need, NeedLine, Offer, OfferLine
from needs.permissions import needs_for, offers_for
from needs.queries.postings import with_lines

LIMIT = 10
# A family that everybody asks for has thousands of lines; of those that stand longest the clock asks whether it is so.
MOST_LINES = 2000


@dataclass(frozen=True)
class Fit:
    """Two lines, by number, and how well they fit."""

    own: int
    other: int
    match: Match


@dataclass(frozen=True)
class Answer:
    """A need or an offer of somebody else, and for each line of one's own the line of it that fits best, best first."""

    posting: Need | Offer
    fits: tuple[Fit, ...]

    @property
    def score(self) -> float:
        return self.fits[0].match.score

    @property
    def lines(self) -> list[tuple[NeedLine | OfferLine, Match]]:
        """The lines of the posting that fit, best first, each once."""
        by_pk = {line.pk: line for line in self.posting.lines.all()}
        best: dict[int, Match] = {}
        for fit in self.fits:
            best.setdefault(fit.other, fit.match)
        return [(by_pk[pk], found) for pk, found in best.items()]


def matches_for_need(user: Any, need: Need, limit: int = LIMIT) -> list[Answer]:
    """The offers the person may see that fit what the need lacks, best first. Five queries at most."""
    own = sides(NeedLine.objects.filter(need=need, quantity__gt=F("promised")))
    open_offers = offers_for(user).filter(status=Offer.Status.OPEN).exclude(organization=need.organization_id)
    others = sides(of_families(OfferLine.objects.filter(offer__in=open_offers), own.values()))
    return answers(Offer, [(*pair, match(own[pair[0]], others[pair[1]])) for pair in pairs(own, others)], limit)


def matches_for_offer(user: Any, offer: Offer, limit: int = LIMIT) -> list[Answer]:
    """The needs the person may see that what is left of the offer fits, best first. Five queries at most."""
    own = sides(OfferLine.objects.filter(offer=offer, quantity__gt=F("promised")))
    open_needs = needs_for(user).filter(status=Need.Status.OPEN).exclude(organization=offer.organization_id)
    others = sides(of_families(NeedLine.objects.filter(need__in=open_needs), own.values()))
    return answers(Need, [(*pair, match(others[pair[1]], own[pair[0]])) for pair in pairs(own, others)], limit)


def pairs(own: dict[int, Side], others: dict[int, Side]) -> Iterable[tuple[int, int]]:
    """Lines of one family; the others need not be looked at."""
    by_family: dict[str, list[int]] = defaultdict(list)
    for pk, side in others.items():
        by_family[side.family].append(pk)
    return ((mine, theirs) for mine, side in own.items() for theirs in by_family[side.family])


def answers(model: Any, found: list[tuple[int, int, Match]], limit: int) -> list[Answer]:
    lines = NeedLine if model is Need else OfferLine
    column = "need_id" if model is Need else "offer_id"
    fitting = [fit for fit in found if fit[2].score > 0]
    posting_of = dict(
        lines._default_manager.filter(pk__in={theirs for _, theirs, _ in fitting}).values_list("pk", column)
    )
    best: dict[int, dict[int, Fit]] = defaultdict(dict)
    for mine, theirs, reasons in sorted(fitting, key=lambda fit: (-fit[2].score, fit[1])):
        best[posting_of[theirs]].setdefault(mine, Fit(mine, theirs, reasons))
    ranked = sorted(best.items(), key=lambda item: (-next(iter(item[1].values())).match.score, -len(item[1]), -item[0]))
    rows = with_lines(model.objects.filter(pk__in=[pk for pk, _ in ranked[:limit]]))
    shown = {row.pk: row for row in rows}
    return [Answer(shown[pk], tuple(fits.values())) for pk, fits in ranked[:limit] if pk in shown]


def of_families(lines: QuerySet[Any], own: Iterable[Side]) -> QuerySet[Any]:
    families = {side.family for side in own}
    return lines.filter(
        Q(item__code__in=families) | Q(item__family__code__in=families), quantity__gt=F("promised")
    ).order_by("-pk")[:MOST_LINES]


def sides(lines: QuerySet[Any]) -> dict[int, Side]:
    """{number of the line: what it asks or gives}, with what nobody has promised yet as its quantity."""
    is_need = lines.model is NeedLine
    posting = "need" if is_need else "offer"
    window = ("needed_by", "valid_until") if is_need else ("available_from", "available_until")
    base = ItemUnit.objects.filter(item=OuterRef("item"), position=0).values("code")[:1]
    columns = ("pk", posting, "item__code", "item__family__code", f"{posting}__place", "quantity", "promised")
    dates = tuple(f"{posting}__{name}" for name in window)
    rows = list(lines.values_list(*columns, *dates, Subquery(base)))
    reach = {} if is_need else reaches({row[1] for row in rows})
    today = timezone.localdate()
    found = {}
    for pk, owner, code, family, place, quantity, promised, first, last, unit in rows:
        # A need waits from today until it is needed by, else until it is asked whether it is still so.
        start, end = (today, first or last) if is_need else (max(first, today) if first else None, last)
        found[pk] = Side(code, family or code, place, quantity - promised, unit, start, end, reach.get(owner, ()))
    return found


def reaches(offers: set[int]) -> dict[int, tuple[str, ...]]:
    """{offer: p-codes of the places to which it can be brought}."""
    found: dict[int, tuple[str, ...]] = {}
    rows = Offer.reach.through._default_manager.filter(offer__in=offers, offer__can_transport=True)
    for offer, place in rows.values_list("offer", "place"):
        found[offer] = (*found.get(offer, ()), place)
    return found
