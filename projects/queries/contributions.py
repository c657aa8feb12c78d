"""Who gives what: three ledgers (money, items, hours) that are never added to one another.

What stands for a pledge of the board is read from the pledge's lines: promised there, given as it is received there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, PositiveBigIntegerField, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from journal.stamps import stamp
from needs.models import Pledge, PledgeLine
from needs.pledging import GIVEN_BACK, in_unit
from needs.quantities import shown
from organizations.models import Organization
from organizations.queries import organization_mark
from projects.currencies import major
from projects.figures import share
from projects.models import Contribution, Giving, Project

Facts = dict[str, Any]
Kind = Contribution.Kind
MINUTES = 60


@dataclass(frozen=True)
class Given:
    """A contribution as it counts now, in the parts in which it is kept."""

    row: Contribution
    promised: int
    given: int

    @property
    def share(self) -> int:
        return share(self.given, self.promised)

    @property
    def promised_amount(self) -> Decimal:
        return amount_of(self.row, self.promised)

    @property
    def given_amount(self) -> Decimal:
        return amount_of(self.row, self.given)


class Total(NamedTuple):
    """Of one currency, of one item in its base unit, or of hours; `of` is a currency, an item, or nothing."""

    of: Any
    promised: int
    given: int
    sample: Contribution

    @property
    def share(self) -> int:
        return share(self.given, self.promised)

    @property
    def promised_amount(self) -> Decimal:
        return amount_of(self.sample, self.promised)

    @property
    def given_amount(self) -> Decimal:
        return amount_of(self.sample, self.given)


@dataclass(frozen=True)
class Ledger:
    kind: str
    givers: list[tuple[Organization, list[Given]]]
    totals: list[Total]


def whole_contributions(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.select_related("project", "organization__governorate", "item", "unit", "pledge", "activity")


def ledgers_of(project: Project, organization: int | None = None) -> list[Ledger]:
    """The three of them, in their order; empty ones too. Two queries."""
    rows = whole_contributions(Contribution.objects.filter(project=project))
    if organization is not None:
        rows = rows.filter(organization=organization)
    known = counted(rows.order_by("organization", "pk"))
    return [ledger(kind, [each for each in known if each.row.kind == kind]) for kind in Kind.values]


def ledger(kind: str, entries: list[Given]) -> Ledger:
    givers: dict[int, tuple[Organization, list[Given]]] = {}
    for each in entries:
        givers.setdefault(each.row.organization_id, (each.row.organization, []))[1].append(each)
    return Ledger(kind, list(givers.values()), totals(entries))


def totals(entries: Iterable[Given]) -> list[Total]:
    """Of goods only where several give the same thing; things in no catalogue are not added up."""
    groups: dict[Any, list[Given]] = defaultdict(list)
    for each in entries:
        key: Any = each.row.currency or each.row.item_id or (each.row.kind if each.row.kind == Kind.HOURS else None)
        if key is not None:
            groups[key].append(each)
    return [total(group) for group in groups.values() if group[0].row.kind != Kind.ITEMS or len(group) > 1]


def total(group: list[Given]) -> Total:
    first = group[0].row
    of = first.currency or first.item
    return Total(of, sum(each.promised for each in group), sum(each.given for each in group), first)


def counted(rows: Iterable[Contribution]) -> list[Given]:
    """As they count now: of what was taken back only what came, of a pledge what the board says."""
    known = list(rows)
    on_board = on_the_board({row.pledge_id for row in known if row.pledge_id is not None})
    return [as_it_counts(row, on_board) for row in known]


def as_it_counts(row: Contribution, on_board: dict[tuple[int, int], tuple[int, int]]) -> Given:
    promised, given = row.promised, row.given
    if row.pledge_id is not None:
        promised, given = on_board.get((row.pledge_id, row.item_id or 0), (0, 0))
        if row.withdrawn_at is not None:
            return Given(row, 0, 0)  # it counts elsewhere now
    return Given(row, given if row.withdrawn_at is not None else promised, given)


def on_the_board(pledges: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """{(pledge, item): (promised, received)} of those that still count there; thousandths of the base unit."""
    if not pledges:
        return {}
    lines = PledgeLine.objects.filter(pledge__in=pledges).exclude(pledge__status__in=GIVEN_BACK).order_by()
    sums = lines.values_list("pledge", "need_line__item").annotate(Sum("quantity"), Sum("received"))
    return {(pledge, item): (promised, received) for pledge, item, promised, received in sums}


def one_counted(row: Contribution) -> Given:
    return counted([row])[0]


def amount_of(row: Contribution, parts: int) -> Decimal:
    """In the currency, the unit or the hours in which it was said."""
    if row.kind == Kind.MONEY:
        return major(parts, row.currency)
    if row.kind == Kind.HOURS:
        return shown(round(parts * 100 / MINUTES) * 10)  # to a hundredth of an hour
    return in_unit(parts, row.unit) if row.unit is not None else shown(parts)


def givings_of(row: Contribution) -> QuerySet[Giving]:
    return row.givings.select_related("author", "organization", "receipt").order_by("-day", "-pk")


def projects_of_pledge(pledge: Pledge, seen: QuerySet[Project]) -> QuerySet[Project]:
    """In which of the projects one sees a pledge counts."""
    standing = Contribution.objects.filter(pledge=pledge, withdrawn_at__isnull=True)
    return seen.filter(pk__in=standing.values("project"))


# Do the counters equal the ledger? ------------------------------------------------------------------------------------
class Drift(NamedTuple):
    """A contribution whose `given` is not the sum of its standing givings."""

    pk: int
    counted: int
    summed: int


def drift() -> list[Drift]:
    """All there is; an empty list is what should be. One statement, so that a verb that commits meanwhile is seen
    wholly or not at all.
    """
    standing = Giving.objects.filter(contribution=OuterRef("pk"), withdrawn_at__isnull=True)
    sums = standing.order_by().values("contribution").annotate(total=Sum("amount")).values("total")
    zero = Coalesce(Subquery(sums), 0, output_field=PositiveBigIntegerField())
    rows = Contribution.objects.annotate(summed=zero).exclude(given=F("summed")).order_by("pk")
    return [Drift(row.pk, row.given, row.summed) for row in rows]


# Facts ----------------------------------------------------------------------------------------------------------------
def contributions(ids: list[int]) -> dict[int, Facts]:
    rows = whole_contributions(Contribution.objects.filter(pk__in=ids))
    return {each.row.pk: contribution_facts(each) for each in counted(rows)}


def contribution_facts(each: Given) -> Facts:
    row = each.row
    return {
        "id": row.pk,
        "project": row.project_id,
        "organization": organization_mark(row.organization),
        "kind": row.kind,
        "title": row.title,
        "promised": str(each.promised_amount),
        "given": str(each.given_amount),
        "currency": row.currency,
        "item": row.item.code if row.item else None,
        "unit": row.unit.code if row.unit else None,
        "pledge": {"id": row.pledge_id, "code": row.pledge.code} if row.pledge else None,
        "activity": row.activity_id,
        "expected_on": row.expected_on.isoformat() if row.expected_on else None,
        "note": row.note,
        "created_at": stamp(row.created_at),
        "withdrawn_at": stamp(row.withdrawn_at),
        "reason": row.reason,
    }


def givings(ids: list[int]) -> dict[int, Facts]:
    rows = Giving.objects.filter(pk__in=ids).select_related("contribution__unit", "organization__governorate")
    return {row.pk: giving_facts(row) for row in rows}


def giving_facts(row: Giving) -> Facts:
    return {
        "id": row.pk,
        "contribution": row.contribution_id,
        "project": row.contribution.project_id,
        "amount": str(amount_of(row.contribution, row.amount)),
        "day": row.day.isoformat(),
        "note": row.note,
        "has_receipt": row.receipt_id is not None,
        "organization": organization_mark(row.organization) if row.organization else None,
        "created_at": stamp(row.created_at),
        "withdrawn_at": stamp(row.withdrawn_at),
        "reason": row.reason,
    }
