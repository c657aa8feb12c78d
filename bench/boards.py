"""The board of needs among many: `python -m bench.boards [NEEDS]` fills a database and asks for its pages
as a member does; prints for each page the milliseconds of the server, the median and the worst of
some tries, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import count, islice
from statistics import median
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from needs.codes import new_code  # noqa: E402
from needs.models import Item, ItemUnit, Need, NeedLine, Pledge, PledgeLine, TargetGroup  # noqa: E402
from organizations.models import Membership, Organization, Place, Sector  # noqa: E402

TRIES, BATCH, ORGANIZATIONS, ITEMS, LINES, PLEDGED = 7, 2000, 300, 60, 3, 5
STATUSES = [Need.Status.OPEN] * 5 + [Need.Status.COVERED] * 2 + [Need.Status.CLOSED] * 3
# Of what was ever promised most has arrived: a quarter is still on its way.
PLEDGE_STATUSES = ["proposed", "accepted", "dispatched"] + ["confirmed"] * 9
PAGES = {
    "the board": "/needs/",
    "a governorate's map": "/needs/?place=SY02&view=map",
    "words and a sector": "/needs/?q=بطانيات&sector=SHL",
    "the matrix": "/needs/matrix/",
    "the matrix of target groups": "/needs/matrix/?across=group",
    "the overlaps": "/needs/overlaps/",
}


def seed(needs: int) -> User:
    """A member of one of 300 organisations, and so many needs of three lines, each with five pledges."""
    call_command("migrate", verbosity=0)
    organizations = Organization.objects.bulk_create(
        Organization(name_ar=f"جمعية {number}", status=Organization.Status.VERIFIED) for number in range(ORGANIZATIONS)
    )
    person = User.objects.create(username="board", display_name="قارئ")
    Membership.objects.create(person=person, organization=organizations[0])
    units = items()
    stored(needed(needs, person, organizations))
    rows = list(Need.objects.order_by("pk"))
    stored(lines(rows, units))
    in_groups(rows)
    promise(person, organizations)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person


def items() -> list[ItemUnit]:
    sectors = list(Sector.objects.all())
    made = Item.objects.bulk_create(
        Item(code=f"bench-{number}", sector=sectors[number % len(sectors)], name_ar=f"مادة {number}")
        for number in range(ITEMS)
    )
    return ItemUnit.objects.bulk_create(
        ItemUnit(item=item, code="piece", name_ar="قطعة", name_en="piece") for item in made
    )


def stored(rows: Iterable[Model]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        type(batch[0])._default_manager.bulk_create(batch)


def needed(number: int, person: User, organizations: list[Organization]) -> Iterator[Need]:
    dice, now = random.Random(7), timezone.now()
    places = list(Place.objects.filter(level__gte=2))
    sectors = list(Sector.objects.filter(parent=None))
    for place in range(number):
        at = now - timedelta(minutes=place)
        title = dice.choice(["بطانيات وفرش", "سلال غذائية", "أدوية", "مواد تنظيف"])
        yield Need(
            code=f"{new_code('N')}{place % 1000:03}",
            organization=dice.choice(organizations),
            author=person,
            client_id=UUID(int=place),
            title=title,
            search_text=title,
            sector=dice.choice(sectors),
            place=dice.choice(places),
            visibility=dice.choice(["public", "members", "members"]),
            status=dice.choice(STATUSES),
            urgency=dice.randint(1, 4),
            households=dice.randint(10, 400),
            people=dice.randint(50, 2000),
            created_at=at,
            opened_at=at,
        )


def lines(needs: list[Need], units: list[ItemUnit]) -> Iterator[NeedLine]:
    dice = random.Random(8)
    for need in needs:
        for position, unit in enumerate(dice.sample(units, LINES)):
            quantity = dice.randint(10, 500) * 1000
            promised = quantity * dice.choice([0, 0, 25, 50, 100]) // 100
            arrived = promised * dice.choice([0, 50, 100]) // 100
            yield NeedLine(
                need=need,
                position=position,
                item_id=unit.item_id,
                unit=unit,
                typed=quantity,
                quantity=quantity,
                cap=quantity,
                promised=promised,
                dispatched=arrived,
                received=arrived,
            )


def in_groups(needs: list[Need]) -> None:
    groups = list(TargetGroup.objects.all()) or TargetGroup.objects.bulk_create(
        TargetGroup(code=f"group-{number}", name_ar=f"فئة {number}", name_en=f"group {number}") for number in range(8)
    )
    dice, through = random.Random(9), Need.target_groups.through
    stored(through(need=need, targetgroup=dice.choice(groups)) for need in needs)


def promise(person: User, organizations: list[Organization]) -> None:
    dice, numbers = random.Random(10), count()
    by_need = list(NeedLine.objects.values_list("need_id", "pk", "unit_id").order_by("need_id", "position"))
    pledges = [
        Pledge(
            code=f"P{number:07}",
            need_id=by_need[at][0],
            organization=dice.choice(organizations),
            author=person,
            client_id=UUID(int=number),
            status=dice.choice(PLEDGE_STATUSES),
        )
        for at in range(0, len(by_need), LINES)
        for number in islice(numbers, PLEDGED)
    ]
    stored(pledges)
    made = dict(Pledge.objects.values_list("code", "pk"))
    stored(
        PledgeLine(
            pledge_id=made[pledge.code],
            need_line_id=by_need[place // PLEDGED * LINES][1],
            unit_id=by_need[place // PLEDGED * LINES][2],
            typed=1000,
            quantity=1000,
        )
        for place, pledge in enumerate(pledges)
    )


def measure(person: User) -> dict[str, list[float]]:
    """{page: [median, worst]} in milliseconds, with everything around it: session, rights, template."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    took: dict[str, list[float]] = {}
    for words, address in PAGES.items():
        times = [answered(client, address) for _ in range(TRIES)]
        took[words] = [round(median(times), 1), round(max(times), 1)]
    return took


def answered(client: Any, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print(json.dumps(measure(seed(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)), ensure_ascii=False))
