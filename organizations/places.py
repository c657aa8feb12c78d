"""Places and sectors as shipped in organizations/data, put into the tables. Runs again without harm."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from arabic.normalise import normalise

FOLDER = Path(__file__).parent / "data"


def load(place_model: Any, sector_model: Any) -> tuple[int, int]:
    """Write every place and sector, new ones and those whose names changed; returns how many of each there are.

    The models come as arguments, so that a migration can give its own of that time.
    """
    places, sectors = place_columns(), read("sectors.json")
    names = [name for name in places[0] if name != "pcode"]
    for level in (1, 2, 3):
        rows = [place_model(**columns) for columns in places if columns["level"] == level]
        place_model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pcode"], update_fields=names)
    for columns in sorted(sectors, key=lambda row: row["parent"] is not None):  # parents first
        load_sector(sector_model, dict(columns))
    return len(places), len(sectors)


def place_columns() -> list[dict[str, Any]]:
    shipped = read("places.json")
    rows = [dict(zip(shipped["fields"], values, strict=True)) for values in shipped["places"]]
    for row in rows:
        row["pcode"], row["parent_id"], row["search_text"] = row.pop("code"), row.pop("parent"), words_of(row)
    return rows


def words_of(row: dict[str, Any]) -> str:
    return normalise(" ".join([row["name_ar"], row["name_en"], *row["aliases"]]))[:400]


def load_sector(sector_model: Any, columns: dict[str, Any]) -> None:
    parent = columns.pop("parent")
    code = columns.pop("code")
    columns["iati_code"] = columns["iati_code"] or ""
    columns["parent"] = sector_model.objects.get(code=parent) if parent else None
    sector_model.objects.update_or_create(code=code, defaults=columns)


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Which sub-districts share a border: {p-code: p-codes}, as shipped."""
    return {code: frozenset(others) for code, others in read("neighbours.json").items()}


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
