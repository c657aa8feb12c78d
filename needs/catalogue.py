"""The catalogue and the target groups as shipped in needs/data, put into the tables. Runs again without harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from arabic.normalise import normalise
from needs.guessing import ItemWords, PlaceWords, UnitWords, Vocabulary

FOLDER = Path(__file__).parent / "data"
SERVED_AT = {"field_kitchen", "bakery"}  # services that are also said for the place of them
SEARCH_LENGTH = 600


def read(name: str) -> Any:
    """A shipped file as JSON."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def search_text(name_ar: str, name_en: str, synonyms: list[str]) -> str:
    """Everything an item is found by, in the search form."""
    return normalise(" ".join([name_ar, name_en, *synonyms]))[:SEARCH_LENGTH]


def load(item_model: Any, unit_model: Any, group_model: Any, sector_model: Any) -> tuple[int, int]:
    """Write items, their units and the target groups, new ones and those that changed; returns how many there are.

    The models come as arguments, so that a migration can give its own of that time. What people proposed stays, what
    the secretariat has said of a thing stays as well, and so does a unit that is no longer shipped: lines may count in
    it. Where some do, a unit keeps its factor: a carton of 24 that somebody promised does not become one of 12.
    """
    sectors = dict(sector_model.objects.values_list("code", "pk"))
    shipped, reviewed = read("items.json"), reviewed_codes(item_model)
    for is_head in (True, False):  # a family before its members
        known = dict(item_model.objects.values_list("code", "pk"))
        rows = [
            item_model(**_columns(row, sectors, known))
            for row in shipped
            if (row["family"] is None) is is_head and row["code"] not in reviewed
        ]
        updated = ["kind", "sector_id", "family_id", "name_ar", "name_en", "synonyms", "search_text"]
        item_model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=updated)
    known = dict(item_model.objects.values_list("code", "pk"))
    units = [unit_model(item_id=known[row["code"]], **unit) for row in shipped for unit in unit_columns(row)]
    kept = factors_in_use(unit_model)
    for unit in units:
        unit.factor = kept.get((unit.item_id, unit.code), unit.factor)
    unit_model.objects.bulk_create(
        units, update_conflicts=True, unique_fields=["item_id", "code"], update_fields=["name_ar", "name_en", "factor"]
    )
    return len(shipped), load_groups(group_model)


def reviewed_codes(item_model: Any) -> set[str]:
    """Of what the secretariat has said something; before there was such a column, nothing."""
    if "reviewed_at" not in {field.name for field in item_model._meta.get_fields()}:
        return set()
    return set(item_model.objects.filter(reviewed_at__isnull=False).values_list("code", flat=True))


def factors_in_use(unit_model: Any) -> dict[tuple[int, str], int]:
    """{(item, code of a unit): factor} of those that lines of needs, offers or pledges count in."""
    lines = [unit_model._meta.apps.get_model("needs", name) for name in ("NeedLine", "OfferLine", "PledgeLine")]
    used = {pk for line in lines for pk in line.objects.order_by().values_list("unit", flat=True).distinct()}
    rows = unit_model.objects.filter(pk__in=used).values_list("item_id", "code", "factor")
    return {(item, code): factor for item, code, factor in rows}


def load_groups(group_model: Any) -> int:
    groups = read("target_groups.json")
    group_model.objects.bulk_create(
        [group_model(**row) for row in groups],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_ar", "name_en", "order"],
    )
    return len(groups)


def _columns(row: dict[str, Any], sectors: dict[str, int], known: dict[str, int]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": row["kind"],
        "sector_id": sectors[row["sector"]],
        "family_id": known[row["family"]] if row["family"] else None,
        "name_ar": row["name_ar"],
        "name_en": row["name_en"],
        "synonyms": row["synonyms"],
        "search_text": search_text(row["name_ar"], row["name_en"], row["synonyms"]),
    }


def unit_columns(row: dict[str, Any]) -> list[dict[str, Any]]:
    """An item's units as rows of the table, the base unit first."""
    names = {unit["code"]: unit for unit in read_units()}
    return [
        {
            "position": position,
            "code": code,
            "name_ar": names[code]["name_ar"],
            "name_en": names[code]["name_en"],
            "factor": factor,
        }
        for position, (code, factor) in enumerate([(row["unit"], 1), *row["units"].items()])
    ]


def read_units() -> list[dict[str, Any]]:
    """The units that items are counted in: code, names, and the words people say for them."""
    units: list[dict[str, Any]] = read("units.json")
    return units


def item_words(code: str, kind: str, names: list[str], units: list[str]) -> ItemWords:
    """What a reader of messages knows of an item. The plural of a skill looks like a pair of people."""
    return ItemWords(
        code,
        tuple(name for name in names if name),
        tuple(units),
        is_person=kind == "skill",
        is_place=kind == "space" or code in SERVED_AT,
    )


def unit_words() -> list[UnitWords]:
    """Every unit under each of its names; those of people and households name nobody's unit but themselves."""
    return [
        UnitWords(unit["code"], (unit["name_ar"], unit["name_en"], *unit["words"]))
        for unit in read_units()
        if unit["code"] not in {"person", "household"}
    ]


def place_words(rows: list[tuple[str, str, int, list[str]]]) -> list[PlaceWords]:
    """Places as (p-code, parent, level, names), and the names of quarters and towns by which people say them."""
    more = read("place_words.json")
    return [PlaceWords(code, parent, level, (*names, *more.get(code, []))) for code, parent, level, names in rows]


def vocabulary(items: list[ItemWords], places: list[tuple[str, str, int, list[str]]]) -> Vocabulary:
    """Everything a message is read against."""
    return Vocabulary(items, unit_words(), place_words(places))
