"""The shipped catalogue and places as plain data, and how well messages are read: no database."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from needs.catalogue import item_words, read, vocabulary
from needs.guessing import Guess, Vocabulary, guess
from organizations.places import place_columns

HERE = Path(__file__).parent
NUMBERS = ("urgency", "people", "households")


@cache
def shipped_vocabulary() -> Vocabulary:
    items = [
        item_words(
            row["code"], row["kind"], [row["name_ar"], row["name_en"], *row["synonyms"]], [row["unit"], *row["units"]]
        )
        for row in read("items.json")
    ]
    places = [
        (row["pcode"], row["parent_id"] or "", row["level"], [row["name_ar"], row["name_en"], *row["aliases"]])
        for row in place_columns()
    ]
    return vocabulary(items, places)


def messages(name: str) -> list[dict[str, Any]]:
    return list(json.loads((HERE / name).read_text(encoding="utf-8")))


def fields(text: str, found: Guess | None = None) -> dict[str, Any]:
    """What is read in a message, a field at a time: `blanket`, `blanket.quantity`, `blanket.unit`, `place` …"""
    found = found or guess(text, shipped_vocabulary())
    lines = [[line.item, line.quantity, line.unit] for line in found.lines]
    numbers = {name: getattr(found, name) for name in NUMBERS}
    return flat({"lines": lines, "place": found.place, **numbers})


def flat(row: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {"place": row.get("place") or None, **{name: row.get(name) for name in NUMBERS}}
    for item, quantity, unit in row["lines"]:
        known |= {
            item: item,
            f"{item}.quantity": None if quantity is None else float(quantity),
            f"{item}.unit": unit or None,
        }
    return known


def marks(rows: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """How often a field is `right` where something was said, `missed`, `other` than said, `invented` where nothing
    was, or `empty` as it should be; and each that went wrong in words.
    """
    counted: Counter[str] = Counter()
    wrong = []
    for row in rows:
        said, read_ = flat(row), fields(row["text"])
        for name in sorted(said.keys() | read_.keys()):
            mark = _mark(said.get(name), read_.get(name))
            counted[mark] += 1
            if mark not in {"right", "empty"}:
                wrong.append(f"{mark} {name}: {read_.get(name)!r} for {said.get(name)!r} in {row['text']!r}")
    return counted, wrong


def _mark(said: Any, found: Any) -> str:
    if said is None:
        return "empty" if found is None else "invented"
    if found is None:
        return "missed"
    return "right" if said == found else "other"
