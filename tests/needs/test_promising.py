"""What a promise holds: that the same request is the same one, and which line of an offer it draws on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from journal.refusals import Conflict
from needs.actions.pledges import edit_pledge, propose_pledge
from needs.actions.promising import Share
from needs.models import Offer, OfferLine
from needs.queries.ledger import drift
from tests.factories import Cast
from tests.needs.giving import make_item, make_need, make_offer, proposed, shares

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_the_same_request_names_its_unit_and_its_offer_either_way(cast: Cast) -> None:
    carton, need = make_item(carton=24).units.get(code="carton"), make_need(cast, 100)
    line, offer = need.lines.get(), make_offer(cast)
    once: dict[str, Any] = {"actor": cast.actor("omar"), "need": need, "client_id": uuid4()}
    first = propose_pledge(**once, shares=[Share(line.pk, Decimal(2), carton.pk)], offer=offer)
    again = propose_pledge(**once, shares=[Share(line.pk, Decimal("2.0"), "carton")], offer=offer)
    assert (again.pledge, again.is_new) == (first.pledge, False)
    for share, drawn_on in ((Share(line.pk, Decimal(2)), offer), (Share(line.pk, Decimal(2), "carton"), None)):
        with pytest.raises(Conflict) as refusal:
            propose_pledge(**once, shares=[share], offer=drawn_on)
        assert refusal.value.code == "client_id_reused"


def test_the_unit_of_the_line_is_meant_where_none_is_named(cast: Cast) -> None:
    need = make_need(cast, 100)
    once: dict[str, Any] = {"actor": cast.actor("omar"), "need": need, "client_id": uuid4()}
    propose_pledge(**once, shares=shares(need, 5))
    line = need.lines.get()
    assert not propose_pledge(**once, shares=[Share(line.pk, Decimal(5), line.unit_id)]).is_new


def offer_of_two_lines(cast: Cast) -> Offer:
    """Thirty blankets, and thirty again."""
    offer = make_offer(cast, 30)
    first = offer.lines.get()
    more = {"item": first.item, "unit": first.unit, "typed": 30_000, "quantity": 30_000}
    OfferLine.objects.create(offer=offer, position=1, **more)
    return offer


def drawn(offer: Offer) -> list[int]:
    return [count // 1000 for count in offer.lines.order_by("position").values_list("promised", flat=True)]


def test_two_lines_of_one_thing_are_both_drawn_on(cast: Cast) -> None:
    offer, need = offer_of_two_lines(cast), make_need(cast, 100)
    pledges = [proposed(cast, need, 20, offer=offer) for _ in range(2)]
    assert drawn(offer) == [20, 20]
    edit_pledge(actor=cast.actor("omar"), pledge=pledges[1], shares=shares(need, 30), offer=offer)
    edit_pledge(actor=cast.actor("omar"), pledge=pledges[0], shares=shares(need, 30), offer=offer)
    assert (drawn(offer), drift()) == ([30, 30], [])
    with pytest.raises(Conflict) as refusal:
        proposed(cast, need, 1, offer=offer)
    assert refusal.value.code == "offer_exhausted"


def test_two_lines_of_a_need_draw_on_two_lines_of_an_offer(cast: Cast) -> None:
    offer, need = offer_of_two_lines(cast), make_need(cast, 100, 100)
    need.lines.update(item=make_item(), unit=make_item().units.get(position=0))
    proposed(cast, need, 25, 25, offer=offer)
    assert (drawn(offer), drift()) == ([25, 25], [])
