"""Indicators as pages, the API and reports read them: how far each is, by period, by whom and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from journal.stamps import stamp
from needs.quantities import shown
from organizations.models import Organization
from organizations.queries import organization_mark
from projects import figures
from projects.charts import Chart, Step, chart
from projects.figures import Measured
from projects.models import Indicator, Measurement, Period, Project, Target

Facts = dict[str, Any]
PCODES = (4, 6, 8)  # letters of a governorate, a district, a sub-district


@dataclass(frozen=True)
class Progress:
    """An indicator with what was reported of it, in the periods of its project."""

    indicator: Indicator
    periods: list[Period]
    rows: list[Measurement]  # those that stand, in the order of their periods
    targets: dict[int, int]  # of periods

    @cached_property
    def measured(self) -> list[Measured]:
        place = {period.pk: at for at, period in enumerate(self.periods)}
        return [measured(row, place[row.period_id]) for row in self.rows if row.period_id in place]

    @property
    def is_share(self) -> bool:
        return self.indicator.unit == Indicator.Unit.PERCENT

    @cached_property
    def actual(self) -> int | None:
        return self.total(self.measured)

    def total(self, rows: Iterable[Measured]) -> int | None:
        return figures.total(rows, adds_up=self.indicator.adds_up, is_share=self.is_share)

    @property
    def percent(self) -> int | None:
        """Of the way; of what adds up from nothing on, as its values are what was added."""
        baseline = None if self.indicator.adds_up else self.indicator.baseline
        return figures.reached(self.actual, self.indicator.target, baseline)

    @cached_property
    def reached_in(self) -> Period | None:
        """The last period of which anything was reported."""
        return self.periods[max(row.period for row in self.measured)] if self.measured else None

    @property
    def bar(self) -> int:
        return min(figures.WHOLE, self.percent or 0)

    @property
    def before(self) -> int:
        return figures.before(self.counting)

    @cached_property
    def counting(self) -> list[Measured]:
        """Those that make the total."""
        return self.measured if self.indicator.adds_up else figures.latest(self.measured)

    # What may be counted twice; shares and other numbers are no people.
    @cached_property
    def doubles(self) -> list[tuple[Period, Organization, Organization]]:
        names = {row.organization_id: row.organization for row in self.rows}
        found = sorted(figures.doubles(self.counting)) if self.indicator.counts else []
        return [(self.periods[period], names[one], names[other]) for period, one, other in found]

    @property
    def doubles_in_words(self) -> list[tuple[Organization, Organization, str]]:
        """Each two of them once, with the names of the periods."""
        pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
        names = {row.organization_id: row.organization for row in self.rows}
        for period, one, other in self.doubles:
            pairs[one.pk, other.pk].append(period.title)
        return [(names[one], names[other], " · ".join(titles)) for (one, other), titles in pairs.items()]

    @cached_property
    def repeats(self) -> list[Organization]:
        names = {row.organization_id: row.organization for row in self.rows}
        is_asked = self.indicator.counts and self.indicator.adds_up
        return [names[pk] for pk in sorted(figures.repeats(self.measured))] if is_asked else []

    @property
    def may_double(self) -> bool:
        return bool(self.doubles or self.repeats)

    # By period and by whom
    def step(self, at: int) -> Step:
        period = self.periods[at]
        actual = self.total([row for row in self.measured if row.period == at])
        return Step(period.title, actual, self.targets.get(period.pk))

    @cached_property
    def steps(self) -> list[tuple[Period, Step]]:
        return [(period, self.step(at)) for at, period in enumerate(self.periods)]

    @property
    def chart(self) -> Chart:
        """Of what adds up the whole target is no line: a bar is one period's share of it."""
        steps = [step for _period, step in self.steps]
        if self.indicator.adds_up:
            return chart(steps)
        return chart(steps, baseline=self.indicator.baseline, target=self.indicator.target)

    @property
    def by_organization(self) -> list[tuple[Organization, int | None]]:
        groups: dict[int, list[Measured]] = defaultdict(list)
        for row in self.measured:
            groups[row.organization].append(row)
        names = {row.organization_id: row.organization for row in self.rows}
        return [(names[pk], self.total(group)) for pk, group in groups.items()]

    @property
    def counts(self) -> dict[figures.Cell, int]:
        """Of all that make the total; only of an indicator read with its counts."""
        wanted = {row.order for row in self.counting}
        return figures.summed(counts_of(row) for row in self.rows if row.pk in wanted)


def measured(row: Measurement, period: int) -> Measured:
    area = tuple(row.place_id[:length] for length in PCODES if len(row.place_id) >= length) if row.place_id else ()
    return Measured(period, row.organization_id, row.value, area, row.counted_before, row.pk)


def counts_of(row: Measurement) -> dict[figures.Cell, int]:
    return {(each.sex, each.age, each.disability): each.number for each in row.counts.all()}


def whole_measurements(rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
    return rows.select_related(
        "indicator__project", "period", "organization__governorate", "place", "author", "corrects", "correction"
    ).prefetch_related("counts")


def periods_of(project: Project) -> list[Period]:
    return list(project.periods.select_related("closed_by").order_by("starts_on", "pk"))


def indicators_of(
    project: Project, periods: list[Period] | None = None, *, with_counts: bool = False
) -> list[Progress]:
    """All that are measured, in their order. Four queries, and one more for counts."""
    known = periods_of(project) if periods is None else periods
    rows = project.indicators.filter(withdrawn_at__isnull=True).select_related("result", "activity")
    return [progress(row, known) for row in read_whole(rows, with_counts=with_counts)]


def first_indicators(project: Project, most: int) -> list[Progress]:
    """The first of them for a page that says no more than how far they are: without targets of periods, and without
    names of who reported. Three queries.
    """
    standing = Measurement.objects.filter(is_standing=True).order_by("period__starts_on", "pk")
    rows = project.indicators.filter(withdrawn_at__isnull=True)
    known = list(project.periods.order_by("starts_on", "pk"))
    read: Any = rows.prefetch_related(Prefetch("measurements", standing, to_attr="standing"))[:most]
    return [Progress(row, known, row.standing, {}) for row in read]


def progress_of(indicator: Indicator) -> Progress:
    """One of them, with its counts."""
    rows = Indicator.objects.filter(pk=indicator.pk).select_related("project", "result", "activity")
    row = read_whole(rows, with_counts=True).get()
    return progress(row, periods_of(row.project))


def read_whole(rows: QuerySet[Indicator], *, with_counts: bool) -> QuerySet[Indicator]:
    standing = Measurement.objects.filter(is_standing=True).select_related("organization", "place", "period", "author")
    standing = standing.order_by("period__starts_on", "pk")
    if with_counts:
        standing = standing.prefetch_related("counts")
    return rows.prefetch_related(
        Prefetch("measurements", standing, to_attr="standing"),
        Prefetch("targets", Target.objects.order_by("pk"), to_attr="aims"),
    )


def progress(row: Any, periods: list[Period]) -> Progress:
    return Progress(row, periods, row.standing, {each.period_id: each.value for each in row.aims})


def corrected_measurements(indicator: Indicator) -> QuerySet[Measurement]:
    """What counts no more, the newest first."""
    return whole_measurements(indicator.measurements.filter(is_standing=False)).order_by("-pk")


def period_to_report(periods: Iterable[Period]) -> Period | None:
    """The one a form proposes: the open one in which today lies, else the last open one that has begun."""
    today = timezone.localdate()
    begun = [period for period in periods if period.closed_at is None and period.starts_on <= today]
    return max(begun, key=lambda period: period.starts_on) if begun else None


# Facts ----------------------------------------------------------------------------------------------------------------
def periods(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: period_facts(row) for row in Period.objects.filter(pk__in=ids)}


def period_facts(row: Period) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "title": row.title,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "is_closed": row.closed_at is not None,
        "closed_at": stamp(row.closed_at),
        "reason": row.reason,
    }


def indicators(ids: list[int]) -> dict[int, Facts]:
    rows = Indicator.objects.filter(pk__in=ids).prefetch_related("targets")
    return {row.pk: indicator_facts(row, {each.period_id: each.value for each in row.targets.all()}) for row in rows}


def value_facts(parts: int | None) -> str | None:
    return None if parts is None else format(shown(parts), "f")


def indicator_facts(row: Indicator, targets: dict[int, int]) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "result": row.result_id,
        "activity": row.activity_id,
        "title": row.title,
        "definition": row.definition,
        "unit": row.unit,
        "unit_words": row.unit_words,
        "adds_up": row.adds_up,
        "baseline": value_facts(row.baseline),
        "target": value_facts(row.target),
        "targets": [{"period": period, "value": value_facts(value)} for period, value in sorted(targets.items())],
        "double_counting": row.double_counting,
        "created_at": stamp(row.created_at),
        "withdrawn_at": stamp(row.withdrawn_at),
    }


def progress_facts(each: Progress) -> Facts:
    """With how far it is; `may_double` where the same people may be in the total more than once."""
    return {
        **indicator_facts(each.indicator, each.targets),
        "actual": value_facts(each.actual),
        "percent": each.percent,
        "counted_before": each.before,
        "may_double": each.may_double,
        "periods": [
            {"period": period.pk, "actual": value_facts(step.actual), "target": value_facts(step.target)}
            for period, step in each.steps
        ],
    }


def measurements(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: measurement_facts(row) for row in whole_measurements(Measurement.objects.filter(pk__in=ids))}


def measurement_facts(row: Measurement) -> Facts:
    return {
        "id": row.pk,
        "indicator": row.indicator_id,
        "project": row.indicator.project_id,
        "period": row.period_id,
        "organization": organization_mark(row.organization),
        "place": row.place_id,
        "value": value_facts(row.value),
        "counts": [
            {"sex": each.sex, "age": each.age, "disability": each.disability, "number": each.number}
            for each in row.counts.all()
        ],
        "counted_before": row.counted_before,
        "note": row.note,
        "is_standing": row.is_standing,
        "corrects": row.corrects_id,
        "reason": row.reason,
        "created_at": stamp(row.created_at),
    }


def decimal_of(parts: int | None) -> Decimal | None:
    return None if parts is None else shown(parts)
