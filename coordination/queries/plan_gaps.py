"""What a unified plan overlaps and leaves out, with the rows behind coordination/overlapping.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from coordination.models import PlanLine, UnifiedPlan
from coordination.overlapping import Cell, Planned, cover, overlaps, overlaps_of, reaches
from coordination.overlapping import gaps as gaps_in
from needs.models import Need, TargetGroup
from needs.permissions import needs_for
from organizations.models import Place, Sector
from organizations.queries import governorates

EVERYBODY = ""
ALL_GROUPS = "all"  # the catalogue's own word for everybody
MOST_NEEDS = 200  # of the board that are compared
NEEDS_SHOWN = 8


@dataclass(frozen=True)
class Meeting:
    """Two lines that overlap; days as (first, last)."""

    one: PlanLine
    other: PlanLine
    is_same_work: bool
    days: tuple[Any, Any]


@dataclass(frozen=True)
class Gap:
    """For whom nobody plans anything at a place; `groups` are all of them where `is_empty`."""

    place: Place
    groups: list[TargetGroup]
    is_empty: bool


@dataclass(frozen=True)
class Cover:
    """A table of places and groups: how many organisations plan something there for them. `groups` is empty where the
    plan names none: then its one column is everybody.
    """

    places: Sequence[Place]
    groups: Sequence[TargetGroup]
    cells: dict[Cell, int]

    @property
    def columns(self) -> list[str]:
        return [group.code for group in self.groups] or [EVERYBODY]

    @property
    def rows(self) -> list[tuple[Place, list[int]]]:
        return [(place, [self.cells[place.pk, code] for code in self.columns]) for place in self.places]

    @property
    def gaps(self) -> list[Gap]:
        missing = set(gaps_in(self.cells))
        found = []
        for place in self.places:
            groups = [group for group in self.groups if (place.pk, group.code) in missing]
            is_empty = all((place.pk, code) in missing for code in self.columns)
            if groups or is_empty:
                found.append(Gap(place, groups, is_empty))
        return found


def planned(line: PlanLine) -> Planned:
    return Planned(
        key=line.pk or 0,
        organization=line.organization_id,
        activity=line.activity,
        place=line.place_id or line.plan.place_id or "",
        group=code_of(line.target_group),
        sector=line.sector.code if line.sector else "",
        starts_on=line.starts_on,
        ends_on=line.ends_on,
    )


def code_of(group: TargetGroup | None) -> str:
    return EVERYBODY if group is None or group.code == ALL_GROUPS else group.code


def meetings_of(lines: Sequence[PlanLine]) -> list[Meeting]:
    """The overlaps of a whole plan."""
    rows = {line.pk: line for line in lines}
    found = overlaps(planned(line) for line in lines)
    return [Meeting(rows[each.one.key], rows[each.other.key], each.is_same_work, each.days) for each in found]


def meetings_with(line: PlanLine, lines: Sequence[PlanLine]) -> list[Meeting]:
    """Those of one line that is being typed; what is known of it stands in `lines` by the same number."""
    rows = {each.pk: each for each in lines}
    found = overlaps_of(planned(line), (planned(each) for each in lines))
    return [Meeting(line, rows[each.other.key], each.is_same_work, each.days) for each in found]


def cover_of(plan: UnifiedPlan, lines: Sequence[PlanLine], needs: Iterable[Need] = ()) -> Cover:
    """The parts of the plan's place (the governorates, where it has none) and the groups that the plan or these needs
    name.
    """
    places, groups = parts_of_place(plan), groups_named(lines, needs)
    codes = [group.code for group in groups] or [EVERYBODY]
    return Cover(places, groups, cover(map(planned, lines), [place.pk for place in places], codes))


def parts_of_place(plan: UnifiedPlan) -> list[Place]:
    if plan.place is None:
        return list(governorates())
    return list(plan.place.children.order_by("pcode")) or [plan.place]


def groups_named(lines: Iterable[PlanLine], needs: Iterable[Need]) -> list[TargetGroup]:
    named = {line.target_group.pk: line.target_group for line in lines if line.target_group}
    named |= {group.pk: group for need in needs for group in need.target_groups.all()}
    return sorted((group for group in named.values() if code_of(group)), key=lambda group: (group.order, group.code))


# The board ------------------------------------------------------------------------------------------------------------
def open_needs(user: Any, plan: UnifiedPlan) -> list[Need]:
    """Of the plan's sector and place, those one sees, the most urgent first; two queries."""
    rows: QuerySet[Need] = needs_for(user).filter(status=Need.Status.OPEN)
    if plan.place_id:
        rows = rows.filter(place__pcode__startswith=plan.place_id)
    if plan.sector is not None:
        own = Sector.objects.filter(pk=plan.sector.pk) | Sector.objects.filter(parent=plan.sector)
        rows = rows.filter(sector__in=own)
    rows = rows.select_related("place", "organization")
    return list(rows.prefetch_related(Prefetch("target_groups")).order_by("urgency", "-pk")[:MOST_NEEDS])


def unanswered_needs(needs: Iterable[Need], lines: Iterable[PlanLine]) -> list[Need]:
    """Those for whose people nobody plans anything at their place."""
    rows = [planned(line) for line in lines]
    return [need for need in needs if not any(answers(line, need) for line in rows)][:NEEDS_SHOWN]


def answers(line: Planned, need: Need) -> bool:
    groups = [code_of(group) for group in need.target_groups.all()] or [EVERYBODY]
    return any(reaches(line, need.place_id, group) for group in groups)
