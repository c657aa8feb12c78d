"""Reporting periods: closed ones take no numbers, also not at the same moment; partners are reminded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from projects.actions import (
    close_period,
    correct_measurement,
    create_period,
    edit_period,
    remind_of_period,
    reopen_period,
    set_target,
)
from projects.models import Indicator, Measurement, Period, Project
from projects.tasks.money import remind_of_period as wake
from tests.entries import entries_left
from tests.factories import Cast
from tests.projects.made import joint_project
from tests.projects.money import codes, indicator, measured, period
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def corrected(cast: Cast, known: Measurement, value: int | None, name: str = "omar", **more: Any) -> Measurement:
    amount = None if value is None else Decimal(value)
    given: dict[str, Any] = {"client_id": uuid4(), "reason": "عدٌّ أدق", "value": amount, **more}
    return correct_measurement(actor=cast.actor(name), measurement=known, **given)


# Periods --------------------------------------------------------------------------------------------------------------
def test_a_closed_period_takes_no_numbers(cast: Cast, row: Indicator, january: Period) -> None:
    first = measured(cast, row, january)
    close_period(actor=cast.actor("basel"), period=january)
    for act in (
        lambda: measured(cast, row, january, name="basel"),
        lambda: corrected(cast, first, 5),
        lambda: set_target(actor=cast.actor("basel"), indicator=row, period=january, value=Decimal(5)),
        lambda: edit_period(actor=cast.actor("basel"), period=january, title="شهر"),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "period_closed"
    with pytest.raises(ValidationError):
        reopen_period(actor=cast.actor("basel"), period=january, reason=" ")
    reopen_period(actor=cast.actor("basel"), period=january, reason="تأخّر تقرير")
    assert corrected(cast, first, 5).value == 5000


def test_closing_again_says_nothing_again(cast: Cast, january: Period) -> None:
    close_period(actor=cast.actor("basel"), period=january)
    with entries_left() as left:
        close_period(actor=cast.actor("basel"), period=january)
    assert left == []


def test_periods_do_not_overlap(cast: Cast, project: Project, january: Period) -> None:
    february = period(cast, project, 2)
    with pytest.raises(ValidationError) as refusal:
        period(cast, project, 2, starts_on=date(2026, 1, 28))
    assert codes(refusal) == ["periods_overlap"]
    with pytest.raises(ValidationError):
        edit_period(actor=cast.actor("basel"), period=february, starts_on=date(2026, 1, 5))
    with pytest.raises(ValidationError):
        period(cast, project, 3, ends_on=date(2026, 2, 1))
    period(cast, joint_project(cast), 1)


def test_a_period_of_another_project_takes_nothing(cast: Cast, row: Indicator) -> None:
    elsewhere = period(cast, joint_project(cast))
    with pytest.raises(ValidationError) as refusal:
        measured(cast, row, elsewhere)
    assert codes(refusal) == ["foreign_period"]


def test_create_period_repeated(cast: Cast, project: Project) -> None:
    said: dict[str, Any] = {"client_id": uuid4(), "starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}
    first = create_period(actor=cast.actor("basel"), project=project, title="أيار", **said)
    assert create_period(actor=cast.actor("basel"), project=project, title="أيار", **said) == first
    with pytest.raises(Conflict):
        create_period(actor=cast.actor("basel"), project=project, title="حزيران", **said)


@pytest.mark.django_db(transaction=True)
def test_a_number_and_the_closing_of_its_period_at_once(cast: Cast) -> None:
    """Whichever is first: a number that came in time counts, one that came too late was refused."""
    project = joint_project(cast)
    row = indicator(cast, project)
    for month in range(1, 7):
        when, other = period(cast, project, month), cast.actor("basel")
        at_once(lambda: measured(cast, row, when), lambda: close_period(actor=other, period=when))  # noqa: B023
        when.refresh_from_db()
        assert when.closed_at is not None
        late = when.measurements.filter(created_at__gt=when.closed_at)
        assert not late.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_reports_at_once_one_counts(cast: Cast) -> None:
    project = joint_project(cast)
    row, when = indicator(cast, project), period(cast, project)
    at_once(lambda: measured(cast, row, when, 5), lambda: measured(cast, row, when, 6))
    assert Measurement.objects.filter(is_standing=True).count() == 1


# Reminders ------------------------------------------------------------------------------------------------------------
def test_remind_of_period_tells_partners_who_have_not_reported(cast: Cast, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(status="active")
    with time_machine.travel(date(2026, 1, 10), tick=False):
        when, row = period(cast, project), indicator(cast, project)
        measured(cast, row, when)
        due = Due.objects.get(key=f"period.{when.pk}")
        assert timezone.localtime(due.at).date() == date(2026, 1, 25)
        with entries_left() as left:
            wake(when.pk)
    assert left == [(f"user.{cast.basel.pk}", "period_ending", when.pk, {"code": project.code})]


def test_remind_of_period_is_silent_where_nothing_is_expected(cast: Cast, project: Project, january: Period) -> None:
    with entries_left() as left:
        wake(january.pk)  # the project is only proposed
        Project.objects.filter(pk=project.pk).update(status="active")
        wake(january.pk)  # nothing is measured
        indicator(cast, project)
        close_period(actor=cast.actor("basel"), period=january)
        assert not remind_of_period(actor=Actor.clock(), period=january)
    assert "period_ending" not in {each.event for each in left}
    with pytest.raises(Refused):
        remind_of_period(actor=cast.actor("basel"), period=january)
