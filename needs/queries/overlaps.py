"""Overlaps: two organisations plan the same for the same people at the same place, in dates that meet.

The same is an item or its sisters of one family; the same people are a target group that both needs name, or needs that
name none; the same place is the same p-code. Of one need several givers are no overlap: its lines say who brings what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from needs.models import Item, Need, Pledge, PledgeLine, TargetGroup
from needs.wording import quantity
from organizations.models import Organization, Place

# Not yet there: what has arrived cannot be sent elsewhere any more.
PLANNED = (Pledge.Status.PROPOSED, Pledge.Status.ACCEPTED, Pledge.Status.DISPATCHED)
NEAR = timedelta(days=14)
MOST = 20
FAMILY = Coalesce("need_line__item__family_id", "need_line__item_id")
Key = tuple[int, str, int | None]  # family's id, p-code, target group's id


@dataclass(frozen=True)
class Plan:
    """One organisation's promise within an overlap. `quantity` in thousandths of `unit` of so many base units."""

    pledge: Pledge
    item: Item
    quantity: int
    unit: Any

    @property
    def amount(self) -> str:
        """How much, in its own unit, as people read it."""
        return quantity(self.quantity, self.unit.factor)

    @property
    def organization(self) -> Organization:
        return self.pledge.organization

    @property
    def need(self) -> Need:
        return self.pledge.need


@dataclass(frozen=True)
class Overlap:
    """What two or more organisations plan alike, the earliest first; `groups` are those that all their needs name."""

    family: Item
    place: Place
    groups: list[TargetGroup]
    plans: list[Plan]

    @property
    def households(self) -> int:
        """How many households the needs speak of together, each need once; 0 where none says."""
        needs = {plan.need.pk: plan.need for plan in self.plans}
        return sum(need.households or 0 for need in needs.values())

    @property
    def organizations(self) -> list[Organization]:
        return list({plan.organization.pk: plan.organization for plan in self.plans}.values())


def overlaps(seen: QuerySet[Need], *, place: str = "", organization: int | None = None) -> list[Overlap]:
    """At most 20, those in which most is planned first, among the needs somebody may see; within a place by the
    beginning of its p-code; of one organisation, where asked. Five queries, whatever there is.
    """
    lines = planned(seen, place)
    keys = meeting(lines, organization)
    if not keys:
        return []
    plans = plans_of(seen, keys)
    families = Item.objects.in_bulk({family for family, _, _ in keys})
    groups = TargetGroup.objects.in_bulk({group for _, _, group in keys if group})
    found: dict[tuple[int, tuple[int, ...]], Overlap] = {}
    for key in keys:
        family, _, group = key
        near = meeting_in_time(plans[key])
        if near:  # the same promises under two groups are one overlap
            same = (family, tuple(plan.pledge.pk for plan in near))
            overlap = found.setdefault(same, Overlap(families[family], near[0].need.place, [], near))
            overlap.groups.extend([groups[group]] if group else [])
    return list(found.values())


def overlaps_of(seen: QuerySet[Need], need: Need, organization: int | None) -> list[Plan]:
    """What others than this organisation plan that a promise of its own to this need would meet."""
    items = Coalesce("item__family_id", "item_id")
    families = set(need.lines.annotate(family=items).values_list("family", flat=True))
    groups: set[int | None] = set(need.target_groups.values_list("pk", flat=True)) or {None}
    lines = planned(seen.filter(place=need.place_id), "").exclude(need_line__need=need.pk)
    others = lines.exclude(pledge__organization=organization or 0).filter(family__in=families)
    plans = {plan.pledge.pk: plan for key, each in gathered(others).items() if key[2] in groups for plan in each}
    return [plan for plan in plans.values() if is_near(day_of(plan), need.needed_by)]


def planned(seen: QuerySet[Need], place: str) -> QuerySet[Any]:
    """The lines of running promises to these needs, each with its `family`, `place` and `group`."""
    lines = PledgeLine.objects.filter(pledge__status__in=PLANNED, need_line__need__in=seen.order_by().values("pk"))
    if place:
        lines = lines.filter(need_line__need__place__pcode__startswith=place)
    return lines.annotate(
        family=FAMILY, place=F("need_line__need__place_id"), group=F("need_line__need__target_groups")
    )


def meeting(lines: QuerySet[Any], organization: int | None) -> list[Key]:
    """The keys under which two organisations promised to two needs."""
    found = lines.order_by().values("family", "place", "group")
    # The least and the greatest number differ: as good as counting different ones, and half the work.
    different = found.annotate(
        giver=Min("pledge__organization"), need=Min("need_line__need"), amount=Sum("quantity")
    ).filter(giver__lt=Max("pledge__organization"), need__lt=Max("need_line__need"))
    if organization is not None:
        different = different.annotate(own=Count("pk", filter=Q(pledge__organization=organization))).filter(own__gt=0)
    rows = different.order_by("-amount", "family", "place")
    return [(row["family"], row["place"], row["group"]) for row in rows[:MOST]]


def plans_of(seen: QuerySet[Need], keys: Iterable[Key]) -> dict[Key, list[Plan]]:
    """The plans under these keys; two queries, as the needs of a few places are found by their index."""
    wanted, families = set(keys), defaultdict(set)
    for family, place, _ in wanted:
        families[place].add(family)
    needs = list(seen.order_by().filter(place__in=families).values_list("pk", flat=True))
    # Place by place: a row is read with all that it belongs to, and of every family at every place most is not wanted.
    there = reduce(or_, (Q(place=place, family__in=found) for place, found in families.items()), Q(pk=None))
    lines = planned(Need.objects.filter(pk__in=needs), "").filter(there)
    return {key: plans for key, plans in gathered(lines).items() if key in wanted}


def gathered(lines: QuerySet[Any]) -> dict[Key, list[Plan]]:
    rows = lines.select_related(
        "unit", "need_line__item", "pledge__organization", "pledge__need__place", "pledge__need__organization"
    ).order_by("pledge__expected_on", "pk")
    found: dict[Key, list[Plan]] = defaultdict(list)
    for row in rows:
        key = (row.family, row.place, row.group)
        found[key].append(Plan(row.pledge, row.need_line.item, row.quantity, row.unit))
    return found


def meeting_in_time(plans: list[Plan]) -> list[Plan]:
    """Those that another organisation's promise to another need comes near to; the earliest first."""
    return [plan for plan in plans if any(meets(plan, other) for other in plans)]


def meets(plan: Plan, other: Plan) -> bool:
    are_others = plan.organization.pk != other.organization.pk and plan.need.pk != other.need.pk
    return are_others and is_near(day_of(plan), day_of(other))


def day_of(plan: Plan) -> date | None:
    """When it is to be there, as far as anybody said."""
    return plan.pledge.expected_on or plan.need.needed_by


def is_near(day: date | None, other: date | None) -> bool:
    """Days nobody told may be any."""
    return day is None or other is None or abs(day - other) <= NEAR


def shared_item(first: Pledge, second: Pledge) -> Item | None:
    """The family of which both plan something; None where they do not, or one of them no longer plans."""
    if {first.status, second.status} - set(PLANNED):
        return None
    families = [set(row.lines.annotate(family=FAMILY).values_list("family", flat=True)) for row in (first, second)]
    return Item.objects.filter(pk__in=families[0] & families[1]).order_by("pk").first()
