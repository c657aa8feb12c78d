"""Who hears of pledges and loads: those who speak for the other side, in the list, by push and by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from journal.actors import Actor
from needs.actions.deliveries import arrive_delivery, confirm_receipt, dispute_delivery
from needs.actions.pledges import close_pledge_short, decline_pledge, lapse_pledge, warn_of_lapsing, withdraw_pledge
from needs.models import Need
from notifications.queries import listed, newest
from tests.factories import Cast, make_membership, make_person
from tests.needs.giving import accepted, counts, make_need, proposed, sent
from tests.notifications.situations import heard, settle

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def need(cast: Cast) -> Need:
    return make_need(cast, 100)


def kinds(person: User) -> list[str]:
    return [kind for kind, _object in heard(person)]


def test_the_other_side_hears_of_each_step(cast: Cast, need: Need) -> None:
    delivery = sent(cast, accepted(cast, need, 40), 40)
    arrive_delivery(actor=cast.actor("omar"), delivery=delivery)
    dispute_delivery(actor=cast.actor("basel"), delivery=delivery, reason="ناقصة")
    confirm_receipt(actor=cast.actor("basel"), delivery=delivery, counts=counts(delivery, 30))
    close_pledge_short(actor=cast.actor("omar"), pledge=delivery.pledge, reason="نفد المخزون")
    settle()
    received = ["pledge_proposed", "delivery_dispatched", "delivery_arrived", "pledge_closed_short"]
    assert kinds(cast.basel) == received
    assert kinds(cast.omar) == ["pledge_accepted", "delivery_disputed", "receipt_confirmed"]
    assert [kinds(person) for person in (cast.hala, cast.salma, cast.rania, cast.gharib)] == [[], [], [], []]


@pytest.mark.parametrize(
    ("act", "name", "hearer", "kind"),
    [
        (decline_pledge, "basel", "omar", "pledge_declined"),
        (withdraw_pledge, "omar", "basel", "pledge_withdrawn"),
    ],
)
def test_the_other_side_hears_that_nothing_comes(
    cast: Cast, need: Need, act: Any, name: str, hearer: str, kind: str
) -> None:
    act(actor=cast.actor(name), pledge=proposed(cast, need, 40), reason="سبب")
    settle()
    assert kinds(getattr(cast, hearer))[-1] == kind


def test_the_clock_is_heard_too(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need, 40)
    warn_of_lapsing(actor=Actor.clock(), pledge=pledge)
    settle()
    with time_machine.travel(timezone.now() + timedelta(hours=73), tick=False):
        lapse_pledge(actor=Actor.clock(), pledge=pledge)
        settle()
    assert kinds(cast.basel) == ["pledge_proposed", "pledge_lapsing", "pledge_lapsed"]
    assert kinds(cast.omar) == ["pledge_lapsed"]


def test_a_colleague_who_manages_hears_what_another_did_for_the_other_side_only(cast: Cast, need: Need) -> None:
    manager = make_person()
    make_membership(manager, cast.association, "manager")
    accepted(cast, need, 40)
    settle()
    assert kinds(manager) == ["pledge_proposed"]


def test_notices_name_the_organisation_and_lead_to_the_page(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need, 40)
    sent(cast, accepted(cast, need, 10), 10)
    settle()
    with override("ar"):
        first = listed(cast.basel, newest(cast.basel))
    texts = {notice["kind"]: (notice["text"], notice["href"]) for notice in first}
    assert str(cast.other) in texts["pledge_proposed"][0]
    assert need.code in texts["pledge_proposed"][0]
    hrefs = {notice["href"] for notice in first if notice["kind"] == "pledge_proposed"}
    assert f"/pledges/{pledge.pk}/" in hrefs
    assert texts["delivery_dispatched"][1].startswith("/deliveries/")
