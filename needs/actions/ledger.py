"""The counters of lines, moved by conditional updates in the order of (model, pk): so many may promise at once, the sum
never passes the cap, and no two verbs wait for each other for ever.

Whoever changes something holds the need first, then the offers, then the pledge (`hold`), then moves lines. What
another verb committed in the meantime is seen when the need is held, and all statuses follow from lines (`settle`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict
from needs.actions.settling import settle_need, settle_offer
from needs.models import Need, NeedLine, Offer, OfferLine, Pledge, PledgeLine
from needs.permissions import is_told_whole, streams_of
from needs.pledging import in_unit

Moves = Mapping[int, int]  # {pk of a line: thousandths of the base unit, up or down}


def hold_need(need_id: int) -> Need:
    """A need as it stands now, kept from others until this verb ends."""
    return Need.objects.select_for_update(no_key=True, of=("self",)).select_related("organization").get(pk=need_id)


def hold_offers(ids: Iterable[int | None]) -> dict[int, Offer]:
    """Offers likewise, in their order."""
    wanted = {pk for pk in ids if pk is not None}
    rows = Offer.objects.filter(pk__in=wanted).select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {row.pk: row for row in rows.select_related("organization")} if wanted else {}


def hold(pledge: Pledge, offer: Offer | None = None) -> Pledge:
    """A pledge as it stands now with its need and offer, all kept; `offer` is one it is about to draw on."""
    need = hold_need(pledge.need_id)
    offers = hold_offers([pledge.offer_id, offer.pk if offer else None])
    rows = Pledge.objects.select_related("organization").select_for_update(no_key=True, of=("self",))
    held = rows.get(pk=pledge.pk)
    if held.need_id != need.pk:  # it went over to another need with a merge, between the caller's read and now
        return hold(held, offer)
    held.need, held.offer = need, offers.get(held.offer_id or 0)
    return held


def move_promised(lines: Moves, offered: Moves) -> None:
    """Promise so much more, or less, of these lines of needs and offers. Conflict `too_much` or `offer_exhausted`, with
    what is left.
    """
    for pk, step in sorted(lines.items()):
        rows = NeedLine.objects.filter(pk=pk, promised__lte=F("cap") - step, promised__gte=-step)
        if step and not rows.update(promised=F("promised") + step):
            raise too_much(pk)
    for pk, step in sorted(offered.items()):
        drawn = OfferLine.objects.filter(pk=pk, promised__lte=F("quantity") - step, promised__gte=-step)
        if step and not drawn.update(promised=F("promised") + step):
            raise exhausted(pk)


def too_much(pk: int) -> Conflict:
    line = NeedLine.objects.select_related("item", "unit").get(pk=pk)
    left = in_unit(max(0, line.cap - line.promised), line.unit)
    given = {"left": left, "unit": str(line.unit), "item": str(line.item)}
    words = _("%(left)s %(unit)s left of: %(item)s.") if left else _("All of it is promised already: %(item)s.")
    return Conflict(words % given, code="too_much", need_line=pk, left=str(left), unit=line.unit.code)


def exhausted(pk: int) -> Conflict:
    line = OfferLine.objects.select_related("item", "unit").get(pk=pk)
    left = in_unit(line.quantity - line.promised, line.unit)
    given = {"left": left, "unit": str(line.unit), "item": str(line.item)}
    words = _("Your offer has %(left)s %(unit)s left of: %(item)s.") % given
    return Conflict(words, code="offer_exhausted", offer_line=pk, left=str(left), unit=line.unit.code)


def move_loads(sent: Mapping[PledgeLine, tuple[int, int]]) -> None:
    """Count what is on its way and what arrived: {line of a pledge that is held: (dispatched, received), up or down}.

    Conflict `more_than_promised`. The lines of the need follow, in their order.
    """
    for line, (dispatched, received) in sent.items():
        rows = PledgeLine.objects.filter(pk=line.pk, dispatched__lte=F("quantity") - dispatched)
        if not rows.update(dispatched=F("dispatched") + dispatched, received=F("received") + received):
            raise Conflict(_("This is more than was promised."), code="more_than_promised", line=line.pk)
    for line, (dispatched, received) in sorted(sent.items(), key=lambda each: each[0].need_line_id):
        counters = NeedLine.objects.filter(pk=line.need_line_id)
        counters.update(dispatched=F("dispatched") + dispatched, received=F("received") + received)


def give_back(pledge: Pledge) -> None:
    """All that a pledge had taken becomes free: it was declined, withdrawn, or lapsed. Its lines still say how much."""
    lines = list(pledge.lines.all())
    move_promised(
        {line.need_line_id: -line.quantity for line in lines},
        drawn(lines, -1),
    )


def drawn(lines: list[PledgeLine], sign: int) -> Counter[int]:
    """What these lines draw on lines of offers; two may draw on the same."""
    sums: Counter[int] = Counter()
    for line in lines:
        if line.offer_line_id is not None:
            sums[line.offer_line_id] += sign * line.quantity
    return sums


def settle(actor: Actor, need: Need, offers: Iterable[Offer | None]) -> None:
    """Let the status of the need and of the offers follow from their lines, and tell the board how much is covered."""
    settle_need(actor, need)
    if boards := sorted(name for name in streams_of(need) if name.startswith("board.")):
        counters = need.lines.values_list("pk", "promised", "dispatched", "received")
        amounts = {str(pk): counts for pk, *counts in counters}
        record("need_counted", stream=boards, actor=actor, subject=need, status=need.status, amounts=amounts)
    for offer in {row.pk: row for row in offers if row is not None}.values():
        settle_offer(actor, offer)
        promised = {str(pk): count for pk, count in offer.lines.values_list("pk", "promised")}
        # Who watched it once may see it no longer.
        told: dict[str, Any] = {"amounts": promised} if is_told_whole(offer) else {}
        record("offer_counted", stream=offer.stream, actor=actor, subject=offer, status=offer.status, **told)
