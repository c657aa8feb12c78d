"""What is hard, and who faces the same; and a relief operation after an earthquake: reads challenges.txt, and has
organisations report their convoys, kitchens and caravans until there are 120 convoys, 3,034 tonnes and 11 kitchens.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random
from uuid import UUID

from demo.board.writing import FOLDER, own_id, speaker, speaker_of
from demo.calendar import by_day
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from needs.actions import add_voice, create_challenge, resolve_challenge
from needs.actions.aid import correct_aid_report, report_aid
from needs.actions.operations import accept_convening, create_operation
from needs.models import Challenge, Operation
from needs.permissions import can_add_voice
from needs.permissions.operations import can_accept_convening, can_report_aid
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING, SPEAKING

SEED = 1970
HOUR = timedelta(hours=1)
CONVOYS, KILOGRAMS = 120, 3_034_000
KITCHENS = (2, 1, 3, 1, 2, 1, 1)  # at work at once, of each giver that cooks: 11 together
CARAVANS = (2, 1, 1)
DAYS = 16
BEGAN = 20  # days before the end
TITLE = "إغاثة المتضررين من الزلزال"
ABOUT = "قوافل ومطابخ ميدانية وقوافل طبية إلى حلب واللاذقية وحماة. تسجّل كل جهة ما قدّمته يوماً بيوم، فلا يُحسب شيء مرتين."
SEATS = ("SY02", "SY06", "SY05")


def plan_relief(stage: Stage, talk: Talk) -> None:
    """Have all of it happen before the last hours, with dice of its own."""
    dice = Random(SEED)  # noqa: S311  the same story each time
    for number, line in enumerate(rows()):
        hours = float(line[0].split()[4])
        talk.at(
            by_day(talk.until - hours * HOUR), partial(raise_one, stage, talk, dice, own_id(f"hard {number}"), *line)
        )
    begins = by_day(talk.until - timedelta(days=BEGAN))
    talk.at(begins, partial(open_operation, stage, talk, dice))


def rows() -> list[tuple[str, str, str, str]]:
    """(words at the head, title, what it says, how it ended) of each challenge."""
    lines = (FOLDER / "challenges.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            head, title, about, solved = (part.strip() for part in line.split("|"))
            found.append((head, title, about, solved))
    return found


# Challenges -----------------------------------------------------------------------------------------------------------
def raise_one(
    stage: Stage, talk: Talk, dice: Random, client_id: UUID, head: str, title: str, about: str, solved: str
) -> None:
    seat, sector, visibility, voices, hours = head.split()
    row = create_challenge(
        actor=speaker(stage, dice, "SY04" if seat == "all" else seat),
        client_id=client_id,
        title=title,
        description=about,
        sector=stage.sectors[sector],
        place=None if seat == "all" else stage.governorates[seat],
        visibility=visibility,
    )
    for each in speakers(dice, int(voices), row.organization):
        moment = talk.until - dice.uniform(1, float(hours) - 1) * HOUR
        talk.at(by_day(moment), partial(voice, each, row))
    if solved:
        talk.at(by_day(talk.until - 20 * HOUR), partial(solve, row, solved))


def voice(actor: Actor, row: Challenge) -> None:
    """Unless its organisation was suspended meanwhile, or the challenge has ended."""
    row, actor = Challenge.objects.get(pk=row.pk), as_it_stands(actor)
    if row.status == Challenge.Status.OPEN and can_add_voice(actor, row):
        add_voice(actor=actor, challenge=row)


def as_it_stands(actor: Actor) -> Actor:
    return Actor(actor.user, Organization.objects.get(pk=actor.organization_id or 0))


def solve(row: Challenge, words: str) -> None:
    resolve_challenge(actor=speaker_of(row.organization), challenge=row, reason=words)


def speakers(dice: Random, count: int, besides: Organization) -> list[Actor]:
    """So many organisations with somebody who speaks for them, each once."""
    kinds = [Organization.Kind.ASSOCIATION, Organization.Kind.FOUNDATION, Organization.Kind.INITIATIVE]
    known = Membership.objects.filter(SPEAKING, role__in=MANAGING, organization__kind__in=kinds)
    rows = {row.organization_id: row for row in known.select_related("person", "organization").order_by("-pk")}
    rows.pop(besides.pk, None)
    chosen = dice.sample(sorted(rows), min(count, len(rows)))
    return [Actor(rows[pk].person, rows[pk].organization) for pk in chosen]


# The operation --------------------------------------------------------------------------------------------------------
def open_operation(stage: Stage, talk: Talk, dice: Random) -> None:
    """Omar's association opens it with three others; who gives reports day by day."""
    omar = stage.cast["omar"].actor()
    assert omar.organization is not None
    asked = speakers(dice, 3, omar.organization)
    row = create_operation(
        actor=omar,
        client_id=own_id("earthquake"),
        title=TITLE,
        description=ABOUT,
        visibility="public",
        starts_on=talk.until.date() - timedelta(days=BEGAN),
        conveners=[each.organization for each in asked if each.organization],
        places=[stage.governorates[code] for code in SEATS],
    )
    for each in asked[:2]:
        talk.at(by_day(talk.until - timedelta(days=BEGAN - 1)), partial(accept, each, row))
    givers = [omar, stage.cast["basel"].actor(), *speakers(dice, 9, omar.organization)]
    plan_convoys(talk, dice, row, givers)
    plan_services(talk, dice, row, givers)


def accept(actor: Actor, row: Operation) -> None:
    actor = as_it_stands(actor)
    if can_accept_convening(actor, row):
        accept_convening(actor=actor, operation=row)


def plan_convoys(talk: Talk, dice: Random, row: Operation, givers: list[Actor]) -> None:
    """120 convoys, most in the first days; the last one is as heavy as is missing to 3,034 tonnes. One was too many and
    is corrected.
    """
    left, kilograms, number = CONVOYS, KILOGRAMS, 0
    while left:
        quantity = min(left, dice.randint(1, 4))
        left -= quantity
        weight = min(quantity * dice.randrange(18_000, 32_000, 500), kilograms - left * 10_000) if left else kilograms
        kilograms -= weight
        day = row.starts_on + timedelta(days=min(int(dice.expovariate(0.22)), DAYS))
        said = {"kind": "convoy", "quantity": quantity, "weight": weight}
        plan_report(talk, row, dice.choice(givers), day, own_id(f"convoy {number}"), said, is_wrong=number == 2)
        number += 1


def plan_services(talk: Talk, dice: Random, row: Operation, givers: list[Actor]) -> None:
    """Kitchens cook and caravans treat on most days."""
    for kind, sizes, served in (("kitchen", KITCHENS, (350, 700)), ("caravan", CARAVANS, (25, 70))):
        for place, size in enumerate(sizes):
            for number in range(1, DAYS - 2 - place % 4):
                day = row.starts_on + timedelta(days=number + place % 3)
                said = {"kind": kind, "quantity": size, "people": size * dice.randrange(*served, 5)}
                plan_report(talk, row, givers[place], day, own_id(f"{kind} {place} {number}"), said)


def plan_report(
    talk: Talk,
    row: Operation,
    giver: Actor,
    day: date,
    client_id: UUID,
    said: dict[str, object],
    *,
    is_wrong: bool = False,
) -> None:
    days_before = (talk.until.date() - day).days
    moment = by_day(talk.until - timedelta(days=days_before - 1, hours=2))
    talk.at(moment, partial(report, row, giver, day, client_id, said, is_wrong))


def report(row: Operation, giver: Actor, day: date, client_id: UUID, said: dict[str, object], is_wrong: bool) -> None:
    """What is wrong says one convoy more, and is corrected at once."""
    giver = as_it_stands(giver)
    if not can_report_aid(giver, row):  # suspended meanwhile: who opened it brings that too
        giver = speaker_of(row.organization)
    first = dict(said, quantity=int(str(said["quantity"])) + 1) if is_wrong else said
    made = report_aid(actor=giver, operation=row, client_id=client_id, day=day, **first)  # type: ignore[arg-type]
    if is_wrong:
        again = UUID(int=client_id.int ^ 1)
        reason = "عُدّت سيارة الإسعاف المرافقة قافلة"
        correct_aid_report(actor=giver, report=made, client_id=again, reason=reason, **said)
