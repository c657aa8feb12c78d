"""What is planned and spent, line by line and currency by currency; nothing is converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum

from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.currencies import major
from projects.figures import share
from projects.models import BudgetLine, Expense, Project

Facts = dict[str, Any]


@dataclass(frozen=True)
class Spent:
    """Planned and spent in one currency, minor units; `left` is below 0 where more was spent than planned."""

    currency: str
    planned: int
    spent: int

    @property
    def left(self) -> int:
        return self.planned - self.spent

    @property
    def share(self) -> int:
        return share(self.spent, self.planned)


@dataclass(frozen=True)
class LineSpent:
    """A line; what was paid on it in other currencies stands beside it."""

    line: BudgetLine
    own: Spent
    others: list[Spent]


@dataclass(frozen=True)
class Budget:
    lines: list[LineSpent]
    totals: list[Spent]  # one for each currency, the most planned first
    unplanned: list[Spent] = field(default_factory=list)  # spent on no line


def budget_of(project: Project) -> Budget:
    """Two queries."""
    lines = list(project.budget_lines.filter(withdrawn_at__isnull=True).select_related("activity"))
    sums: dict[int | None, dict[str, int]] = defaultdict(dict)
    standing = Expense.objects.filter(project=project, is_standing=True).order_by()
    for line, currency, parts in standing.values_list("line", "currency").annotate(parts=Sum("amount")):
        sums[line][currency] = parts
    rows = [line_spent(line, sums.get(line.pk, {})) for line in lines]
    unplanned = [Spent(currency, 0, parts) for currency, parts in sorted(sums.get(None, {}).items())]
    return Budget(rows, totals(lines, sums.values()), unplanned)


def line_spent(line: BudgetLine, sums: dict[str, int]) -> LineSpent:
    own = Spent(line.currency, line.planned, sums.get(line.currency, 0))
    others = [Spent(currency, 0, parts) for currency, parts in sorted(sums.items()) if currency != line.currency]
    return LineSpent(line, own, others)


def totals(lines: Iterable[BudgetLine], sums: Iterable[dict[str, int]]) -> list[Spent]:
    planned: dict[str, int] = defaultdict(int)
    spent: dict[str, int] = defaultdict(int)
    for line in lines:
        planned[line.currency] += line.planned
    for each in sums:
        for currency, parts in each.items():
            spent[currency] += parts
    known = sorted({*planned, *spent}, key=lambda currency: (-planned[currency], currency))
    return [Spent(currency, planned[currency], spent[currency]) for currency in known]


# Expenses -------------------------------------------------------------------------------------------------------------
def whole_expenses(rows: QuerySet[Expense]) -> QuerySet[Expense]:
    """With what a list shows of each."""
    return rows.select_related(
        "project", "line", "organization__governorate", "author", "receipt", "corrects", "correction"
    )


def expenses_of(project: Project, organization: int | None = None, line: int | None = None) -> QuerySet[Expense]:
    """The newest day first; what was corrected stands among them, marked."""
    rows = whole_expenses(Expense.objects.filter(project=project))
    if organization is not None:
        rows = rows.filter(organization=organization)
    if line is not None:
        rows = rows.filter(line=line)
    return rows.order_by("-day", "-pk")


def spent_by_organization(project: Project) -> dict[int, list[Spent]]:
    """{organisation: what it spent, by currency}."""
    found: dict[int, list[Spent]] = defaultdict(list)
    standing = Expense.objects.filter(project=project, is_standing=True).order_by("organization", "currency")
    for organization, currency, parts in standing.values_list("organization", "currency").annotate(Sum("amount")):
        found[organization].append(Spent(currency, 0, parts))
    return dict(found)


# Facts ----------------------------------------------------------------------------------------------------------------
def budget_lines(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: budget_line_facts(row) for row in BudgetLine.objects.filter(pk__in=ids)}


def budget_line_facts(row: BudgetLine) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "title": row.title,
        "activity": row.activity_id,
        "planned": str(major(row.planned, row.currency)),
        "currency": row.currency,
        "note": row.note,
        "created_at": stamp(row.created_at),
        "withdrawn_at": stamp(row.withdrawn_at),
    }


def line_spent_facts(row: LineSpent) -> Facts:
    """A line as its list shows it: `spent` in its own currency, `spent_otherwise` in others, never converted."""
    return {
        **budget_line_facts(row.line),
        "spent": str(major(row.own.spent, row.own.currency)),
        "left": str(major(row.own.left, row.own.currency)),
        "spent_otherwise": [
            {"currency": each.currency, "amount": str(major(each.spent, each.currency))} for each in row.others
        ],
    }


def expenses(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: expense_facts(row) for row in whole_expenses(Expense.objects.filter(pk__in=ids))}


def expense_facts(row: Expense) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "line": row.line_id,
        "organization": organization_mark(row.organization),
        "amount": str(major(row.amount, row.currency)),
        "currency": row.currency,
        "day": row.day.isoformat(),
        "note": row.note,
        "has_receipt": row.receipt_id is not None,
        "is_standing": row.is_standing,
        "corrects": row.corrects_id,
        "reason": row.reason,
        "withdrawn_reason": row.withdrawn_reason,
        "created_at": stamp(row.created_at),
    }
