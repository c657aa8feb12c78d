"""What the reports of a project read: its activities as rows of the 4W, with the people they reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from needs.quantities import shown
from organizations.models import Place
from projects.models import Activity, Count, Indicator, Measurement, Partner, Project

PARTS = 1000
Row = dict[str, Any]
DIVIDED = {(sex, age): f"reached_{sex}_{age}" for sex in ("f", "m") for age in ("children", "adults", "elderly")}


def reported_activities(projects: Iterable[Project]) -> QuerySet[Activity]:
    """With all that a row shows: eight queries, however many they are."""
    standing = Measurement.objects.filter(is_standing=True).select_related("period").prefetch_related("counts")
    indicators = Indicator.objects.filter(
        withdrawn_at__isnull=True, unit__in=[Indicator.Unit.PERSONS, Indicator.Unit.HOUSEHOLDS]
    ).prefetch_related(Prefetch("measurements", standing))
    leads = Partner.objects.filter(status=Partner.Status.ACCEPTED, role=Partner.Role.LEAD)
    return (
        Activity.objects.filter(project__in=projects)
        .select_related("project", "organization", "funder", "sector", "place__parent__parent", "item")
        .prefetch_related(
            "target_groups",
            "item__units",
            Prefetch("indicators", indicators),
            Prefetch("project__partners", leads.select_related("organization")),
        )
        .order_by("project", "position", "pk")
    )


def four_w_rows(projects: Iterable[Project], today: date) -> list[Row]:
    return [row_of(activity, today) for activity in reported_activities(projects)]


def row_of(row: Activity, today: date) -> Row:
    lead = next((each.organization for each in row.project.partners.all()), None)
    doing = row.organization or lead
    return {
        "code": row.code,
        "reporting": str(lead or ""),
        "implementing": str(doing or ""),
        "implementing_kind": doing.get_kind_display() if doing else "",
        "funder": str(row.funder or ""),
        "project_code": row.project.code,
        "project": row.project.title,
        "sector": str(row.sector or ""),
        "sector_code": row.sector.code if row.sector else "",
        "subsector": row.subsector,
        "activity": row.title,
        **item_of(row),
        "modality": row.get_modality_display() if row.modality else "",
        **place_of(row.place),
        "site": row.site,
        "status": row.get_status_display(),
        "starts_on": row.starts_on or row.project.starts_on,
        "ends_on": row.ends_on or row.project.ends_on,
        "reported_on": today,
        "groups": "، ".join(str(group) for group in row.target_groups.all()),
        "targeted": row.targeted,
        "targeted_households": row.targeted_households,
        **reached_by(row),
        "remarks": row.note,
    }


def item_of(row: Activity) -> Row:
    if row.item is None:
        return {"item": "", "quantity": None, "unit": ""}
    unit = next(iter(row.item.units.all()), None)
    return {
        "item": str(row.item),
        "quantity": shown(row.quantity) if row.quantity else None,
        "unit": str(unit or ""),
    }


def place_of(place: Place | None) -> Row:
    """Its governorate, district and sub-district, each with its p-code."""
    found: Row = {f"adm{level}{part}": "" for level in (1, 2, 3) for part in ("", "_code")}
    while place is not None:
        found |= {f"adm{place.level}": str(place), f"adm{place.level}_code": place.pk}
        place = place.parent
    return found


def reached_by(row: Activity) -> Row:
    """People and households. Where several indicators of an activity count people, the one that counts most is taken,
    as the same people stand in all of them.
    """
    people = [each for each in row.indicators.all() if each.unit == Indicator.Unit.PERSONS]
    households = [each for each in row.indicators.all() if each.unit == Indicator.Unit.HOUSEHOLDS]
    found: Row = {}
    if reports := max((counted(each) for each in people), key=total, default=[]):
        found = {"reached": total(reports), **divided(reports)}
    if reports := max((counted(each) for each in households), key=total, default=[]):
        found["reached_households"] = total(reports)
    return found


def counted(indicator: Indicator) -> list[Measurement]:
    """The reports that make up its value: all where they add up, else the newest of each organisation and place."""
    reports = list(indicator.measurements.all())
    if indicator.adds_up:
        return reports
    newest: dict[tuple[int, str | None], Measurement] = {}
    for each in sorted(reports, key=lambda each: (each.period.starts_on, each.pk)):
        newest[each.organization_id, each.place_id] = each
    return list(newest.values())


def total(reports: list[Measurement]) -> int:
    return sum(each.value for each in reports) // PARTS


def divided(reports: list[Measurement]) -> dict[str, int]:
    """By sex and age, and how many have a disability; what was not recorded stands in the whole only."""
    numbers: dict[str, int] = defaultdict(int)
    for each in (count for report in reports for count in report.counts.all()):
        if key := DIVIDED.get((each.sex, each.age)):
            numbers[key] += each.number
        if each.disability == Count.Disability.WITH:
            numbers["reached_disabled"] += each.number
    return dict(numbers)
