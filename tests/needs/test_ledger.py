"""The counters equal the ledger after whatever happens, and who looks is told where they do not."""

from __future__ import annotations

import logging
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict
from needs.actions import GivenLine, deliveries, needs, offers, pledges
from needs.models import Delivery, NeedLine, Offer, Pledge
from needs.pledging import AGREED, GIVEN_BACK, RUNNING, status_of_pledge
from needs.queries.ledger import drift
from needs.tasks import check_ledger
from tests.factories import Cast
from tests.needs.giving import accepted, make_need, make_offer, proposed, sent, shares

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AMOUNT = st.integers(min_value=0, max_value=60)
NEEDED = st.sampled_from([0, 15, 60, 100, 140])
PICK = st.integers(min_value=0, max_value=9)
PART = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(2)])
PLAYED = {
    *("propose_pledge", "edit_pledge", "accept_pledge", "decline_pledge", "withdraw_pledge", "lapse_pledge"),
    *("close_pledge_short", "dispatch_delivery", "arrive_delivery", "confirm_receipt", "dispute_delivery"),
    *("edit_need", "reopen_need", "edit_offer"),
}


def spoil(cast: Cast) -> NeedLine:
    """A counter that no verb would leave like this."""
    need = make_need(cast, 100)
    accepted(cast, need, 40)
    line = need.lines.get()
    NeedLine.objects.filter(pk=line.pk).update(promised=41_000)
    return line


def test_drift_names_the_row_and_both_numbers(cast: Cast) -> None:
    line = spoil(cast)
    (found,) = drift()
    assert (found.table, found.pk, found.counters["promised"]) == ("needs.needline", line.pk, (41_000, 40_000))


def test_drift_asks_three_questions(cast: Cast, django_assert_num_queries: Any) -> None:
    sent(cast, accepted(cast, make_need(cast, 100), 40, offer=make_offer(cast, 60)), 10)
    with django_assert_num_queries(3):
        assert drift() == []


def test_check_ledger_fails_where_counters_differ(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_ledger")
    line = spoil(cast)
    with pytest.raises(CommandError):
        call_command("check_ledger")
    assert f"needs.needline {line.pk}: promised 41000 for 40000" in capsys.readouterr().err


def test_the_ledger_is_checked_each_night(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    spoil(cast)
    assert Due.objects.filter(key="ledger.check").count() == 1
    with caplog.at_level(logging.ERROR):
        check_ledger()
    assert "ledger drift" in caplog.text
    assert Due.objects.get(key="ledger.check").at > timezone.now()


class Giving(RuleBasedStateMachine):
    """Random verbs by both sides on a need of two lines and an offer; refusals are outcomes, faults are not."""

    cast: Cast
    done: Counter[str]  # how often each verb was let

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.need = make_need(self.cast, 100, 50, tolerance=10)
        self.offer = make_offer(self.cast, 60)
        self.basel, self.omar = self.cast.actor("basel"), self.cast.actor("omar")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def tried(self, act: Any, **given: Any) -> None:
        try:
            with transaction.atomic():
                act(**given)
            self.done[act.__name__] += 1
        except (Conflict, ValidationError):
            pass

    def pledge(self, pick: int, *fitting: str) -> Pledge | None:
        """One of those for which a verb is made, where there are any; any other is refused, and seldom picked."""
        rows = list(Pledge.objects.order_by("pk"))
        rows = [row for row in rows if pick and row.status in fitting] or rows
        return rows[pick % len(rows)] if rows else None

    def delivery(self, pick: int) -> Delivery | None:
        rows = list(Delivery.objects.order_by("pk"))
        rows = [row for row in rows if pick and (row.received_at is None or row.disputed_at)] or rows
        return rows[pick % len(rows)] if rows else None

    @initialize(wanted=st.booleans())
    def agree(self, wanted: bool) -> None:
        """One pledge is agreed on from the beginning: left to chance, few of them would get that far."""
        accepted(self.cast, self.need, 40, 20, offer=self.drawn_on(wanted))
        self.propose(10, 10, wanted=False)

    def drawn_on(self, wanted: bool) -> Offer | None:
        return self.offer if wanted else None

    @rule(first=AMOUNT, second=AMOUNT, wanted=st.booleans())
    def propose(self, first: int, second: int, wanted: bool) -> None:
        given = {"shares": shares(self.need, first, second), "offer": self.drawn_on(wanted), "client_id": uuid4()}
        self.tried(pledges.propose_pledge, actor=self.omar, need=self.need, **given)

    @rule(pick=PICK, first=AMOUNT, second=AMOUNT, wanted=st.booleans())
    def edit(self, pick: int, first: int, second: int, wanted: bool) -> None:
        if (pledge := self.pledge(pick, "proposed")) is not None:
            given = {"shares": shares(self.need, first, second), "offer": self.drawn_on(wanted)}
            self.tried(pledges.edit_pledge, actor=self.omar, pledge=pledge, **given)

    @rule(first=NEEDED, second=NEEDED, tolerance=st.integers(min_value=0, max_value=20))
    def edit_lines(self, first: int, second: int, tolerance: int) -> None:
        """More or less is needed now; 0 takes a line away, where no pledge speaks of it."""
        standing = zip(self.need.lines.order_by("position"), (first, second), strict=False)
        lines = [GivenLine(line.item, Decimal(amount), pk=line.pk) for line, amount in standing if amount]
        self.tried(needs.edit_need, actor=self.basel, need=self.need, lines=lines, tolerance=tolerance)

    @rule(act=st.sampled_from(["close_need", "cancel_need"]))
    def end_and_reopen(self, act: str) -> None:
        self.tried(getattr(needs, act), actor=self.basel, need=self.need, reason="سبب")
        assert drift() == []
        self.tried(needs.reopen_need, actor=self.basel, need=self.need)

    @rule(amount=NEEDED)
    def edit_offer(self, amount: int) -> None:
        line = self.offer.lines.get()
        lines = [GivenLine(line.item, Decimal(amount), pk=line.pk)]
        self.tried(offers.edit_offer, actor=self.omar, offer=self.offer, lines=lines)

    @rule(pick=PICK)
    def accept(self, pick: int) -> None:
        if (pledge := self.pledge(pick, "proposed")) is not None:
            self.tried(pledges.accept_pledge, actor=self.basel, pledge=pledge)

    @rule(pick=PICK, act=st.sampled_from(["decline_pledge", "withdraw_pledge", "close_pledge_short"]))
    def leave(self, pick: int, act: str) -> None:
        if (pledge := self.pledge(pick, "accepted" if act == "close_pledge_short" else "proposed")) is not None:
            actor = self.basel if act == "decline_pledge" else self.omar
            self.tried(getattr(pledges, act), actor=actor, pledge=pledge, reason="سبب")

    @rule(pick=PICK)
    def lapse(self, pick: int) -> None:
        pledge = self.pledge(pick, "proposed")
        if pledge is not None and pledge.status == "proposed":
            Pledge.objects.filter(pk=pledge.pk).update(lapses_at=timezone.now())
            self.tried(pledges.lapse_pledge, actor=Actor.clock(), pledge=pledge)

    @rule(pick=PICK, part=PART)
    def dispatch(self, pick: int, part: Decimal) -> None:
        if (pledge := self.pledge(pick, "accepted", "dispatched")) is not None:
            loads = {line.pk: part * (line.quantity - line.dispatched) / 1000 for line in pledge.lines.all()}
            given = {"loads": loads, "client_id": uuid4(), "sent_on": timezone.localdate()}
            self.tried(deliveries.dispatch_delivery, actor=self.omar, pledge=pledge, **given)

    @rule(pick=PICK)
    def arrive(self, pick: int) -> None:
        if (delivery := self.delivery(pick)) is not None:
            self.tried(deliveries.arrive_delivery, actor=self.omar, delivery=delivery)

    @rule(pick=PICK, part=PART)
    def receive(self, pick: int, part: Decimal) -> None:
        if (delivery := self.delivery(pick)) is not None:
            counts = {line.pk: part * line.quantity / 1000 for line in delivery.lines.all()}
            self.tried(deliveries.confirm_receipt, actor=self.basel, delivery=delivery, counts=counts)

    @rule(pick=PICK, is_giver=st.booleans())
    def dispute(self, pick: int, is_giver: bool) -> None:
        if (delivery := self.delivery(pick)) is not None:
            actor = self.omar if is_giver else self.basel
            self.tried(deliveries.dispute_delivery, actor=actor, delivery=delivery, reason=f"سبب {pick}")

    @invariant()
    def counters_equal_the_ledger(self) -> None:
        assert drift() == []

    @invariant()
    def statuses_follow_from_lines(self) -> None:
        self.need.refresh_from_db()
        lines = list(self.need.lines.all())
        assert all(line.promised <= line.cap for line in lines)
        is_covered = all(line.promised >= line.quantity for line in lines)
        is_fulfilled = all(line.received >= line.quantity for line in lines)
        derived = "fulfilled" if is_fulfilled else "covered" if is_covered else "open"
        assert self.need.status == derived
        self.offer.refresh_from_db()
        offered = self.offer.lines.get()
        assert self.offer.status == ("taken" if offered.promised == offered.quantity else "open")
        for pledge in Pledge.objects.filter(status__in=RUNNING):
            assert pledge.status == status_of_pledge(pledge.lines.all(), pledge.deliveries.all())

    @invariant()
    def what_has_ended_says_when(self) -> None:
        assert not Pledge.objects.filter(status__in=GIVEN_BACK, ended_at=None).exists()
        assert not Pledge.objects.filter(status__in=AGREED, lapses_at__isnull=False).exists()


def test_whatever_both_sides_do_the_counters_equal_the_ledger(cast: Cast) -> None:
    class OfThisCast(Giving):
        pass

    OfThisCast.cast, OfThisCast.done = cast, Counter()
    unhurried = settings(
        max_examples=12,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OfThisCast, settings=unhurried)
    assert set(OfThisCast.done) >= PLAYED


def test_amounts_survive_a_thousandth(cast: Cast) -> None:
    need = make_need(cast, 1)
    for _third in range(3):
        proposed(cast, need, Decimal("0.333"))  # type: ignore[arg-type]
    assert (need.lines.get().promised, drift()) == (999, [])
