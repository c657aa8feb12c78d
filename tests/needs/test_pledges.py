"""Pledges: who may promise and answer, what is taken and given back, the exact entries, each refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Conflict, Refused
from needs.actions.pledges import (
    accept_pledge,
    close_pledge_short,
    decline_pledge,
    edit_pledge,
    lapse_pledge,
    propose_pledge,
    warn_of_lapsing,
    withdraw_pledge,
)
from needs.actions.promising import Share
from needs.models import Need, NeedLine, Pledge
from needs.permissions import pledges as permissions
from needs.queries.ledger import drift
from organizations.models import Organization
from tests.factories import Cast, make_membership, make_organization
from tests.needs.giving import (
    accepted,
    counters,
    make_item,
    make_need,
    make_offer,
    pledge_counters,
    proposed,
    sent,
    shares,
    standing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")
Ask = Callable[[Actor, Pledge], bool]


@pytest.fixture
def need(cast: Cast) -> Need:
    return make_need(cast, 100, 10)


def events(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream__name=stream).order_by("number").values_list("event", flat=True))


def code_of(refusal: Any) -> str:
    """The code of a lone error below any field."""
    (errors,) = refusal.value.error_dict.values()
    return str(errors[0].code)


# Who may --------------------------------------------------------------------------------------------------------------
def allowed(cast: Cast, ask: Callable[[Actor], bool]) -> str:
    return " ".join(name for name in NAMES if ask(cast.actor(name)))


def test_propose_pledge_table(cast: Cast, need: Need) -> None:
    assert allowed(cast, lambda actor: permissions.can_propose_pledge(actor, need)) == "omar"


@pytest.mark.parametrize(
    ("ask", "who"),
    [
        (permissions.can_edit_pledge, "omar"),
        (permissions.can_withdraw_pledge, "omar"),
        (permissions.can_accept_pledge, "basel"),
        (permissions.can_decline_pledge, "basel"),
        (permissions.can_close_pledge_short, "basel omar"),
        (permissions.can_dispatch_delivery, "omar"),
    ],
)
def test_pledge_verbs_table(cast: Cast, need: Need, ask: Ask, who: str) -> None:
    pledge = proposed(cast, need)
    assert allowed(cast, lambda actor: ask(actor, pledge)) == who


@pytest.mark.parametrize("name", ["salma", "hala", "rania", "gharib"])
def test_pledge_verbs_refuse_those_who_do_not_speak_for_a_side(cast: Cast, need: Need, name: str) -> None:
    pledge, actor = proposed(cast, need), cast.actor(name)
    with pytest.raises(Refused):
        propose_pledge(actor=actor, need=need, shares=shares(need, 1), client_id=uuid4())
    with pytest.raises(Refused):
        edit_pledge(actor=actor, pledge=pledge, shares=shares(need, 1))
    for act in (decline_pledge, withdraw_pledge, close_pledge_short):
        with pytest.raises(Refused):
            act(actor=actor, pledge=pledge, reason="سبب")
    for clock in (accept_pledge, lapse_pledge, warn_of_lapsing):
        with pytest.raises(Refused):
            clock(actor=actor, pledge=pledge)
    assert standing(pledge) == "proposed"


def test_propose_pledge_refuses_ones_own_need_and_unverified_organisations(cast: Cast, need: Need) -> None:
    with pytest.raises(Refused) as own:
        propose_pledge(actor=cast.actor("basel"), need=need, shares=shares(need, 1), client_id=uuid4())
    waiting = make_organization("جمعية جديدة", status=Organization.Status.UNVERIFIED)
    make_membership(cast.gharib, waiting, "signatory")
    with pytest.raises(Refused) as unverified:
        propose_pledge(actor=Actor(cast.gharib, waiting), need=need, shares=shares(need, 1), client_id=uuid4())
    assert (own.value.code, unverified.value.code) == ("own_need", "not_verified")


def test_a_need_one_may_not_see_takes_no_pledge(cast: Cast) -> None:
    hidden = make_need(cast, visibility="own")
    with pytest.raises(Refused):
        proposed(cast, hidden)


# What is taken --------------------------------------------------------------------------------------------------------
def test_propose_pledge_takes_its_shares_and_leaves_these_entries(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need, 40, 10)
    assert counters(need) == [(40, 0, 0), (10, 0, 0)]
    assert pledge.lapses_at is not None
    assert pledge.lapses_at - pledge.created_at == pytest.approx(timedelta(hours=72), abs=timedelta(seconds=5))
    for stream in (need.stream, f"org.{cast.association.pk}", f"org.{cast.other.pk}", f"user.{cast.basel.pk}"):
        assert events(stream) == ["pledge_proposed"], stream
    assert events("board.members") == ["need_counted"]
    assert [events(f"user.{person.pk}") for person in (cast.hala, cast.omar)] == [[], []]
    entry = Entry.objects.filter(stream__name=need.stream).get()
    assert (entry.kind, entry.object_id, entry.person_id) == ("pledge", pledge.pk, cast.omar.pk)
    assert entry.facts == {"status": "proposed", "code": pledge.code, "need": need.code}


@pytest.mark.parametrize(("urgency", "hours"), [(1, 24), (2, 48), (3, 72), (4, 72)])
def test_the_time_to_answer_follows_the_urgency(cast: Cast, urgency: int, hours: int) -> None:
    pledge = proposed(cast, make_need(cast, urgency=urgency))
    assert pledge.lapses_at is not None
    assert round((pledge.lapses_at - pledge.created_at).total_seconds() / 3600) == hours


def test_propose_pledge_covers_the_need_and_declining_opens_it_again(cast: Cast) -> None:
    need = make_need(cast, 40)
    pledge = proposed(cast, need, 40)
    assert standing(need) == "covered"
    decline_pledge(actor=cast.actor("basel"), pledge=pledge, reason="وصلتنا من جهة أخرى")
    assert (standing(need), standing(pledge), counters(need)) == ("open", "declined", [(0, 0, 0)])
    told = ["pledge_proposed", "need_covered", "pledge_declined", "need_uncovered"]
    assert sorted(events(need.stream)) == sorted(told)
    assert events(f"user.{cast.omar.pk}") == ["pledge_declined"]


def test_propose_pledge_says_what_is_left(cast: Cast, need: Need) -> None:
    proposed(cast, need, 60)
    with pytest.raises(Conflict) as refusal:
        proposed(cast, need, 41)
    assert refusal.value.code == "too_much"
    assert refusal.value.more == {"need_line": need.lines.first().pk, "left": "40", "unit": "piece"}  # type: ignore[union-attr]
    assert "40" in refusal.value.detail
    assert "بطانية" in refusal.value.detail
    proposed(cast, need, 40)
    assert counters(need)[0] == (100, 0, 0)


def test_a_refused_pledge_leaves_nothing_of_its_other_lines(cast: Cast, need: Need) -> None:
    with pytest.raises(Conflict):
        proposed(cast, need, 50, 11)
    assert counters(need) == [(0, 0, 0), (0, 0, 0)]
    assert not Pledge.objects.exists()


def test_tolerance_lets_a_little_more_be_promised(cast: Cast) -> None:
    need = make_need(cast, 100, tolerance=10)
    proposed(cast, need, 110)
    with pytest.raises(Conflict):
        proposed(cast, need, Decimal("0.001"))  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "-Infinity", "0.0001", "1000000001", "1e400"])
def test_propose_pledge_refuses_what_is_no_quantity(cast: Cast, need: Need, amount: str) -> None:
    line = need.lines.first()
    assert line is not None
    with pytest.raises(ValidationError) as refusal:
        propose_pledge(actor=cast.actor("omar"), need=need, shares=[Share(line.pk, Decimal(amount))], client_id=uuid4())
    assert code_of(refusal) == "invalid_quantity"


def test_propose_pledge_refuses_units_of_other_items_and_strange_lines(cast: Cast, need: Need) -> None:
    first, second = need.lines.order_by("position")
    other = make_need(cast, 5).lines.get()
    wrong = {
        "unit_of_another_item": [Share(first.pk, Decimal(1), unit=second.unit_id)],
        "unknown_line": [Share(other.pk, Decimal(1))],
        "line_twice": [Share(first.pk, Decimal(1)), Share(first.pk, Decimal(2))],
        "no_lines": [],
    }
    for code, given in wrong.items():
        with pytest.raises(ValidationError) as refusal:
            propose_pledge(actor=cast.actor("omar"), need=need, shares=given, client_id=uuid4())
        assert code_of(refusal) == code


def test_a_carton_counts_as_what_it_holds(cast: Cast) -> None:
    item = make_item(carton=24)
    need = make_need(cast, 100)
    line = need.lines.get()
    carton = item.units.get(code="carton")
    given = [Share(line.pk, Decimal("1.5"), unit=carton.pk)]
    pledge = propose_pledge(actor=cast.actor("omar"), need=need, shares=given, client_id=uuid4()).pledge
    assert pledge_counters(pledge) == counters(need) == [(36, 0, 0)]


@pytest.mark.parametrize("status", ["draft", "fulfilled", "closed", "expired", "cancelled"])
def test_propose_pledge_refuses_a_need_that_does_not_stand(cast: Cast, need: Need, status: str) -> None:
    Need.objects.filter(pk=need.pk).update(status=status)
    with pytest.raises(Conflict) as refusal:
        proposed(cast, need)
    assert refusal.value.code == "wrong_status"


def test_the_same_pledge_twice_is_one(cast: Cast, need: Need) -> None:
    once: dict[str, Any] = {"actor": cast.actor("omar"), "need": need, "client_id": uuid4()}
    first = propose_pledge(**once, shares=shares(need, 100))
    again = propose_pledge(**once, shares=shares(need, 100))
    assert (first.is_new, again.is_new, first.pledge) == (True, False, again.pledge)
    assert counters(need)[0] == (100, 0, 0)
    with pytest.raises(Conflict) as refusal:
        propose_pledge(**once, shares=shares(need, 99))
    assert refusal.value.code == "client_id_reused"


@pytest.mark.parametrize("days", [-1, 400])
def test_propose_pledge_refuses_days_that_cannot_be_meant(cast: Cast, need: Need, days: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        proposed(cast, need, expected_on=timezone.localdate() + timedelta(days=days))
    assert code_of(refusal) == "invalid_day"


def test_propose_pledge_refuses_long_words(cast: Cast, need: Need) -> None:
    with pytest.raises(ValidationError) as refusal:
        proposed(cast, need, note="ك" * 401)
    assert code_of(refusal) == "too_long"


# From an offer --------------------------------------------------------------------------------------------------------
def test_a_pledge_draws_on_an_offer_and_gives_back(cast: Cast, need: Need) -> None:
    offer = make_offer(cast, 40)
    pledge = proposed(cast, need, 40, offer=offer)
    assert (offer.lines.get().promised, standing(offer)) == (40_000, "taken")
    assert events(offer.stream) == ["offer_taken", "offer_counted"]
    withdraw_pledge(actor=cast.actor("omar"), pledge=pledge)
    assert (offer.lines.get().promised, standing(offer)) == (0, "open")


@pytest.mark.parametrize(
    ("visibility", "told"), [("public", [40_000]), ("members", None), ("named", None), ("own", None)]
)
def test_only_a_public_offer_tells_its_stream_how_much(cast: Cast, need: Need, visibility: str, told: Any) -> None:
    offer = make_offer(cast, 40, visibility=visibility)
    proposed(cast, need, 40, offer=offer)
    entry = Entry.objects.get(stream__name=offer.stream, event="offer_counted")
    amounts = entry.facts.get("amounts")
    assert (entry.facts["status"], amounts and list(amounts.values())) == ("taken", told)


def test_an_offer_gives_no_more_than_it_has(cast: Cast, need: Need) -> None:
    offer = make_offer(cast, 30)
    with pytest.raises(Conflict) as refusal:
        proposed(cast, need, 31, offer=offer)
    assert (refusal.value.code, refusal.value.more["left"]) == ("offer_exhausted", "30")
    assert counters(need)[0] == (0, 0, 0)


def test_an_offer_of_others_and_one_without_the_item_are_refused(cast: Cast, need: Need) -> None:
    offer = make_offer(cast)
    with pytest.raises(ValidationError) as refusal:
        proposed(cast, need, 0, 5, offer=offer)
    assert code_of(refusal) == "nothing_of_offer"
    third = make_organization("جمعية ثالثة")
    make_membership(cast.gharib, third, "manager")
    with pytest.raises(Refused):
        propose_pledge(
            actor=Actor(cast.gharib, third), need=need, shares=shares(need, 1), client_id=uuid4(), offer=offer
        )


# Changing it ----------------------------------------------------------------------------------------------------------
def test_edit_pledge_says_all_of_it_anew(cast: Cast, need: Need) -> None:
    offer = make_offer(cast, 50)
    pledge = proposed(cast, need, 90, 5)
    lapses = Pledge.objects.get().lapses_at
    edit_pledge(actor=cast.actor("omar"), pledge=pledge, shares=shares(need, 50), offer=offer, note="على دفعتين")
    pledge.refresh_from_db()
    assert (counters(need), pledge.note, pledge.lapses_at) == ([(50, 0, 0), (0, 0, 0)], "على دفعتين", lapses)
    assert (offer.lines.get().promised, drift()) == (50_000, [])
    assert events(need.stream) == ["pledge_proposed", "pledge_edited"]


def test_edit_pledge_refuses_too_much_and_what_was_answered(cast: Cast, need: Need) -> None:
    proposed(cast, need, 50)
    pledge = proposed(cast, need, 50)
    with pytest.raises(Conflict) as refusal:
        edit_pledge(actor=cast.actor("omar"), pledge=pledge, shares=shares(need, 51))
    assert (refusal.value.code, counters(need)[0]) == ("too_much", (100, 0, 0))
    accept_pledge(actor=cast.actor("basel"), pledge=pledge)
    with pytest.raises(Conflict) as answered:
        edit_pledge(actor=cast.actor("omar"), pledge=pledge, shares=shares(need, 1))
    assert answered.value.code == "wrong_status"


# Answering and leaving ------------------------------------------------------------------------------------------------
def test_accept_pledge_once_is_enough(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need)
    accept_pledge(actor=cast.actor("basel"), pledge=pledge)
    assert events(need.stream) == ["pledge_proposed", "pledge_accepted"]
    assert events(f"user.{cast.omar.pk}") == ["pledge_accepted"]
    assert Pledge.objects.get().lapses_at is None


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_what_was_withdrawn_takes_no_answer(cast: Cast, need: Need, answer: str) -> None:
    pledge = proposed(cast, need)
    withdraw_pledge(actor=cast.actor("omar"), pledge=pledge)
    act: Any = {"accept": accept_pledge, "decline": partial(decline_pledge, reason="لا حاجة")}[answer]
    with pytest.raises(Conflict):
        act(actor=cast.actor("basel"), pledge=pledge)


def test_withdraw_pledge_gives_a_reason_once_it_was_accepted(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need)
    with pytest.raises(ValidationError) as refusal:
        withdraw_pledge(actor=cast.actor("omar"), pledge=pledge)
    assert code_of(refusal) == "reason_required"
    withdraw_pledge(actor=cast.actor("omar"), pledge=pledge, reason="تعذّر الشراء")
    withdraw_pledge(actor=cast.actor("omar"), pledge=pledge, reason="تعذّر الشراء")
    assert (standing(pledge), counters(need)[0]) == ("withdrawn", (0, 0, 0))
    assert events(f"user.{cast.basel.pk}") == ["pledge_proposed", "pledge_withdrawn"]


def test_withdraw_pledge_refuses_once_something_was_sent(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 40)
    sent(cast, pledge, 10)
    with pytest.raises(Conflict) as refusal:
        withdraw_pledge(actor=cast.actor("omar"), pledge=pledge, reason="تعذّر النقل")
    assert refusal.value.code == "already_sent"


def test_decline_pledge_asks_for_a_reason(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need)
    with pytest.raises(ValidationError):
        decline_pledge(actor=cast.actor("basel"), pledge=pledge, reason="  ")


def test_a_pledge_that_nobody_answers_warns_and_lapses_by_itself(cast: Cast) -> None:
    need = make_need(cast, 40, urgency=1)
    pledge = proposed(cast, need, 40)
    with time_machine.travel(timezone.now() + timedelta(hours=19), tick=False):
        run_due()
    assert events(f"user.{cast.basel.pk}")[-1] == "pledge_lapsing"
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        run_due()
    assert (standing(pledge), standing(need), counters(need)) == ("lapsed", "open", [(0, 0, 0)])
    assert events(f"user.{cast.omar.pk}") == ["pledge_lapsed"]


def test_an_answered_pledge_neither_warns_nor_lapses(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need)
    clock = Actor.clock()
    assert not warn_of_lapsing(actor=clock, pledge=pledge)
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        lapse_pledge(actor=clock, pledge=pledge)
    assert standing(pledge) == "accepted"


def test_close_pledge_short_gives_the_rest_back(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 40)
    for _twice in range(2):
        close_pledge_short(actor=cast.actor("omar"), pledge=pledge, reason="نفد المخزون")
    assert (standing(pledge), counters(need)[0], pledge_counters(pledge)) == ("closed_short", (0, 0, 0), [(0, 0, 0)])
    assert events(f"user.{cast.basel.pk}") == ["pledge_proposed", "pledge_closed_short"]


def test_the_database_itself_refuses_more_than_the_cap(cast: Cast, need: Need) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedLine.objects.filter(need=need, position=0).update(promised=100_001)
