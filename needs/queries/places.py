"""Places found by what people type: a name, an alias, a p-code, or something near to one."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.db.models import QuerySet

from arabic.normalise import normalise
from organizations.models import Place

SHORTEST = 2
CLOSE = 0.6


def found_places(text: str, limit: int = 8) -> list[Place]:
    """Places whose names or codes hold each of the words, governorates first; whole names before parts of names."""
    wanted = normalise(text)
    if len(wanted) < SHORTEST:
        return []
    if wanted.startswith("sy") and wanted[2:].isdecimal():
        return list(with_parents(Place.objects.filter(pcode__startswith=wanted.upper()))[:limit])
    rows = Place.objects.all()
    for word in wanted.split()[:4]:
        rows = rows.filter(search_text__contains=word)
    return sorted(with_parents(rows)[:60], key=lambda row: (not is_named(row, wanted), row.level, row.pcode))[:limit]


def with_parents(rows: QuerySet[Place]) -> QuerySet[Place]:
    return rows.select_related("parent__parent").order_by("level", "pcode")


def is_named(place: Place, wanted: str) -> bool:
    return wanted in {
        normalise(place.name_ar),
        normalise(place.name_en),
        normalise(place.name_ar).removeprefix("مركز "),
    }


def nearest_places(text: str, limit: int = 3) -> list[Place]:
    """What somebody may have meant by a name or code that is unknown: the most alike, best first."""
    found = found_places(text, limit)
    wanted = normalise(text)
    if found or not wanted:
        return found
    rows = list(with_parents(Place.objects.all()))
    likeness = {row.pk: max(alike(wanted, each) for each in spellings(row)) for row in rows}
    near = sorted((row for row in rows if likeness[row.pk] >= CLOSE), key=lambda row: -likeness[row.pk])
    return near[:limit]


def spellings(place: Place) -> list[str]:
    return [place.pcode.lower(), normalise(place.name_ar), normalise(place.name_en), *map(normalise, place.aliases)]


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def place_named(text: str) -> Place | None:
    """The one place that a text names without doubt: by its code, or as the only one of that name."""
    exact = Place.objects.filter(pcode=normalise(text).upper()).first()
    if exact is not None:
        return exact
    wanted = normalise(text)
    named = [row for row in found_places(text, 60) if is_named(row, wanted)]
    return named[0] if len(named) == 1 else None
