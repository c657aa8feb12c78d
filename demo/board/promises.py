"""Organisations promise what others need; most of it is taken, sent and counted, some is declined, late, short or in
dispute: every state of a pledge stands somewhere at the end.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random

from django.utils import timezone

from demo.board.relief import as_it_stands, speakers
from demo.board.writing import own_id, speaker_of
from demo.calendar import by_day
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from needs.actions import (
    accept_pledge,
    arrive_delivery,
    close_pledge_short,
    confirm_receipt,
    decline_pledge,
    dispatch_delivery,
    dispute_delivery,
    propose_pledge,
    withdraw_pledge,
)
from needs.actions.deliveries import Waybill
from needs.actions.promising import Share
from needs.models import Delivery, Need, Pledge
from needs.permissions.pledges import can_propose_pledge
from needs.quantities import PARTS

SEED = 1979
TIMES = 110  # how often somebody looks what could be given
DAYS = 17
HOUR = timedelta(hours=1)
CARRIERS = ("النقل الذاتي للجمعية", "شركة درب الشمال للنقل", "شاحنة متطوعين", "مكتب شحن السلام")
NOTES = ("يمكن التسليم صباحاً فقط.", "الدفعة الأولى جاهزة في المستودع.", "نرجو تأكيد شخص للاستلام.", "", "")
DECLINED = "وصلنا ما يكفي من هذه المادة، نرجو توجيهها إلى جهة أخرى."
WITHDRAWN = "تعذّر تأمين الكمية من المورّد، نعتذر."
SHORT = "تلف قسم من الكمية في الطريق، ونكتفي بما وصل."
DISPUTED = "وصلت الكراتين ناقصة، والعدد لا يطابق البوليصة."


def plan_promises(stage: Stage, talk: Talk) -> None:
    """Now and then during the last weeks somebody reads the board and promises; with dice of its own."""
    dice = Random(SEED)  # noqa: S311  the same story each time
    for number in range(TIMES):
        moment = by_day(talk.until - timedelta(days=dice.uniform(0.05, DAYS)))
        talk.at(moment, partial(look_around, stage, talk, dice, number))


def look_around(stage: Stage, talk: Talk, dice: Random, number: int) -> None:
    """One of the needs of which something is missing is answered, by the cast more often than by others."""
    lacking = [need for need in Need.objects.filter(status=Need.Status.OPEN).order_by("pk") if is_lacking(need)]
    if not lacking:
        return
    need = dice.choice(lacking)
    cast = [stage.cast[name].actor() for name in ("omar", "basel")]
    giver = as_it_stands(dice.choice([*cast, *speakers(dice, 3, need.organization)]))
    if can_propose_pledge(giver, need):
        promise(talk, dice, giver, need, number)


def is_lacking(need: Need) -> bool:
    return any(whole(line.unmet // line.unit.factor) for line in need.lines.select_related("unit"))


def whole(quantity: int) -> int:
    return quantity // PARTS


def promise(talk: Talk, dice: Random, giver: Actor, need: Need, number: int) -> None:
    """A part or all of what is left of some lines, in whole units."""
    shares: list[Share] = []
    for line in need.lines.select_related("unit").order_by("position"):
        left = whole(line.unmet // line.unit.factor)
        part = max(1, round(left * dice.choice((0.3, 0.5, 0.8, 1, 1)))) if left else 0
        if part and (not shares or dice.random() < 0.6):
            shares.append(Share(line.pk, Decimal(part)))
    expected = timezone.localdate() + timedelta(days=dice.randint(1, 6))
    words = {"contact": "مسؤول المستودع، هاتف الجهة", "note": dice.choice(NOTES), "expected_on": expected}
    client_id = own_id(f"promise {number}")
    pledge = propose_pledge(actor=giver, need=need, shares=shares, client_id=client_id, **words).pledge  # type: ignore[arg-type]
    after(talk, dice.uniform(1, 20), partial(answer, talk, dice, giver, pledge))


def after(talk: Talk, hours: float, act: partial[None]) -> None:
    talk.at(max(by_day(timezone.now() + hours * HOUR), timezone.now()), act)


def answer(talk: Talk, dice: Random, giver: Actor, pledge: Pledge) -> None:
    pledge = Pledge.objects.select_related("need__organization", "organization").get(pk=pledge.pk)
    if pledge.status != Pledge.Status.PROPOSED or not is_well(pledge):
        return
    chance = dice.random()
    if chance < 0.06:
        decline_pledge(actor=speaker_of(pledge.need.organization), pledge=pledge, reason=DECLINED)
    elif chance < 0.1:
        withdraw_pledge(actor=giver, pledge=pledge, reason=WITHDRAWN)
    elif chance < 0.94:
        accept_pledge(actor=speaker_of(pledge.need.organization), pledge=pledge)
        after(talk, dice.uniform(3, 40), partial(send, talk, dice, giver, pledge, 0))


def is_well(pledge: Pledge) -> bool:
    """Neither side was suspended meanwhile."""
    return pledge.organization.is_verified and pledge.need.organization.is_verified


def send(talk: Talk, dice: Random, giver: Actor, pledge: Pledge, number: int) -> None:
    """All that is still to be sent, or half of it now and the rest later."""
    pledge = Pledge.objects.select_related("need__organization", "organization").get(pk=pledge.pk)
    if pledge.status not in {Pledge.Status.ACCEPTED, Pledge.Status.CONFIRMED} or not is_well(pledge):
        return
    is_half = number == 0 and dice.random() < 0.3
    loads = {}
    for line in pledge.lines.select_related("unit").order_by("pk"):
        left = whole((line.quantity - line.dispatched) // line.unit.factor)
        if left:
            loads[line.pk] = Decimal(max(1, left // 2) if is_half else left)
    if not loads:
        return
    papers = Waybill(
        waybill=str(dice.randint(10_000, 99_999)),
        carrier=dice.choice(CARRIERS),
        vehicles=dice.randint(1, 3),
        weight=dice.randrange(400, 9_000, 50),
    )
    client_id = own_id(f"load {pledge.client_id} {number}")
    today = timezone.localdate()
    load = dispatch_delivery(
        actor=giver, pledge=pledge, loads=loads, client_id=client_id, sent_on=today, papers=papers
    ).delivery
    after(talk, dice.uniform(2, 20), partial(arrive, talk, dice, giver, load))
    if is_half:
        after(talk, dice.uniform(48, 72), partial(send, talk, dice, giver, pledge, 1))


def arrive(talk: Talk, dice: Random, giver: Actor, load: Delivery) -> None:
    arrive_delivery(actor=giver, delivery=load)
    after(talk, dice.uniform(1, 24), partial(count, dice, load))


def count(dice: Random, load: Delivery) -> None:
    """Mostly all is there; sometimes less came, which ends the pledge, or the two do not agree."""
    load = Delivery.objects.select_related("pledge__need__organization").get(pk=load.pk)
    pledge, chance = load.pledge, dice.random()
    receiver = speaker_of(pledge.need.organization)
    if not is_well(pledge):
        return
    if chance < 0.06:
        dispute_delivery(actor=receiver, delivery=load, reason=DISPUTED)
        return
    part = Decimal("0.8") if chance < 0.14 else Decimal(1)
    lines = load.lines.select_related("pledge_line__unit").order_by("pk")
    sent = {line.pk: Decimal(whole(line.quantity // line.pledge_line.unit.factor)) for line in lines}
    counts = {pk: max(Decimal(1), (amount * part).to_integral_value()) for pk, amount in sent.items()}
    confirm_receipt(actor=receiver, delivery=load, counts=counts)
    if counts != sent and not pledge.deliveries.filter(received_at__isnull=True).exists():
        close_pledge_short(actor=receiver, pledge=pledge, reason=SHORT)
