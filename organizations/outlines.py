"""Maps of governorates, and of the districts of one, shaded by a number for each place: drawn by the server as SVG.

`organizations/_map.html` draws what `shaded_map` returns. The outlines are those of organizations/data (README there).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from arabic.numbers import format_number
from organizations.models import in_language
from organizations.places import place_columns, read

SHADES = 4  # beside 0, which stands for nothing
LETTER = 0.46  # how wide an Arabic letter is on average, in parts of its height


@dataclass(frozen=True)
class Region:
    """One place on a map. `label` and `inset` say where its name and its larger second drawing stand, if they do."""

    pcode: str
    name: str
    path: str
    number: int
    words: str
    shade: int
    href: str
    is_here: bool
    label: tuple[int, int] | None
    inset: tuple[int, int, int] | None


@dataclass(frozen=True)
class ShadedMap:
    """A drawing with its legend: `steps` are (shade, words), from few to many; none where every number is 0."""

    view_box: str
    letters: int
    within: str
    regions: list[Region]
    steps: list[tuple[int, str]]


def shaded_map(
    numbers: Mapping[str, int],
    *,
    words: Callable[[str], str],
    address: Callable[[str], str],
    within: str = "",
    here: str = "",
) -> ShadedMap:
    """Return the country's governorates, or the districts `within` one, each shaded by its number (missing ones are 0).

    `words` says what a p-code's number means, `address` where a tap on it leads. `here` is the place one looks at,
    of any level: the region that holds it is marked.
    """
    drawn = drawing(within)
    limits = thresholds(max((numbers.get(code, 0) for code in drawn["paths"]), default=0))
    regions = [
        Region(
            pcode=code,
            name=place_name(code),
            path=path,
            number=numbers.get(code, 0),
            words=words(code),
            shade=shade_of(numbers.get(code, 0), limits),
            href=address(code),
            is_here=bool(here) and here.startswith(code),
            label=label_of(code, drawn),
            inset=tuple(drawn.get("insets", {}).get(code, ())) or None,
        )
        for code, path in drawn["paths"].items()
    ]
    regions.sort(key=lambda region: region.is_here)  # drawn last, no neighbour's border hides its own
    return ShadedMap(drawn["viewBox"], drawn["letters"], within, regions, legend(limits))


def has_outlines(pcode: str) -> bool:
    """Whether there is a drawing of the districts within a place."""
    return pcode in shipped("districts.svg.json")


def drawing(within: str) -> dict[str, Any]:
    """The drawing (make_outlines.py) of the country, or of the districts of a governorate (KeyError)."""
    found: dict[str, Any] = shipped("districts.svg.json")[within] if within else shipped("governorates.svg.json")
    return found


@cache
def shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read(name)
    return found


@cache
def names() -> dict[str, tuple[str, str]]:
    return {row["pcode"]: (row["name_ar"], row["name_en"]) for row in place_columns()}


def place_name(pcode: str) -> str:
    """The name of a shipped place in the reader's language, without asking the database."""
    return in_language(*names()[pcode])


def thresholds(most: int) -> list[int]:
    """Return from which number on each darker shade begins: [1, an eighth, a quarter, a half of the most], rounded to
    what people count in, fewer where the most is small. Needs differ by powers, so equal steps would leave one place
    dark and all others pale.
    """
    if most <= 0:
        return []
    return sorted({1, *(rounded_up(most / part) for part in (8, 4, 2))})[-SHADES:]


def rounded_up(number: float) -> int:
    """1, 2, 3 … 10, 15, 20, 25, 30 … 100, 150 …: the first of those not below the number."""
    size = 1
    while number > 10 * size:
        size *= 10
    step = size if size == 1 else size // 2
    return int(-(-number // step) * step)


def shade_of(number: int, limits: list[int]) -> int:
    """0 for nothing, else 1 (pale) to 4 (dark); a map with few steps uses the darker ones."""
    reached = sum(number >= limit for limit in limits)
    return reached + SHADES - len(limits) if reached else 0


def legend(limits: list[int]) -> list[tuple[int, str]]:
    first = SHADES - len(limits) + 1
    ends = [*(limit - 1 for limit in limits), None][1:]
    return [(first + place, span(start, end)) for place, (start, end) in enumerate(zip(limits, ends, strict=True))]


def span(start: int, end: int | None) -> str:
    """As a legend writes it: "1–250", "7" where it is one number, "1,000+" for the last."""
    if end is None:
        return f"{format_number(start)}+"
    return format_number(start) if start == end else f"{format_number(start)}–{format_number(end)}"


def label_of(code: str, drawn: dict[str, Any]) -> tuple[int, int] | None:
    """Where the name stands, if there is room for it; in its second drawing if it has one."""
    x, y, room = drawn["labels"][code]
    if inset := drawn.get("insets", {}).get(code):
        x, y, room = inset[0] + x * inset[2], inset[1] + y * inset[2], room * inset[2]
    return (x, y) if len(place_name(code)) * drawn["letters"] * LETTER <= room else None
