"""Budgets, contributions and indicators for tests, made by the verbs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from files.examining import Examined
from projects import actions
from projects.actions.amounts import Paper
from projects.models import BudgetLine, Contribution, Expense, Giving, Indicator, Measurement, Period, Project
from tests.factories import Cast, signed_in

WOMEN, BOYS = ("f", "adults", "x"), ("m", "children", "with")


def budget_line(
    cast: Cast, project: Project, planned: int | str = 1000, currency: str = "USD", **more: Any
) -> BudgetLine:
    given: dict[str, Any] = {"client_id": uuid4(), "title": "رواتب المدرّبين", **more}
    return actions.create_budget_line(
        actor=cast.actor("basel"), project=project, planned=Decimal(planned), currency=currency, **given
    )


def expense(cast: Cast, project: Project, amount: int | str = 100, name: str = "omar", **more: Any) -> Expense:
    given: dict[str, Any] = {"client_id": uuid4(), "currency": "USD", "day": timezone.localdate(), **more}
    return actions.record_expense(actor=cast.actor(name), project=project, amount=Decimal(amount), **given)


def money(cast: Cast, project: Project, amount: int | str = 500, name: str = "omar", **more: Any) -> Contribution:
    given: dict[str, Any] = {"client_id": uuid4(), "kind": "money", "currency": "USD", **more}
    return actions.promise_contribution(actor=cast.actor(name), project=project, amount=Decimal(amount), **given)


def hours(cast: Cast, project: Project, amount: int | str = 40, name: str = "omar", **more: Any) -> Contribution:
    given: dict[str, Any] = {"client_id": uuid4(), "kind": "hours", "title": "تدريب", **more}
    return actions.promise_contribution(actor=cast.actor(name), project=project, amount=Decimal(amount), **given)


def giving(cast: Cast, row: Contribution, amount: int | str = 100, name: str = "omar", **more: Any) -> Giving:
    given: dict[str, Any] = {"client_id": uuid4(), "day": timezone.localdate(), **more}
    return actions.record_giving(actor=cast.actor(name), contribution=row, amount=Decimal(amount), **given)


def period(cast: Cast, project: Project, month: int = 1, **more: Any) -> Period:
    """A month of 2026; the verbs are told by Basel, who leads."""
    given: dict[str, Any] = {"title": f"الشهر {month}", "starts_on": date(2026, month, 1), **more}
    given.setdefault("ends_on", date(2026, month, 28))
    return actions.create_period(actor=cast.actor("basel"), project=project, client_id=uuid4(), **given)


def indicator(cast: Cast, project: Project, unit: str = "persons", **more: Any) -> Indicator:
    given: dict[str, Any] = {"client_id": uuid4(), "title": "عدد المستفيدين من التدريب", "unit": unit, **more}
    return actions.create_indicator(actor=cast.actor("basel"), project=project, **given)


def measured(
    cast: Cast, row: Indicator, when: Period, value: int | str | None = 10, name: str = "omar", **more: Any
) -> Measurement:
    amount = None if value is None else Decimal(value)
    given: dict[str, Any] = {"client_id": uuid4(), "value": amount, **more}
    return actions.record_measurement(actor=cast.actor(name), indicator=row, period=when, **given)


def queries_of(cast: Cast, address: str) -> int:
    """How often a page that Basel opens for the second time asks the database."""
    client = signed_in(cast.basel)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def money_ids(cast: Cast, project: Project, mark: str) -> dict[str, list[Any]]:
    """For the walks: what a project costs, who gives what, and what it reached, all of it marked."""
    scan = b"%PDF-1.4 " + mark.encode()
    paper = Paper(picture=Examined(f"{mark}.pdf", "application/pdf", "document", len(scan), "2" * 64, cleaned=scan))
    line = budget_line(cast, project, title=mark, note=mark)
    spent, promise = expense(cast, project, line=line, note=mark, paper=paper), hours(cast, project, title=mark)
    came, row = giving(cast, promise, 5, note=mark, paper=paper), indicator(cast, project, title=mark)
    when = period(cast, project, title=mark)
    report = measured(cast, row, when, note=mark)
    rows: dict[str, Any] = {"budget-lines": line, "expenses": spent, "contributions": promise, "givings": came}
    rows |= {"indicators": row, "periods": when, "measurements": report}
    return {word: [each.pk] for word, each in rows.items()}


def codes(refusal: Any) -> list[str]:
    """Of a ValidationError that was caught, field by field."""
    return [error.code for errors in refusal.value.error_dict.values() for error in errors]
