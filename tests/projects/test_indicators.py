"""Indicators, periods and what was reached: who reports, what is refused, and what may be counted twice."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import (
    close_period,
    correct_measurement,
    create_indicator,
    edit_indicator,
    edit_period,
    record_measurement,
    reopen_period,
    set_target,
    withdraw_indicator,
)
from projects.models import Count, Indicator, Measurement, Period, Project
from projects.permissions import (
    can_close_period,
    can_correct_measurement,
    can_create_indicator,
    can_create_period,
    can_edit_indicator,
    can_edit_period,
    can_record_measurement,
    can_reopen_period,
    can_set_target,
    can_withdraw_indicator,
)
from projects.queries import indicators_of, progress_of
from tests.entries import entries_left
from tests.factories import Cast, make_place, signed_in
from tests.projects.money import BOYS, WOMEN, codes, indicator, measured, period, queries_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


# Who ------------------------------------------------------------------------------------------------------------------
def test_who_says_what_is_measured_and_who_reports(
    cast: Cast, project: Project, row: Indicator, january: Period
) -> None:
    reported = measured(cast, row, january)
    for may, thing in (
        (can_create_indicator, project),
        (can_edit_indicator, row),
        (can_withdraw_indicator, row),
        (can_set_target, row),
        (can_create_period, project),
        (can_edit_period, january),
        (can_close_period, january),
        (can_reopen_period, january),
    ):
        assert cast.who(may, thing) == "basel"
    assert cast.who(can_record_measurement, row) == "basel omar"
    assert cast.who(can_correct_measurement, reported) == "omar"


@pytest.mark.parametrize("name", ["hala", "rania", "gharib", "salma"])
def test_record_measurement_refuses_who_speaks_for_no_partner(
    cast: Cast, row: Indicator, january: Period, name: str
) -> None:
    with pytest.raises(Refused):
        measured(cast, row, january, name=name)


def test_only_the_lead_closes_and_sets(cast: Cast, project: Project, row: Indicator, january: Period) -> None:
    omar = cast.actor("omar")
    for act in (
        lambda: close_period(actor=omar, period=january),
        lambda: reopen_period(actor=omar, period=january, reason="سبب"),
        lambda: edit_period(actor=omar, period=january, title="شهر"),
        lambda: create_indicator(actor=omar, project=project, client_id=uuid4(), title="مؤشر"),
        lambda: edit_indicator(actor=omar, indicator=row, title="مؤشر"),
        lambda: withdraw_indicator(actor=omar, indicator=row),
        lambda: set_target(actor=omar, indicator=row, period=january, value=Decimal(5)),
    ):
        with pytest.raises(Refused):
            act()


def test_correct_measurement_is_for_its_own_organisation(cast: Cast, row: Indicator, january: Period) -> None:
    with pytest.raises(Refused):
        corrected(cast, measured(cast, row, january), 5, name="basel")


def corrected(cast: Cast, known: Measurement, value: int | None, name: str = "omar", **more: Any) -> Measurement:
    amount = None if value is None else Decimal(value)
    given: dict[str, Any] = {"client_id": uuid4(), "reason": "عدٌّ أدق", "value": amount, **more}
    return correct_measurement(actor=cast.actor(name), measurement=known, **given)


def test_the_verbs_leave_their_entries(cast: Cast, project: Project) -> None:
    basel, told = cast.actor("basel"), {"code": project.code}
    with entries_left() as left:
        when, row = period(cast, project), indicator(cast, project)
        set_target(actor=basel, indicator=row, period=when, value=Decimal(40))
        first = measured(cast, row, when)
        right = corrected(cast, first, 12)
        close_period(actor=basel, period=when)
        reopen_period(actor=basel, period=when, reason="تأخّر تقرير")
        edit_period(actor=basel, period=when, title="كانون الثاني")
        edit_indicator(actor=basel, indicator=row, target=Decimal(90))
        withdraw_indicator(actor=basel, indicator=row)
    stream, omar = project.stream, f"user.{cast.omar.pk}"
    assert [each for each in left if each.stream == omar] == [
        (omar, "period_closed", when.pk, told),
        (omar, "period_reopened", when.pk, told),
    ]
    assert [each for each in left if each.stream != omar] == [
        (stream, "period_created", when.pk, {}),
        (stream, "indicator_created", row.pk, {}),
        (stream, "indicator_edited", row.pk, {"fields": ["targets"]}),
        (stream, "measurement_recorded", first.pk, {}),
        (stream, "measurement_corrected", right.pk, {"corrects": first.pk}),
        (stream, "period_closed", when.pk, {}),
        (stream, "period_reopened", when.pk, {}),
        (stream, "period_edited", when.pk, {"fields": ["title"]}),
        (stream, "indicator_edited", row.pk, {"fields": ["target"]}),
        (stream, "indicator_withdrawn", row.pk, {}),
    ]


# Counts ---------------------------------------------------------------------------------------------------------------
def test_counts_make_the_value(cast: Cast, row: Indicator, january: Period) -> None:
    made = measured(cast, row, january, None, counts={WOMEN: 30, BOYS: 12, ("f", "elderly", "x"): 0})
    assert made.value == 42_000
    assert made.counts.aggregate(sum=Sum("number"))["sum"] == 42
    assert made.counts.count() == 2


def test_a_value_alone_is_not_recorded_by_whom(cast: Cast, row: Indicator, january: Period) -> None:
    made = measured(cast, row, january, 42)
    assert list(made.counts.values_list("sex", "age", "disability", "number")) == [("x", "x", "x", 42)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"value": Decimal(41), "counts": {WOMEN: 30, BOYS: 12}}, "counts_differ"),
        ({"value": Decimal(-1)}, "invalid_value"),
        ({"value": Decimal("1.5")}, "invalid_value"),
        ({"value": Decimal("1e12")}, "invalid_value"),
        ({"counts": {WOMEN: -3}}, "invalid_counts"),
        ({"counts": {("q", "adults", "x"): 3}}, "invalid_counts"),
        ({"counts": {WOMEN: 10**9}}, "invalid_counts"),
        ({"counts": {}}, "required"),
        ({"value": Decimal(5), "counted_before": 6}, "invalid_counts"),
        ({"value": Decimal(5), "counted_before": -1}, "invalid_counts"),
    ],
)
def test_record_measurement_refuses(
    cast: Cast, row: Indicator, january: Period, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        record_measurement(actor=cast.actor("omar"), indicator=row, period=january, client_id=uuid4(), **given)
    assert codes(refusal) == [code]
    assert not Measurement.objects.exists()


def test_only_people_are_counted(cast: Cast, project: Project, january: Period) -> None:
    share = indicator(cast, project, "percent")
    for given, code in (({"counts": {WOMEN: 3}}, "wrong_unit"), ({"value": Decimal(101)}, "invalid_value")):
        with pytest.raises(ValidationError) as refusal:
            record_measurement(actor=cast.actor("omar"), indicator=share, period=january, client_id=uuid4(), **given)
        assert codes(refusal) == [code]
    assert measured(cast, share, january, "62.5").value == 62_500
    assert not Count.objects.exists()


def test_one_report_of_an_organisation_for_a_period_and_place(cast: Cast, row: Indicator, january: Period) -> None:
    tartus = make_place("SY10", "طرطوس", "Tartus")
    first = measured(cast, row, january)
    measured(cast, row, january, place=tartus)
    measured(cast, row, january, name="basel")
    for place in (None, tartus):
        with pytest.raises(Conflict) as refusal:
            measured(cast, row, january, 7, place=place)
        assert refusal.value.code == "already_reported"
    client_id = uuid4()
    with pytest.raises(Conflict):
        corrected(cast, first, 9, place=tartus)
    right = corrected(cast, first, 9, client_id=client_id)
    assert corrected(cast, first, 9, client_id=client_id) == right
    with pytest.raises(Conflict) as again:
        corrected(cast, first, 8)
    assert again.value.code == "not_standing"


def test_a_corrected_number_counts_once_and_stays_as_history(cast: Cast, row: Indicator, january: Period) -> None:
    first = measured(cast, row, january, None, counts={WOMEN: 30})
    corrected(cast, first, None, counts={WOMEN: 20})
    assert progress_of(row).actual == 20_000
    assert progress_of(row).counts == {WOMEN: 20}
    first.refresh_from_db()
    assert (first.is_standing, first.value, first.correction.reason) == (False, 30_000, "عدٌّ أدق")


# Indicators -----------------------------------------------------------------------------------------------------------
def test_what_adds_up_and_what_does_not(cast: Cast, project: Project, january: Period) -> None:
    february = period(cast, project, 2)
    sums, stands = indicator(cast, project, "number"), indicator(cast, project, "number", adds_up=False)
    for row in (sums, stands):
        edit_indicator(actor=cast.actor("basel"), indicator=row, baseline=Decimal(10), target=Decimal(60))
        measured(cast, row, january, 20)
        measured(cast, row, february, 25)
        measured(cast, row, february, 10, name="basel")
    first, second = indicators_of(project)
    assert (first.actual, first.percent) == (55_000, 91)
    assert (second.actual, second.percent) == (35_000, 50)
    assert [step.actual for _period, step in first.steps] == [20_000, 35_000]


def test_the_same_place_twice_is_said(cast: Cast, row: Indicator, january: Period) -> None:
    tartus = make_place("SY10", "طرطوس", "Tartus")
    measured(cast, row, january, 20, place=tartus)
    assert not progress_of(row).may_double
    measured(cast, row, january, 30, name="basel", place=tartus)
    found = progress_of(row)
    assert [(when, {one, other}) for when, one, other in found.doubles] == [(january, {cast.association, cast.other})]
    page = signed_in(cast.hala).get(f"/projects/{row.project_id}/indicators/").content.decode()
    assert "مجموع قد يتضمن تكراراً" in page


def test_edit_indicator_keeps_the_unit_of_what_was_reported(cast: Cast, row: Indicator, january: Period) -> None:
    measured(cast, row, january)
    with pytest.raises(Conflict) as refusal:
        edit_indicator(actor=cast.actor("basel"), indicator=row, unit="percent")
    assert refusal.value.code == "has_measurements"


def test_withdraw_indicator_takes_no_more_numbers(cast: Cast, row: Indicator, january: Period) -> None:
    withdraw_indicator(actor=cast.actor("basel"), indicator=row)
    with pytest.raises(Conflict) as refusal:
        measured(cast, row, january)
    assert (refusal.value.code, indicators_of(row.project)) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title": " "}, "required"),
        ({"unit": "kilo"}, "invalid_choice"),
        ({"target": Decimal(-1)}, "invalid_value"),
        ({"target": Decimal("2.5")}, "invalid_value"),
        ({"double_counting": "م" * 401}, "too_long"),
    ],
)
def test_create_indicator_refuses(cast: Cast, project: Project, details: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        indicator(cast, project, **details)
    assert codes(refusal) == [code]


def test_a_form_sent_twice_counts_once(cast: Cast, project: Project, row: Indicator, january: Period) -> None:
    client_id = uuid4()
    assert indicator(cast, project, client_id=client_id) == indicator(cast, project, client_id=client_id)
    report = uuid4()
    assert measured(cast, row, january, client_id=report) == measured(cast, row, january, client_id=report)
    with pytest.raises(Conflict):
        measured(cast, row, january, 11, client_id=report)


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_pages_measure_report_and_correct(cast: Cast, project: Project) -> None:
    lead, partner, today = signed_in(cast.basel), signed_in(cast.omar), timezone.localdate()
    days = {"starts_on": str(today - timedelta(5)), "ends_on": str(today + timedelta(5))}
    lead.post(f"/projects/{project.pk}/periods/new/", {"client_id": str(uuid4()), "title": "الربع الأول", **days})
    said = {"client_id": str(uuid4()), "title": "المتدربون", "unit": "persons", "target": "٢٠٠", "adds_up": "on"}
    assert lead.post(f"/projects/{project.pk}/indicators/new/", said).status_code == 302
    row, when = Indicator.objects.get(), Period.objects.get()
    lead.post(f"/indicators/{row.pk}/targets/", {f"target_{when.pk}": "80"})
    address = f"/indicators/{row.pk}/report/"
    assert partner.get(address).status_code == 200
    counts = {"all_f_adults": "٣٠", "all_m_children": "12", "with_f_adults": "2", "was_asked": "on", "value": "50"}
    assert partner.post(address, {"client_id": str(uuid4()), "period": when.pk, **counts}).status_code == 302
    made = Measurement.objects.get()
    cells = {(each.sex, each.age, each.disability): each.number for each in made.counts.all()}
    assert (cells["f", "adults", "with"], cells["f", "adults", "without"]) == (2, 28)
    assert (made.value, cells["x", "x", "x"]) == (50_000, 8)
    fix = {**counts, "client_id": str(uuid4()), "period": when.pk, "value": "", "reason": "عدٌّ أدق"}
    assert partner.post(f"/measurements/{made.pk}/correct/", fix).status_code == 302
    page = lead.get(f"/indicators/{row.pk}/").content.decode()
    assert "42" in page
    assert "عدٌّ أدق" in page


def test_the_form_says_what_does_not_add_up(cast: Cast, row: Indicator, january: Period) -> None:
    said = {"client_id": str(uuid4()), "period": january.pk, "all_f_adults": "30", "value": "20"}
    answer = signed_in(cast.omar).post(f"/indicators/{row.pk}/report/", said)
    assert answer.status_code == 200
    more = {**said, "value": "", "with_f_adults": "40"}
    assert signed_in(cast.omar).post(f"/indicators/{row.pk}/report/", more).status_code == 200
    assert not Measurement.objects.exists()


def test_closing_and_opening_on_the_page(cast: Cast, row: Indicator, january: Period) -> None:
    lead = signed_in(cast.basel)
    assert lead.post(f"/periods/{january.pk}/close/").status_code == 302
    assert "لا فترة مفتوحة" in signed_in(cast.omar).get(f"/indicators/{row.pk}/report/").content.decode()
    assert lead.post(f"/periods/{january.pk}/reopen/", {"reason": "تأخّر تقرير"}).status_code == 302
    january.refresh_from_db()
    assert (january.closed_at, january.reason) == (None, "تأخّر تقرير")
    assert signed_in(cast.omar).post(f"/periods/{january.pk}/close/").status_code == 403
    assert signed_in(cast.gharib).post(f"/periods/{january.pk}/close/").status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast, project: Project, january: Period) -> None:
    measured(cast, indicator(cast, project), january)
    first = queries_of(cast, f"/projects/{project.pk}/indicators/")
    for _ in range(2):
        measured(cast, indicator(cast, project), january)
    assert queries_of(cast, f"/projects/{project.pk}/indicators/") == first


def test_indicators_are_read_in_four_queries(
    cast: Cast, project: Project, january: Period, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        measured(cast, indicator(cast, project), january)
    with django_assert_num_queries(4):
        for each in indicators_of(project):
            assert each.actual == 10_000
