"""Reads needs.txt, gaps.txt and offers.txt, and has organisations of those governorates post them in the last weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from demo.calendar import by_day
from demo.stage import NOT_REACHED, Stage
from demo.talk import Talk
from journal.actors import Actor
from needs.actions import GivenLine, create_need, create_offer, open_need, open_offer
from needs.models import Item, Need, TargetGroup
from organizations.models import Membership, Organization, Place
from organizations.permissions import MANAGING, SPEAKING

FOLDER = Path(__file__).parent
DRAFT = "draft"
# Hours before the end, at most: what is very urgent was written in the last days, or nobody would wait for it any more.
OLDEST = {1: 50, 2: 8 * 24, 3: 18 * 24, 4: 26 * 24}
GAPS, OFFERS = 22 * 24, 14 * 24
SEED = 1963


def plan_board(stage: Stage, talk: Talk) -> None:
    """Have all of it happen before the last hours. It has dice of its own, so that the talk stays as it was."""
    dice = Random(SEED)  # noqa: S311  the same story each time
    for number, (head, *rest) in enumerate(rows("needs")):
        oldest = OLDEST[int(head[1])]
        plan(talk, dice, oldest, partial(post_need, stage, dice, own_id(f"need {number}"), head, *rest))
    for number, (head, *rest) in enumerate(rows("gaps")):
        plan(talk, dice, GAPS, partial(post_gap, stage, dice, own_id(f"gap {number}"), head, *rest))
    for number, (head, *rest) in enumerate(rows("offers")):
        plan(talk, dice, OFFERS, partial(post_offer, stage, dice, own_id(f"offer {number}"), head, *rest))


def plan(talk: Talk, dice: Random, oldest: int, act: Any) -> None:
    talk.at(by_day(talk.until - timedelta(hours=dice.uniform(2, oldest))), act)


def rows(name: str) -> Iterator[tuple[list[str], str, str, str]]:
    """(words at the head, title, what it says, lines) of each row."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, title, about, lines = (part.strip() for part in line.split("|"))
            yield head.split(), title, about, lines


def post_need(stage: Stage, dice: Random, client_id: UUID, head: list[str], title: str, about: str, lines: str) -> None:
    seat, urgency, visibility, groups, people, households = head
    need = create_need(
        actor=speaker(stage, dice, seat),
        client_id=client_id,
        title=title,
        description=about,
        urgency=int(urgency),
        people=int(people) or None,
        households=int(households) or None,
        target_groups=named_groups(groups),
        **alike(dice, seat, visibility, lines),
    )
    if visibility != DRAFT:
        open_need(actor=speaker_of(need.organization), need=need)


def post_gap(stage: Stage, dice: Random, client_id: UUID, head: list[str], title: str, about: str, lines: str) -> None:
    seat, groups, population, existing, missing = head
    details = alike(dice, seat, "public", lines)
    need = create_need(
        actor=speaker(stage, dice, seat),
        client_id=client_id,
        kind=Need.Kind.CARE_GAP,
        title=title,
        description=about,
        urgency=4,
        population=int(population),
        existing_capacity=int(existing),
        missing_capacity=int(missing),
        target_groups=named_groups(groups),
        **{**details, "place": stage.governorates[seat]},
    )
    open_need(actor=speaker_of(need.organization), need=need)


def post_offer(
    stage: Stage, dice: Random, client_id: UUID, head: list[str], title: str, about: str, lines: str
) -> None:
    seat, visibility, transport, reach, days = head
    words, _, conditions = about.partition("//")
    offer = create_offer(
        actor=speaker(stage, dice, seat),
        client_id=client_id,
        title=title,
        description=words.strip(),
        conditions=conditions.strip(),
        can_transport=transport == "yes",
        reach=[stage.governorates[code] for code in reach.split(",") if code in stage.governorates],
        available_until=stage.now.date() + timedelta(days=int(days)),
        **alike(dice, seat, visibility, lines),
    )
    if visibility != DRAFT:
        open_offer(actor=speaker_of(offer.organization), offer=offer)


def alike(dice: Random, seat: str, visibility: str, lines: str) -> dict[str, Any]:
    """What needs and offers say alike; the sector is that of the first item."""
    asked = list(lines_of(lines))
    return {
        "sector": asked[0].item.sector,
        "place": somewhere(dice, seat),
        "visibility": "members" if visibility == DRAFT else visibility,
        "contact": "منسق البرامج، هاتف الجهة",
        "lines": asked,
    }


def lines_of(text: str) -> Iterator[GivenLine]:
    for part in text.split(","):
        code, amount, *unit = part.split()
        item = Item.objects.select_related("sector").get(code=code)
        chosen = item.units.get(code=unit[0]) if unit else None
        yield GivenLine(item, Decimal(amount), chosen)


def named_groups(codes: str) -> list[TargetGroup]:
    return list(TargetGroup.objects.filter(code__in=codes.split(",")))


def somewhere(dice: Random, seat: str) -> Place:
    towns = Place.objects.filter(level=3, pcode__startswith=seat).exclude(pcode__in=NOT_REACHED).order_by("pcode")
    return dice.choice(list(towns))


CAST_SEATS = {"SY04": "basel", "SY02": "omar"}


def speaker(stage: Stage, dice: Random, seat: str) -> Actor:
    """Somebody who may speak for an organisation of the governorate, where the cast sits often one of them; where there
    is none yet, of the whole country.
    """
    if seat in CAST_SEATS and dice.random() < 0.5:
        return stage.cast[CAST_SEATS[seat]].actor()
    kinds = [Organization.Kind.ASSOCIATION, Organization.Kind.FOUNDATION, Organization.Kind.INITIATIVE]
    known = Membership.objects.filter(SPEAKING, role__in=MANAGING, organization__kind__in=kinds)
    known = known.select_related("person", "organization").order_by("pk")
    chosen = dice.choice(list(known.filter(organization__governorate=seat)) or list(known))
    return Actor(chosen.person, chosen.organization)


def speaker_of(organization: Organization) -> Actor:
    found = Membership.objects.filter(SPEAKING, role__in=MANAGING, organization=organization).select_related("person")
    return Actor(found.order_by("pk")[0].person, organization)


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/board/{name}")
