"""Needs that are likely the same as one that somebody is writing, or as one that stands (needs/likeness.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from needs.likeness import DISTRICT_CODE, Likeness, Sketch, likeness
from needs.models import Distinction, Item, Need, NeedLine
from needs.permissions import needs_for
from needs.queries.postings import with_lines
from organizations.places import neighbours

LIMIT = 4
MOST = 600
ASKING = (Need.Status.OPEN, Need.Status.COVERED, Need.Status.EXPIRED)
CARE = "care gaps of "  # a care gap is known by its sector where it has no lines


@dataclass(frozen=True)
class Alike:
    """A need that stands, and why it may be the same."""

    need: Need
    likeness: Likeness


def sketch_of(need: Need) -> Sketch:
    """What tells a need that stands from others. Two queries, if not fetched before."""
    return sketched(
        title=need.title,
        place=need.place_id,
        items=[line.item for line in need.lines.select_related("item__family")],
        groups=[group.code for group in need.target_groups.all()],
        care_of=need.sector.code if need.kind == Need.Kind.CARE_GAP else "",
        until=need.needed_by or need.valid_until,
    )


def sketched(
    *,
    title: str,
    place: str,
    items: Iterable[Item],
    groups: Iterable[str] = (),
    care_of: str = "",
    until: date | None = None,
) -> Sketch:
    """What tells a need from others, as far as it is written. `care_of`: the sector of a care gap."""
    rows = list(items)
    codes = frozenset(item.code for item in rows)
    families = frozenset(item.family.code if item.family else item.code for item in rows)
    if care_of:
        families |= {CARE + care_of}
    return Sketch(title, place, codes, families, frozenset(groups), timezone.localdate(), until)


def likely_duplicates(user: Any, sketch: Sketch, *, but: Need | None = None, limit: int = LIMIT) -> list[Alike]:
    """Needs the person may see that are likely the same, likeliest first. Without item and place nobody is warned."""
    if not sketch.families or not sketch.place:
        return []
    near = needs_for(user).filter(where_near(sketch.place), of_families(sketch.families), status__in=ASKING)
    if but is not None:
        near = near.exclude(pk=but.pk).exclude(pk__in=told_apart(but))
    found = [(pk, likeness(sketch, other, neighbours())) for pk, other in sketches(near).items()]
    likely = sorted(((pk, why) for pk, why in found if why.is_likely), key=lambda pair: (-pair[1].score, pair[0]))
    rows = {row.pk: row for row in with_lines(Need.objects.filter(pk__in=[pk for pk, _ in likely[:limit]]))}
    return [Alike(rows[pk], why) for pk, why in likely[:limit] if pk in rows]


def where_near(place: str) -> Q:
    """Here, in what holds it and in what it holds, in the district, and next door."""
    holding = [place[:length] for length in (4, 6) if length < len(place)]
    near = Q(place__in=[place, *holding]) | Q(place__pcode__startswith=place)
    if len(place) >= DISTRICT_CODE:
        near |= Q(place__pcode__startswith=place[:DISTRICT_CODE])
    return near | Q(place__in=neighbours().get(place, frozenset()))


def of_families(families: frozenset[str]) -> Q:
    codes = {code for code in families if not code.startswith(CARE)}
    sectors = {code.removeprefix(CARE) for code in families if code.startswith(CARE)}
    lines = NeedLine.objects.filter(Q(item__code__in=codes) | Q(item__family__code__in=codes)).values("need")
    return Q(pk__in=lines) | Q(kind=Need.Kind.CARE_GAP, sector__code__in=sectors)


def sketches(needs: QuerySet[Need]) -> dict[int, Sketch]:
    """{number: sketch} of the newest of these needs; three queries."""
    columns = ("pk", "title", "place", "kind", "sector__code", "needed_by", "valid_until")
    rows = list(needs.order_by("-pk").values_list(*columns)[:MOST])
    pks = [row[0] for row in rows]
    items: dict[int, list[tuple[str, str]]] = {}
    for need, code, family in NeedLine.objects.filter(need__in=pks).values_list(
        "need", "item__code", "item__family__code"
    ):
        items.setdefault(need, []).append((code, family or code))
    groups: dict[int, set[str]] = {}
    for need, code in Need.target_groups.through._default_manager.filter(need__in=pks).values_list(
        "need", "targetgroup__code"
    ):
        groups.setdefault(need, set()).add(code)
    found = {}
    for pk, title, place, kind, sector, needed_by, valid_until in rows:
        own = items.get(pk, [])
        families = frozenset(family for _, family in own)
        families |= {CARE + sector} if kind == Need.Kind.CARE_GAP else frozenset()
        codes, told = frozenset(code for code, _ in own), frozenset(groups.get(pk, ()))
        found[pk] = Sketch(title, place, codes, families, told, None, needed_by or valid_until)
    return found


def told_apart(need: Need) -> set[int]:
    """The needs of which somebody said that they are not this one."""
    rows = Distinction.objects.filter(Q(need=need) | Q(other=need)).values_list("need", "other")
    return {pk for pair in rows for pk in pair} - {need.pk}
