"""Many who promise at the same moment: the sum never passes the cap, and the counters equal the ledger."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections

from chat.models import Message
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from needs.actions import merge_need
from needs.actions.overlaps import open_overlap_room
from needs.actions.pledges import accept_pledge, close_pledge_short, decline_pledge, propose_pledge, withdraw_pledge
from needs.models import Need, Pledge
from needs.queries.ledger import drift
from organizations.models import Role
from tests.factories import Cast, make_cast, make_membership, make_organization, make_person
from tests.needs.board import standing_need
from tests.needs.giving import accepted, counters, make_need, make_offer, proposed, sent, shares, standing
from tests.needs.test_overlaps import promise

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
CROWD = 50


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(acts: list[Callable[[], Any]]) -> Counter[str]:
    """All begin together; how often each came out: "done", or the code of its refusal."""
    ready, outcomes = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            ready.wait(20)
            act()
            outcomes.append("done")
        except Conflict as refusal:
            outcomes.append(refusal.code)
        except Refused:
            outcomes.append("refused")
        except DatabaseError as fault:
            outcomes.append(repr(fault))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return Counter(outcomes)


def crowd(size: int = CROWD) -> list[Actor]:
    """So many organisations, each with somebody who signs for it."""
    actors = []
    for number in range(size):
        person, organization = make_person(), make_organization(f"جمعية رقم {number}")
        make_membership(person, organization, Role.SIGNATORY)
        actors.append(Actor(person, organization))
    return actors


def propose(actor: Actor, need: Need, *amounts: int) -> Pledge:
    return propose_pledge(actor=actor, need=need, shares=shares(need, *amounts), client_id=uuid4()).pledge


def test_fifty_who_promise_at_once_stay_below_the_cap(cast: Cast) -> None:
    need = make_need(cast, 100, 60, tolerance=10)
    outcomes = at_once([lambda actor=actor: propose(actor, need, 7, 3) for actor in crowd()])  # type: ignore[misc]
    assert outcomes == {"done": 15, "too_much": 35}
    assert counters(need) == [(105, 0, 0), (45, 0, 0)]
    assert (Pledge.objects.count(), drift(), standing(need)) == (15, [], "open")


def test_lines_named_in_any_order_lock_nobody_out(cast: Cast) -> None:
    need = make_need(cast, 1000, 1000)
    lines = shares(need, 10, 10)

    def both_ways(actor: Actor, is_turned: bool) -> None:
        given = lines[::-1] if is_turned else lines
        propose_pledge(actor=actor, need=need, shares=given, client_id=uuid4())

    acts: list[Any] = [lambda n=n, actor=actor: both_ways(actor, n % 2 == 0) for n, actor in enumerate(crowd(20))]
    assert at_once(acts) == {"done": 20}
    assert (counters(need), drift()) == ([(200, 0, 0), (200, 0, 0)], [])


def test_the_same_request_sent_many_times_at_once_is_one_pledge(cast: Cast) -> None:
    need, client_id = make_need(cast, 40), uuid4()
    given: Any = {"actor": cast.actor("omar"), "need": need, "shares": shares(need, 40), "client_id": client_id}
    assert at_once([lambda: propose_pledge(**given)] * 8) == {"done": 8}
    assert (counters(need), Pledge.objects.count(), standing(need)) == ([(40, 0, 0)], 1, "covered")


def test_two_needs_that_draw_on_one_offer_share_it(cast: Cast) -> None:
    offer = make_offer(cast, 50)
    needs = [make_need(cast, 100), make_need(cast, 100)]
    acts: list[Any] = [lambda n=n: proposed(cast, needs[n % 2], 10, offer=offer) for n in range(12)]
    assert at_once(acts) == {"done": 5, "offer_exhausted": 7}
    assert (offer.lines.get().promised, standing(offer), drift()) == (50_000, "taken", [])


def test_an_answer_and_a_withdrawal_at_once_have_one_outcome(cast: Cast) -> None:
    need = make_need(cast, 40)
    pledge = proposed(cast, need, 40)
    outcomes = at_once(
        [
            lambda: accept_pledge(actor=cast.actor("basel"), pledge=pledge),
            lambda: decline_pledge(actor=cast.actor("basel"), pledge=pledge, reason="لا حاجة"),
            lambda: withdraw_pledge(actor=cast.actor("omar"), pledge=pledge, reason="تعذّر"),
        ]
    )
    end = standing(pledge)
    assert end in {"declined", "withdrawn"}  # who withdraws may do so after the acceptance too
    assert outcomes.total() == 3
    assert (end, outcomes["done"], outcomes["wrong_status"]) in {
        ("declined", 1, 2),
        ("withdrawn", 1, 2),
        ("withdrawn", 2, 1),
    }
    assert (counters(need), standing(need), drift()) == ([(0, 0, 0)], "open", [])


def test_lines_covered_at_the_same_moment_cover_the_need(cast: Cast) -> None:
    need = make_need(cast, 10, 10, 10, 10)
    amounts = [[10 if place == line else 0 for place in range(4)] for line in range(4)]
    acts: list[Any] = [lambda n=n, actor=actor: propose(actor, need, *amounts[n]) for n, actor in enumerate(crowd(4))]
    assert at_once(acts) == {"done": 4}
    assert standing(need) == "covered"


def test_loads_sent_at_once_stay_within_the_promise(cast: Cast) -> None:
    need = make_need(cast, 100)
    pledge = accepted(cast, need, 50)
    assert at_once([lambda: sent(cast, pledge, 10)] * 8) == {"done": 5, "more_than_promised": 3}
    assert (counters(need), drift()) == ([(50, 50, 0)], [])


def test_a_load_and_a_closing_at_once_leave_no_load_behind(cast: Cast) -> None:
    need = make_need(cast, 100)
    pledge = accepted(cast, need, 50)
    outcomes = at_once(
        [
            lambda: sent(cast, pledge, 10),
            lambda: close_pledge_short(actor=cast.actor("basel"), pledge=pledge, reason="يكفي ما وصل"),
        ]
    )
    refused = {"dispatched": "load_on_its_way", "closed_short": "wrong_status"}[standing(pledge)]
    assert outcomes == {"done": 1, refused: 1}
    assert pledge.deliveries.count() == (standing(pledge) == "dispatched")
    assert drift() == []


def test_an_overlap_opened_by_both_at_once_is_one_room(cast: Cast) -> None:
    needs = [standing_need(cast, "salma", organization=cast.ministry, title=title) for title in ("one", "two")]
    first, second = promise(needs[0], cast.association), promise(needs[1], cast.other)
    acts: list[Any] = [
        lambda name=name: open_overlap_room(actor=cast.actor(name), first=first, second=second)
        for name in ("basel", "omar", "basel", "omar")
    ]
    assert at_once(acts) == {"done": 4}
    assert Message.objects.filter(body__contains="/needs/").values("room").distinct().count() == 1


def test_two_needs_are_merged_into_each_other_at_once_and_one_of_them_stands(cast: Cast) -> None:
    """Whoever comes second finds the other gone: nobody is led in a circle."""
    first, second = standing_need(cast), standing_need(cast)
    pairs = [(first, second), (second, first)] * 3
    outcomes = at_once([partial(merged, cast, *pair) for pair in pairs])
    assert outcomes["done"] == 3  # one of the two directions, and its repetitions
    assert outcomes["refused"] == 3
    gone = Need.objects.get(status="merged")
    assert Need.objects.get(status="open") == gone.merged_into


def merged(cast: Cast, need: Need, into: Need) -> None:
    merge_need(actor=cast.actor("basel"), need=need, into=into)
