"""Items of the catalogue found by what people type."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from arabic.normalise import normalise
from needs.models import Item

FOUND = 8
MOST = 60


def offered_items(*, merged: bool = False) -> QuerySet[Item]:
    """What may be chosen, each with its units; what was merged into another is left out unless asked for."""
    rows = Item.objects.select_related("sector", "family", "merged_into").prefetch_related("units")
    return rows if merged else rows.filter(merged_into__isnull=True)


def item_facts(item: Item) -> dict[str, Any]:
    """As the API and the journal show it; the base unit comes first."""
    return {
        "id": item.pk,
        "code": item.code,
        "name": str(item),
        "name_ar": item.name_ar,
        "name_en": item.name_en,
        "synonyms": item.synonyms,
        "kind": item.kind,
        "sector": item.sector.code,
        "family": item.family.code if item.family else None,
        "is_reviewed": item.is_reviewed,
        "merged_into": item.merged_into.code if item.merged_into else None,
        "units": [
            {
                "code": unit.code,
                "name": str(unit),
                "name_ar": unit.name_ar,
                "name_en": unit.name_en,
                "factor": unit.factor,
            }
            for unit in item.units.all()
        ],
    }


def found_items(text: str, limit: int = FOUND) -> list[Item]:
    """Items whose names or synonyms hold each of the words; those so named come first, then the shorter names."""
    wanted = normalise(text)
    rows = offered_items()
    for word in wanted.split()[:6]:
        rows = rows.filter(search_text__contains=bare(word))
    return sorted(rows[:MOST], key=lambda item: (not is_named(item, wanted), len(item.name_ar), item.pk))[:limit]


def bare(word: str) -> str:
    """Without the article, which people put before what they search for."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_named(item: Item, wanted: str) -> bool:
    names = [item.name_ar, item.name_en, item.code, *item.synonyms]
    return bare(wanted) in {bare(normalise(name)) for name in names}


def item_named(text: str) -> Item | None:
    """The item that a text names without doubt: by its name, code or a synonym."""
    wanted = normalise(text)
    named = [item for item in found_items(text, MOST) if is_named(item, wanted)] if wanted else []
    return named[0] if named else None
