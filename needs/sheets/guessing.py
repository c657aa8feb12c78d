"""What the columns of somebody's table are, guessed by their headings, their HXL tags, and what stands in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress

from arabic.normalise import normalise
from needs.sheets.columns import BY_KEY, columns_of, known_headings, own_headings
from needs.sheets.known import PCODE, Known
from organizations.sheets.reading import Table
from organizations.sheets.wrongs import Wrong

OURS = re.compile(r"[NGO]-[2-9A-Z]{5}")
ENOUGH = 0.6  # of the texts of a column must mean something
# Tags by their beginning, in the order in which they are tried: others write them with many attributes.
TAGS = (
    ("#activity+code", "code"),
    ("#meta+id", "reference"),
    ("#activity+id", "reference"),
    ("#activity", "title"),
    ("#meta+line", "line"),
    ("#meta+kind", "kind"),
    ("#meta+visibility", "visibility"),
    ("#meta+transport", "can_transport"),
    ("#org", "organization"),
    ("#sector", "sector"),
    ("#severity", "urgency"),
    ("#adm1", "governorate"),
    ("#adm2", "district"),
    ("#adm3", "subdistrict"),
    ("#loc", "place"),
    ("#item+num+promised", "promised"),
    ("#item+num+received", "received"),
    ("#item+num", "quantity"),
    ("#item+quantity", "quantity"),
    ("#item+unit", "unit"),
    ("#item+note", "note"),
    ("#item", "item"),
    ("#targeted+group", "target_groups"),
    ("#beneficiary", "target_groups"),
    ("#inneed+hh", "households"),
    ("#affected+hh", "households"),
    ("#targeted+hh", "households"),
    ("#inneed", "people"),
    ("#affected", "people"),
    ("#population", "population"),
    ("#capacity+existing", "existing_capacity"),
    ("#capacity+missing", "missing_capacity"),
    ("#date+needed", "needed_by"),
    ("#date+expires", "valid_until"),
    ("#date+start", "available_from"),
    ("#date+end", "available_until"),
    ("#description+conditions", "conditions"),
    ("#description", "description"),
    ("#status", "status"),
)


def guessed(table: Table, kind: str, known: Known) -> list[str]:
    """For each column the key of ours, or "" for one that is left out. Each of ours is taken once."""
    taken: set[str] = set()
    found = [""] * len(table.headings)
    for guess in (by_own_heading, by_tag, by_heading, by_content):
        for at in range(len(found)):
            key = "" if found[at] else guess(table, at, kind, known)
            if key and key not in taken and kind in BY_KEY[key].of:
                found[at] = key
                taken.add(key)
    return [sound(table, at, key) for at, key in enumerate(found)]


def sound(table: Table, at: int, key: str) -> str:
    """A column of codes that are not ours holds somebody's own numbers."""
    if key == "code" and not any(OURS.fullmatch(text.upper()) for text in table.samples(at)):
        return "reference" if table.samples(at) else key
    return key


def by_own_heading(table: Table, at: int, kind: str, known: Known) -> str:
    return own_headings(kind).get(normalise(table.headings[at]), "")


def by_heading(table: Table, at: int, kind: str, known: Known) -> str:
    return known_headings(kind).get(normalise(table.headings[at]), "")


def by_tag(table: Table, at: int, kind: str, known: Known) -> str:
    base, *attributes = re.split(r"\s*\+", table.tags[at].strip().lower().replace("_", "+"))
    for tag, key in TAGS if base else ():
        wanted, *asked = tag.split("+")
        if base == wanted and set(asked) <= set(attributes) and kind in BY_KEY[key].of:
            return key
    return ""


def by_content(table: Table, at: int, kind: str, known: Known) -> str:
    samples = table.samples(at)
    if not samples:
        return ""
    tests: dict[str, Callable[[str], object]] = {
        "code": lambda text: must(OURS.fullmatch(text.upper())),
        "place": lambda text: must(PCODE.fullmatch(text.upper())),
        "item": lambda text: known.items[normalise(text)],
        "sector": lambda text: known.sectors[normalise(text)],
        "urgency": lambda text: must(not text.isdecimal()) and known.urgency(text),
        "unit": lambda text: known.unit_codes[normalise(text)],
    }
    return next((key for key, test in tests.items() if share(samples, test) >= ENOUGH), "")


def share(samples: list[str], test: Callable[[str], object]) -> float:
    met = 0
    for text in samples:
        with suppress(Wrong, LookupError):
            test(text)
            met += 1
    return met / len(samples)


def must(found: object) -> bool:
    if not found:
        raise LookupError
    return True


def is_sure(table: Table, kind: str, columns: list[str]) -> bool:
    """Is it a table of our own format, which nobody has to map: what it names it names as we do?"""
    own = set(own_headings(kind).values()) & {key for key in columns if key}
    by_us = [normalise(heading) in own_headings(kind) for heading in table.headings if heading]
    return bool({"title", "code"} & own) and {"item", "quantity"} <= own and all(by_us)


def digest_of_headings(table: Table) -> str:
    said = "\n".join(normalise(heading) for heading in table.headings)
    return hashlib.sha256(said.encode()).hexdigest()


def valid_columns(kind: str, columns: list[str], width: int) -> bool:
    """As many as the table has, each one of ours or "", none twice."""
    named = [key for key in columns if key]
    keys = {column.key for column in columns_of(kind)}
    return len(columns) == width and len(named) == len(set(named)) and set(named) <= keys
