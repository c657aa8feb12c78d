"""Loads: sent in parts, counted line by line, doubted; what the counters and the need's status become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.due import run_due
from journal.refusals import Conflict, Refused
from needs.actions.deliveries import (
    Waybill,
    arrive_delivery,
    confirm_receipt,
    dispatch_delivery,
    dispute_delivery,
    preview_delivery_file,
)
from needs.actions.load_files import Beside
from needs.actions.pledges import close_pledge_short
from needs.models import Delivery, DeliveryFile, Need, Pledge
from needs.permissions import pledges as permissions
from needs.queries.ledger import drift
from tests.factories import Cast
from tests.needs.giving import accepted, counters, counts, make_need, pledge_counters, proposed, sent, standing
from tests.needs.test_pledges import NAMES, code_of, events

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def need(cast: Cast) -> Need:
    return make_need(cast, 100, 10)


@pytest.fixture
def pledge(cast: Cast, need: Need) -> Pledge:
    return accepted(cast, need, 60, 10)


def received(cast: Cast, delivery: Delivery, *amounts: float, by: str = "basel") -> Delivery:
    return confirm_receipt(actor=cast.actor(by), delivery=delivery, counts=counts(delivery, *amounts))


@pytest.mark.parametrize(
    ("ask", "who"),
    [
        (permissions.can_arrive_delivery, "omar"),
        (permissions.can_confirm_receipt, "basel"),
        (permissions.can_dispute_delivery, "basel omar"),
    ],
)
def test_delivery_verbs_table(cast: Cast, pledge: Pledge, ask: Callable[[Actor, Delivery], bool], who: str) -> None:
    delivery = sent(cast, pledge, 60)
    assert " ".join(name for name in NAMES if ask(cast.actor(name), delivery)) == who


@pytest.mark.parametrize("name", ["salma", "hala", "rania", "gharib"])
def test_delivery_verbs_refuse_those_who_do_not_speak_for_a_side(cast: Cast, pledge: Pledge, name: str) -> None:
    delivery, actor = sent(cast, pledge, 10), cast.actor(name)
    with pytest.raises(Refused):
        sent(cast, pledge, 10, by=name)
    with pytest.raises(Refused):
        arrive_delivery(actor=actor, delivery=delivery)
    with pytest.raises(Refused):
        received(cast, delivery, 10, by=name)
    with pytest.raises(Refused):
        dispute_delivery(actor=actor, delivery=delivery, reason="سبب")


def test_the_whole_road_and_its_entries(cast: Cast, need: Need, pledge: Pledge) -> None:
    delivery = sent(cast, pledge, 60, 10)
    assert (standing(pledge), counters(need)) == ("dispatched", [(60, 60, 0), (10, 10, 0)])
    arrive_delivery(actor=cast.actor("omar"), delivery=delivery)
    arrive_delivery(actor=cast.actor("omar"), delivery=delivery)
    assert standing(pledge) == "delivered"
    received(cast, delivery, 60, 10)
    received(cast, delivery, 60, 10)
    assert (standing(pledge), counters(need), drift()) == ("confirmed", [(60, 60, 60), (10, 10, 10)], [])
    road = ["pledge_proposed", "pledge_accepted", "delivery_dispatched", "delivery_arrived", "receipt_confirmed"]
    for stream in (need.stream, f"org.{cast.association.pk}", f"org.{cast.other.pk}"):
        assert events(stream) == road, stream
    assert events(f"user.{cast.omar.pk}") == ["pledge_accepted", "receipt_confirmed"]
    assert events(f"user.{cast.basel.pk}") == ["pledge_proposed", "delivery_dispatched", "delivery_arrived"]


def test_a_need_is_fulfilled_by_several_givers_and_loads(cast: Cast) -> None:
    need = make_need(cast, 100)
    first, second = accepted(cast, need, 60), accepted(cast, need, 40)
    received(cast, sent(cast, first, 30), 30)
    assert (standing(first), standing(need)) == ("accepted", "covered")
    received(cast, sent(cast, first, 30), 30)
    received(cast, sent(cast, second, 40), 40)
    assert (standing(first), standing(second), standing(need)) == ("confirmed", "confirmed", "fulfilled")
    assert "need_fulfilled" in events(need.stream)


def test_dispatch_delivery_refuses_more_than_was_promised(cast: Cast, need: Need, pledge: Pledge) -> None:
    sent(cast, pledge, 50)
    with pytest.raises(Conflict) as refusal:
        sent(cast, pledge, 11)
    assert (refusal.value.code, counters(need)[0]) == ("more_than_promised", (60, 50, 0))


def test_dispatch_delivery_refuses_what_was_not_accepted(cast: Cast, need: Need) -> None:
    with pytest.raises(Conflict) as refusal:
        sent(cast, proposed(cast, need, 40), 40)
    assert refusal.value.code == "wrong_status"


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "0.0001", "1e400"])
def test_dispatch_delivery_refuses_what_is_no_quantity(cast: Cast, pledge: Pledge, amount: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        sent(cast, pledge, Decimal(amount))  # type: ignore[arg-type]
    assert code_of(refusal) == "invalid_quantity"


def test_dispatch_delivery_refuses_empty_loads_strange_lines_days_and_weights(cast: Cast, pledge: Pledge) -> None:
    line = pledge.lines.first()
    assert line is not None
    given: Any = {"actor": cast.actor("omar"), "pledge": pledge, "sent_on": timezone.localdate()}
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong: dict[str, Any] = {
        "no_lines": {"loads": {line.pk: Decimal(0)}},
        "unknown_line": {"loads": {0: Decimal(1)}},
        "invalid_day": {"loads": {line.pk: Decimal(1)}, "sent_on": tomorrow},
        "too_many": {"loads": {line.pk: Decimal(1)}, "papers": Waybill(weight=0)},
        "too_long": {"loads": {line.pk: Decimal(1)}, "papers": Waybill(carrier="ن" * 81)},
    }
    for code, part in wrong.items():
        with pytest.raises(ValidationError) as refusal:
            dispatch_delivery(**{**given, **part, "client_id": uuid4()})
        assert code_of(refusal) == code


def test_the_same_load_twice_is_one(cast: Cast, need: Need, pledge: Pledge) -> None:
    once: Any = {"client_id": uuid4()}
    assert sent(cast, pledge, 30, **once) == sent(cast, pledge, 30, **once)
    assert counters(need)[0] == (60, 30, 0)
    with pytest.raises(Conflict) as refusal:
        sent(cast, pledge, 31, **once)
    assert refusal.value.code == "client_id_reused"


# Counting -------------------------------------------------------------------------------------------------------------
def test_what_is_missing_may_be_sent_anew(cast: Cast, need: Need, pledge: Pledge) -> None:
    received(cast, sent(cast, pledge, 60, 10), 50, 10)
    assert (standing(pledge), counters(need)[0], pledge_counters(pledge)[0]) == (
        "accepted",
        (60, 50, 50),
        (60, 50, 50),
    )
    received(cast, sent(cast, pledge, 10), 10)
    assert (standing(pledge), counters(need)[0], drift()) == ("confirmed", (60, 60, 60), [])


def test_what_is_missing_may_be_given_back(cast: Cast, need: Need, pledge: Pledge) -> None:
    received(cast, sent(cast, pledge, 60), 50)
    close_pledge_short(actor=cast.actor("basel"), pledge=pledge, reason="يكفي ما وصل")
    assert (standing(pledge), counters(need), drift()) == ("closed_short", [(50, 50, 50), (0, 0, 0)], [])


def test_close_pledge_short_waits_for_the_count_of_a_load(cast: Cast, need: Need, pledge: Pledge) -> None:
    delivery = sent(cast, pledge, 60)
    with pytest.raises(Conflict) as refusal:
        close_pledge_short(actor=cast.actor("omar"), pledge=pledge, reason="ضاعت الحمولة")
    assert refusal.value.code == "load_on_its_way"
    received(cast, delivery, 0)
    close_pledge_short(actor=cast.actor("omar"), pledge=pledge, reason="ضاعت الحمولة")
    assert (counters(need)[0], drift()) == ((0, 0, 0), [])


def test_a_surplus_is_noted_and_counts_nowhere(cast: Cast, need: Need, pledge: Pledge) -> None:
    delivery = received(cast, sent(cast, pledge, 60, 10), 65, 10)
    line = delivery.lines.order_by("pk").first()
    assert line is not None
    assert (line.received, line.surplus) == (60_000, 5_000)
    assert (standing(pledge), counters(need)[0], drift()) == ("confirmed", (60, 60, 60), [])


@pytest.mark.parametrize(("amounts", "code"), [((5,), "uncounted_line"), (("-1", 10), "invalid_quantity")])
def test_confirm_receipt_counts_every_line(cast: Cast, pledge: Pledge, amounts: tuple[float, ...], code: str) -> None:
    delivery = sent(cast, pledge, 60, 10)
    with pytest.raises(ValidationError) as refusal:
        received(cast, delivery, *amounts)
    assert code_of(refusal) == code


def test_confirm_receipt_refuses_lines_of_other_loads(cast: Cast, pledge: Pledge) -> None:
    first, second = sent(cast, pledge, 10), sent(cast, pledge, 10)
    with pytest.raises(ValidationError) as refusal:
        confirm_receipt(actor=cast.actor("basel"), delivery=first, counts=counts(second, 10))
    assert code_of(refusal) == "unknown_line"


def test_a_counted_load_is_counted_again_in_a_dispute_only(cast: Cast, need: Need, pledge: Pledge) -> None:
    delivery = received(cast, sent(cast, pledge, 60, 10), 50, 10)
    with pytest.raises(Conflict) as refusal:
        received(cast, delivery, 60, 10)
    assert refusal.value.code == "already_counted"
    dispute_delivery(actor=cast.actor("omar"), delivery=delivery, reason="سلّمنا 60 بطانية بموجب البوليصة")
    assert standing(pledge) == "disputed"
    received(cast, delivery, 60, 10)
    assert (standing(pledge), counters(need)[0], drift()) == ("confirmed", (60, 60, 60), [])


def test_a_recount_counts_no_more_than_was_promised(cast: Cast, need: Need, pledge: Pledge) -> None:
    delivery = received(cast, sent(cast, pledge, 60), 50)
    received(cast, sent(cast, pledge, 10), 10)
    dispute_delivery(actor=cast.actor("omar"), delivery=delivery, reason="العدد ناقص")
    received(cast, delivery, 60)
    assert (delivery.lines.get().surplus, counters(need)[0], drift()) == (10_000, (60, 60, 60), [])


# Doubting -------------------------------------------------------------------------------------------------------------
def test_dispute_delivery_tells_the_other_side(cast: Cast, pledge: Pledge) -> None:
    delivery = sent(cast, pledge, 60)
    for _twice in range(2):
        dispute_delivery(actor=cast.actor("basel"), delivery=delivery, reason="لم يصل شيء")
    assert standing(pledge) == "disputed"
    assert events(f"user.{cast.omar.pk}") == ["pledge_accepted", "delivery_disputed"]
    with pytest.raises(Conflict) as refusal:
        dispute_delivery(actor=cast.actor("omar"), delivery=delivery, reason="بل وصل")
    assert refusal.value.code == "disputed_already"


def test_a_received_load_may_still_be_doubted_and_a_closed_pledge_not(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 20)
    delivery = received(cast, sent(cast, pledge, 20), 20)
    dispute_delivery(actor=cast.actor("basel"), delivery=delivery, reason="بطانيات تالفة")
    assert (standing(pledge), Pledge.objects.get().ended_at) == ("disputed", None)
    close_pledge_short(actor=cast.actor("basel"), pledge=pledge, reason="اتفقنا على إغلاقه")
    with pytest.raises(Conflict):
        dispute_delivery(actor=cast.actor("omar"), delivery=delivery, reason="سبب")
    with pytest.raises(ValidationError):
        dispute_delivery(actor=cast.actor("omar"), delivery=delivery, reason="")


# Photos and scans -----------------------------------------------------------------------------------------------------
def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "#0e6e63").save(drawn, "JPEG")
    return drawn.getvalue()


def test_photos_lie_beside_a_load_and_get_small_pictures(cast: Cast, pledge: Pledge) -> None:
    beside = Beside(pictures=[examine_bytes(picture(), "load.jpg")])
    delivery = sent(cast, pledge, 10, beside=beside)
    held = DeliveryFile.objects.get(delivery=delivery)
    assert (held.file.uses, held.is_receipt, held.file.owner) == (1, False, cast.omar)
    run_due()
    held.file.refresh_from_db()
    assert held.file.preview
    assert events(f"org.{cast.other.pk}")[-1] == "delivery_file_previewed"
    with pytest.raises(Refused):
        preview_delivery_file(actor=cast.actor("omar"), beside=held, preview=b"")


def test_files_of_others_and_too_many_are_refused(cast: Cast, pledge: Pledge) -> None:
    theirs = StoredFile.objects.create(owner=cast.basel, client_id=uuid4(), name="x", length=1)
    with pytest.raises(ValidationError) as refusal:
        sent(cast, pledge, 10, beside=Beside(files=[theirs]))
    with pytest.raises(ValidationError) as many:
        sent(cast, pledge, 10, beside=Beside(pictures=[examine_bytes(picture(), "load.jpg")] * 7))
    assert (code_of(refusal), code_of(many)) == ("unknown_file", "too_many_files")
    assert not Delivery.objects.exists()


def test_a_need_that_falls_back_from_fulfilled_still_expires(cast: Cast) -> None:
    need = make_need(cast, 40, valid_until=timezone.localdate() + timedelta(days=3))
    load = sent(cast, accepted(cast, need, 40), 40)
    received(cast, load, 40)
    assert standing(need) == "fulfilled"
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        run_due()
        dispute_delivery(actor=cast.actor("basel"), delivery=load, reason="عُدّت خطأً")
        received(cast, load, 38)
        assert standing(need) == "covered"
        run_due()
    assert standing(need) == "expired"
