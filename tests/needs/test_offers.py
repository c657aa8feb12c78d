"""The verbs of offers, the mirror of needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Conflict, Refused
from journal.verbs import verb
from needs.actions import (
    close_offer,
    confirm_offer,
    create_offer,
    edit_offer,
    expire_offer,
    open_offer,
    reopen_offer,
    settle_offer,
    withdraw_offer,
)
from needs.models import Offer, OfferLine, Visibility
from tests.factories import Cast, make_place
from tests.needs.board import asked, draft_offer, given, standing_need, standing_offer

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def events(offer: Offer, stream: str) -> list[str]:
    entries = Entry.objects.filter(kind="offer", object_id=offer.pk, stream__name=stream)
    return list(entries.order_by("pk").values_list("event", flat=True))


def today() -> date:
    return timezone.localdate()


def pledged(cast: Cast, offer: Offer, quantity: int) -> None:
    """A pledge of Basel's to Omar's need, drawn on the offer; as row 4 writes it."""
    need, line = standing_need(cast, "omar"), offer.lines.get()
    pledge = need.pledges.create(
        code="P-23456",
        offer=offer,
        organization=offer.organization,
        author=offer.author,
        client_id=given()["client_id"],
    )
    needed = need.lines.get()
    pledge.lines.create(need_line=needed, offer_line=line, unit=line.unit, typed=quantity, quantity=quantity)
    OfferLine.objects.filter(pk=line.pk).update(promised=quantity)


def test_create_offer_writes_a_draft_and_answers_the_same_request_with_it(cast: Cast) -> None:
    details = given(can_transport=True, conditions="في أيام الدوام", reach=[make_place("SY01")])
    offer = create_offer(actor=cast.actor("hala"), **details)
    assert create_offer(actor=cast.actor("hala"), **details) == offer
    assert (offer.code[:2], offer.status, offer.organization) == ("O-", "draft", cast.association)
    assert [place.pk for place in offer.reach.all()] == ["SY01"]
    assert events(offer, offer.stream) == ["offer_created"]
    with pytest.raises(Conflict):
        create_offer(actor=cast.actor("hala"), **{**details, "title": "خيام"})


def test_create_offer_refuses_outsiders_and_reversed_days(cast: Cast) -> None:
    with pytest.raises(Refused):
        create_offer(actor=cast.actor("gharib"), **given())
    days: dict[str, Any] = {
        "available_from": today() + timedelta(days=9),
        "available_until": today() + timedelta(days=8),
    }
    with pytest.raises(ValidationError) as refusal:
        draft_offer(cast, **days)
    assert refusal.value.error_dict["available_until"][0].code == "dates_reversed"


def test_open_offer_tells_the_board_and_stands_two_months(cast: Cast) -> None:
    offer = draft_offer(cast, visibility=Visibility.PUBLIC)
    with pytest.raises(Refused):
        open_offer(actor=cast.actor("hala"), offer=offer)
    with pytest.raises(ValidationError):
        open_offer(actor=cast.actor("basel"), offer=draft_offer(cast, lines=[]))
    for _ in range(2):
        open_offer(actor=cast.actor("basel"), offer=offer)
    offer.refresh_from_db()
    assert (offer.status, offer.available_until) == ("open", today() + timedelta(days=60))
    assert events(offer, "board.public") == ["offer_opened"]


def test_edit_offer_leaves_to_pledges_what_was_promised(cast: Cast) -> None:
    offer = standing_offer(cast)
    line = offer.lines.get()
    pledged(cast, offer, 60_000)
    for lines in ([asked("50", pk=line.pk)], [asked("5")]):
        with pytest.raises(Conflict) as refusal:
            edit_offer(actor=cast.actor("basel"), offer=offer, lines=lines)
        assert refusal.value.code == "line_promised"
    edit_offer(actor=cast.actor("basel"), offer=offer, lines=[asked("60", pk=line.pk)])
    offer.refresh_from_db()
    assert offer.status == Offer.Status.TAKEN
    for act in (withdraw_offer, close_offer):
        with pytest.raises(Conflict):
            act(actor=cast.actor("basel"), offer=offer, reason="سبب")


def test_edit_offer_refuses_others_and_members_once_it_stands(cast: Cast) -> None:
    offer = standing_offer(cast)
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            edit_offer(actor=cast.actor(name), offer=offer, title="خيام")
    edit_offer(actor=cast.actor("salma"), offer=offer, title="خيام", visibility=Visibility.OWN)
    assert events(offer, "board.members") == ["offer_opened", "offer_edited"]


def test_expire_offer_at_the_end_of_its_window_and_confirm_offer_brings_it_back(cast: Cast) -> None:
    offer = standing_offer(cast, available_until=today() + timedelta(days=2))
    with pytest.raises(Refused):
        expire_offer(actor=cast.actor("basel"), offer=offer)
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        run_due()
        offer.refresh_from_db()
        assert offer.status == Offer.Status.EXPIRED
        with pytest.raises(Refused):
            confirm_offer(actor=cast.actor("omar"), offer=offer)
        confirm_offer(actor=cast.actor("hala"), offer=offer, until=today() + timedelta(days=5))
    assert events(offer, "board.members") == ["offer_opened", "offer_expired", "offer_confirmed"]


@pytest.mark.parametrize(("act", "status"), [(withdraw_offer, "withdrawn"), (close_offer, "closed")])
def test_withdraw_offer_and_close_offer_end_it_and_reopen_offer_takes_it_back(
    cast: Cast, act: Any, status: str
) -> None:
    offer = standing_offer(cast)
    for name in ("hala", "omar", "gharib"):
        with pytest.raises(Refused):
            act(actor=cast.actor(name), offer=offer, reason="سبب")
    for _ in range(2):
        act(actor=cast.actor("basel"), offer=offer, reason="وزعناها")
    offer.refresh_from_db()
    assert (offer.status, offer.closing_reason) == (status, "وزعناها")
    with pytest.raises(Conflict):
        confirm_offer(actor=cast.actor("basel"), offer=offer)
    reopen_offer(actor=cast.actor("basel"), offer=offer)
    assert events(offer, "board.members") == ["offer_opened", f"offer_{status}", "offer_reopened"]


def test_withdraw_offer_asks_why_unless_it_is_a_draft(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        withdraw_offer(actor=cast.actor("basel"), offer=standing_offer(cast))
    assert withdraw_offer(actor=cast.actor("hala"), offer=draft_offer(cast)).status == Offer.Status.WITHDRAWN


def test_settle_offer_follows_the_lines(cast: Cast) -> None:
    offer = standing_offer(cast)

    def settle_in_a_verb(*, actor: Actor) -> Offer:
        return settle_offer(actor, Offer.objects.get(pk=offer.pk))

    for promised, status in ((100_000, "taken"), (99_000, "open")):
        offer.lines.update(promised=promised)
        assert verb(settle_in_a_verb)(actor=cast.actor("basel")).status == status
    assert events(offer, "board.members") == ["offer_opened", "offer_taken", "offer_freed"]
