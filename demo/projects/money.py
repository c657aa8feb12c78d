"""A budget, contributions in all three ledgers, and indicators over three periods, said by those who speak for the
partners of a project. Everything lies before the day on which it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from arabic.dates import MONTHS
from journal.actors import Actor
from needs.models import Item
from organizations.models import Membership
from organizations.permissions import MANAGING, RUNNING
from projects import actions
from projects.figures import Cell
from projects.models import Indicator, Partner, Period, Project

NewId = Callable[[], UUID]
BANDS = ("children", "adults", "elderly")


@dataclass(frozen=True)
class LineOf:
    """A budget line and what was spent on it by which partner (0 leads), each so many days ago."""

    title: str
    planned: int
    currency: str
    spent: tuple[tuple[int, int, int, str], ...] = ()  # partner, amount, days ago, what for


@dataclass(frozen=True)
class Gift:
    """What a partner promises, and the parts of it that came, each so many days ago."""

    partner: int
    kind: str
    amount: str
    currency: str = ""
    item: str = ""
    title: str = ""
    came: tuple[tuple[str, int], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Measured:
    """An indicator, what is aimed at in each of the three periods, and what the partners reported in them: (partner,
    numbers) or (partner, numbers, of them counted before). Numbers are (girls, women, old women, boys, men, old men)
    where people are counted, else one value.
    """

    title: str
    unit: str
    target: int
    aims: tuple[int, ...]
    reports: tuple[tuple[tuple[Any, ...], ...], ...]
    words: str = ""
    baseline: int | None = None
    adds_up: bool = True
    note: str = ""


LINES = (
    LineOf("أجور المدرّبين والمشرفين", 7_200, "USD", ((0, 1_150, 38, "أجور الشهر الأول"), (1, 980, 8, "أجور مشرفين"))),
    LineOf("تجهيز القاعات والأسرّة الطبية", 96_000_000, "SYP", ((0, 41_500_000, 30, "عشرة أسرّة وفرش"),)),
    LineOf("نقل المستفيدين والفرق", 18_000_000, "SYP", ((1, 6_250_000, 20, "أجرة حافلة"), (1, 2_100_000, 5, "وقود"))),
    LineOf("مواد التدريب والقرطاسية", 900, "EUR", ((0, 935, 12, "طباعة الدليل وحقائب المتدربين"),)),
)
GIFTS = (
    Gift(0, "money", "4000", "USD", title="من موارد الجمعية", came=(("2500", 40),)),
    Gift(1, "money", "60000000", "SYP", title="حملة تبرعات أهلية", came=(("25000000", 33), ("18000000", 9))),
    Gift(0, "items", "40", item="blanket", came=(("40", 25),), note="من مستودع الجمعية"),
    Gift(1, "items", "2", title="حافلة صغيرة مع سائق، أيام السبت", came=(("1", 28),)),
    Gift(0, "hours", "320", title="تدريب مقدّمي الرعاية", came=(("96", 31), ("84.5", 6))),
    Gift(1, "hours", "120", title="متابعة طبية منزلية", came=(("45", 14),)),
)
INDICATORS = (
    Measured(
        "عدد المستفيدين من خدمات الرعاية",
        "persons",
        900,
        (300, 400, 300),
        (
            ((0, (0, 34, 88, 0, 21, 64)), (1, (12, 26, 41, 9, 18, 37))),
            ((0, (0, 31, 93, 0, 24, 71), 148), (1, (15, 29, 52, 11, 20, 40))),
            ((0, (0, 12, 38, 0, 9, 27), 61),),
        ),
        note="قد يستفيد المسنّ نفسه في أكثر من شهر؛ يُذكر في كل تقرير من أُحصوا من قبل.",
    ),
    Measured(
        "عدد مقدّمي الرعاية الذين أتمّوا التدريب",
        "persons",
        120,
        (40, 40, 40),
        (((0, (0, 22, 0, 0, 9, 0)),), ((0, (0, 19, 1, 0, 8, 0)), (1, (0, 14, 0, 0, 5, 0))), ()),
    ),
    Measured(
        "عدد الأُسر التي زارها الفريق الطبي",
        "households",
        300,
        (100, 100, 100),
        (((1, (0, 31, 16, 0, 40, 12)),), ((1, (0, 35, 14, 0, 47, 10), 0),), ((1, (0, 9, 4, 0, 11, 3), 2),)),
    ),
    Measured(
        "عدد الجلسات التدريبية",
        "number",
        48,
        (14, 16, 18),
        (((0, (12,)),), ((0, (14,)), (1, (6,))), ((0, (5,)),)),
        "جلسة",
    ),
    Measured(
        "عدد الأسرّة الجاهزة في الدار",
        "number",
        60,
        (),
        (((0, (24,)),), ((0, (38,)),), ((0, (41,)),)),
        "سرير",
        18,
        False,
    ),
    Measured("نسبة رضا المستفيدين", "percent", 85, (), (((0, (71,)),), ((0, (78,)),), ()), "", 62, False),
)


def speakers_of(project: Project) -> list[Actor]:
    """One who speaks for each partner, the lead first."""
    standing = project.partners.filter(status=Partner.Status.ACCEPTED).select_related("organization")
    partners = sorted(standing, key=lambda each: (each.role != Partner.Role.LEAD, each.pk))
    found = []
    for partner in partners:
        managing = Membership.objects.filter(RUNNING, organization=partner.organization, role__in=MANAGING)
        membership = managing.select_related("person").order_by("pk").first()
        if membership is not None:
            found.append(Actor(membership.person, partner.organization))
    return found


def tell_money(project: Project, new_id: NewId) -> None:
    """Budget, expenses, contributions. Where there are fewer partners the lead says it all."""
    actors, today = speakers_of(project), timezone.localdate()
    for line in LINES:
        said: dict[str, Any] = {"title": line.title, "planned": Decimal(line.planned), "currency": line.currency}
        row = actions.create_budget_line(actor=actors[0], project=project, client_id=new_id(), **said)
        for partner, amount, ago, note in line.spent:
            spent: dict[str, Any] = {
                "amount": Decimal(amount),
                "currency": line.currency,
                "day": today - timedelta(ago),
                "note": note,
            }
            actor = actors[partner % len(actors)]
            actions.record_expense(actor=actor, project=project, client_id=new_id(), line=row, **spent)
    for gift in GIFTS:
        give(project, actors[gift.partner % len(actors)], gift, new_id, today)


def give(project: Project, actor: Actor, gift: Gift, new_id: NewId, today: date) -> None:
    item = Item.objects.filter(code=gift.item).first() if gift.item else None
    title = gift.title or ("" if item else gift.item)
    said: dict[str, Any] = {
        "kind": gift.kind,
        "currency": gift.currency,
        "item": item,
        "title": title,
        "note": gift.note,
    }
    row = actions.promise_contribution(
        actor=actor, project=project, client_id=new_id(), amount=Decimal(gift.amount), **said
    )
    for amount, ago in gift.came:
        came: dict[str, Any] = {"amount": Decimal(amount), "day": today - timedelta(ago)}
        actions.record_giving(actor=actor, contribution=row, client_id=new_id(), **came)


# What was reached -----------------------------------------------------------------------------------------------------
def tell_numbers(project: Project, new_id: NewId) -> None:
    """Three months, of which the first is closed, and what was reported in them."""
    actors = speakers_of(project)
    periods = [set_month(project, actors[0], first, new_id) for first in last_months(timezone.localdate())]
    place = project.places.order_by("pcode").first()
    for each in INDICATORS:
        row = measure(project, actors[0], each, new_id)
        for period, aim in zip(periods, each.aims, strict=False):
            actions.set_target(actor=actors[0], indicator=row, period=period, value=Decimal(aim))
        for period, reports in zip(periods, each.reports, strict=True):
            for partner, numbers, *before in reports:
                if partner < len(actors):
                    said = {"counted_before": before[0] if before else None}
                    said |= {"place": place if each.unit == "persons" else None}
                    report(row, period, actors[partner], numbers, new_id, **said)
    actions.close_period(actor=actors[0], period=periods[0])


def last_months(today: date) -> list[date]:
    """The first days of this month and of the two before it."""
    this = today.replace(day=1)
    last = (this - timedelta(1)).replace(day=1)
    return [(last - timedelta(1)).replace(day=1), last, this]


def set_month(project: Project, actor: Actor, first: date, new_id: NewId) -> Period:
    ends = (first + timedelta(31)).replace(day=1) - timedelta(1)
    said: dict[str, Any] = {"title": f"{MONTHS[first.month - 1]} {first.year}", "starts_on": first, "ends_on": ends}
    return actions.create_period(actor=actor, project=project, client_id=new_id(), **said)


def measure(project: Project, actor: Actor, each: Measured, new_id: NewId) -> Indicator:
    baseline = None if each.baseline is None else Decimal(each.baseline)
    said: dict[str, Any] = {
        "unit": each.unit,
        "unit_words": each.words,
        "adds_up": each.adds_up,
        "double_counting": each.note,
    }
    return actions.create_indicator(
        actor=actor,
        project=project,
        client_id=new_id(),
        title=each.title,
        target=Decimal(each.target),
        baseline=baseline,
        **said,
    )


def report(row: Indicator, period: Period, actor: Actor, numbers: tuple[int, ...], new_id: NewId, **said: Any) -> None:
    reached: dict[str, Any] = {"counts": cells_of(numbers), **said} if row.counts else {"value": Decimal(numbers[0])}
    actions.record_measurement(actor=actor, indicator=row, period=period, client_id=new_id(), **reached)


def cells_of(numbers: tuple[int, ...]) -> dict[Cell, int]:
    """Of the old every sixth has a disability, of the others every twentieth."""
    cells: dict[Cell, int] = {}
    for at, number in enumerate(numbers):
        sex, age = "fm"[at // len(BANDS)], BANDS[at % len(BANDS)]
        disabled = number // (6 if age == "elderly" else 20)
        cells[sex, age, "with"], cells[sex, age, "without"] = disabled, number - disabled
    return cells
