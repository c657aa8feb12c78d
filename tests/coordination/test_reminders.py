"""Reminders climb a ladder: each step once, a while after the one before, never at night or on a Friday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from coordination.actions import add_milestone, edit_recommendation, remind_of_recommendation
from coordination.models import Recommendation, Reminder
from coordination.reminding import Concern, is_quiet, next_step, said_at
from coordination.tasks.reminders import remind_of_recommendation as run_reminder
from journal.actors import Actor
from journal.models import Due
from journal.refusals import Refused
from tests.coordination.followed import adopted_recommendation, asked, assigned_recommendation, submitted_update
from tests.entries import entries_left
from tests.factories import Cast
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAMASCUS = ZoneInfo("Asia/Damascus")
SUNDAY = datetime(2026, 8, 2, 10, 0, tzinfo=DAMASCUS)
EVERYBODY = ("focal_point", "alternate", "signatory", "committee", "convener")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(SUNDAY, tick=False) as travelling:
        yield travelling


def passed(clock: Any, row: Recommendation, days: int) -> list[tuple[str, str]]:
    """What is said on each of the next days, at ten in the morning: (rule, step)."""
    said: list[tuple[str, str]] = []
    for _day in range(days):
        clock.shift(timedelta(days=1))
        with entries_left() as left:
            remind_of_recommendation(actor=Actor.clock(), recommendation=row)
        said += sorted({(each.facts["rule"], each.facts["step"]) for each in left})
    return said


def test_the_ladder_passes_over_steps_at_which_nobody_stands() -> None:
    concern, day = Concern("late", date(2026, 8, 2)), date(2026, 8, 2)
    first = next_step(concern, {}, EVERYBODY)
    assert first is not None
    assert (first.who, first.day) == ("focal_point", day + timedelta(days=1))
    second = next_step(concern, {"focal_point": day + timedelta(days=20)}, ("signatory", "convener"))
    assert second is not None
    assert (second.who, second.day) == ("signatory", day + timedelta(days=27))
    assert next_step(concern, dict.fromkeys(EVERYBODY, day), EVERYBODY) is None


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ((2026, 8, 2, 10), (2026, 8, 2, 10)),
        ((2026, 8, 2, 22), (2026, 8, 3, 9)),
        ((2026, 8, 3, 7), (2026, 8, 3, 9)),
        ((2026, 8, 6, 21), (2026, 8, 8, 9)),  # Thursday night: Friday is passed over
        ((2026, 8, 7, 12), (2026, 8, 8, 9)),
    ],
)
def test_nobody_is_woken_at_night_or_on_a_friday(now: tuple[int, ...], then: tuple[int, ...]) -> None:
    moment = said_at(date(2026, 8, 1), datetime(*now, tzinfo=DAMASCUS))  # type: ignore[misc,arg-type]
    assert moment == datetime(*then, tzinfo=DAMASCUS)  # type: ignore[misc,arg-type]
    assert not is_quiet(moment)


def test_what_is_late_is_taken_further_a_step_at_a_time(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast, due_on=SUNDAY.date() + timedelta(days=8), report_every=366)
    assert passed(clock, row, 45) == [
        ("before", "focal_point"),
        ("before", "alternate"),
        ("due", "focal_point"),
        ("late", "focal_point"),
        ("late", "alternate"),
        ("late", "signatory"),
        ("late", "committee"),
        ("late", "convener"),
    ]
    assert passed(clock, row, 30) == []
    assert Reminder.objects.filter(rule="late", step="signatory").get().person == cast.basel


def test_remind_of_recommendation_says_nothing_twice_and_nothing_in_quiet_hours(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast, due_on=SUNDAY.date() + timedelta(days=7), report_every=366)
    with pytest.raises(Refused):
        remind_of_recommendation(actor=cast.actor("basel"), recommendation=row)
    clock.move_to(datetime(2026, 8, 2, 23, 0, tzinfo=DAMASCUS))
    assert remind_of_recommendation(actor=Actor.clock(), recommendation=row) == 0
    clock.move_to(datetime(2026, 8, 3, 9, 0, tzinfo=DAMASCUS))
    with entries_left() as left:
        run_reminder(row.pk)
        run_reminder(row.pk)
    facts = {"code": row.code, "rule": "before", "step": "focal_point", "about": "2026-08-09"}
    assert left == [(f"user.{cast.hala.pk}", "recommendation_reminded", row.pk, facts)]


def test_a_moved_day_is_reminded_of_anew(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast, due_on=SUNDAY.date() - timedelta(days=3), report_every=366)
    assert passed(clock, row, 1) == [("late", "focal_point")]
    edit_recommendation(actor=chair_of(cast), recommendation=row, due_on=SUNDAY.date() + timedelta(days=20))
    assert passed(clock, row, 10) == []
    due = Due.objects.get(key=f"recommendation.{row.pk}.remind")
    assert timezone.localtime(due.at).isoformat() == "2026-08-15T09:00:00+03:00"


def test_silence_is_noticed_and_a_report_ends_it(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast, report_every=10)
    assert passed(clock, row, 15)[:2] == [("silent", "focal_point"), ("silent", "alternate")]
    submitted_update(cast, row)
    assert passed(clock, row, 9) == []


def test_what_nobody_accepts_goes_to_the_signatory_and_then_to_who_asked(cast: Cast, clock: Any) -> None:
    row = adopted_recommendation(cast)
    asked(cast, row)
    assert passed(clock, row, 25) == [
        ("unanswered", "signatory"),
        ("unanswered", "committee"),
        ("unanswered", "convener"),
    ]
    unasked = adopted_recommendation(cast)
    assert passed(clock, unasked, 30) == [("unanswered", "committee"), ("unanswered", "convener")]


def test_of_several_late_steps_the_oldest_alone_is_told_of(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast)
    for days in (1, 2, 3):
        due = timezone.localdate() + timedelta(days=days)
        add_milestone(actor=chair_of(cast), recommendation=row, client_id=uuid4(), title=f"خطوة {days}", due_on=due)
    clock.shift(timedelta(days=7))
    with entries_left() as left:
        remind_of_recommendation(actor=Actor.clock(), recommendation=row)
    late = [each for each in left if each.facts.get("rule") == "late"]
    assert len({(each.stream, each.facts["step"]) for each in late}) == len(late)
    assert {each.facts["step"] for each in late} == {"focal_point"}


def test_what_is_due_on_a_friday_is_not_called_due_on_saturday(cast: Cast, clock: Any) -> None:
    row = assigned_recommendation(cast, due_on=date(2026, 8, 7))
    assert not [rule for rule, _step in passed(clock, row, 7) if rule == "due"]
