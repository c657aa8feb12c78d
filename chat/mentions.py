"""Whom a body mentions. A mention is a link to a person, an organisation or the room whose text begins with @."""

from __future__ import annotations

import re
from typing import NamedTuple

LINK = re.compile(r"\[@[^\]\n]{1,120}\]\(/(people|organizations|rooms)/(\d{1,12})/(#managers)?\)")
LIMIT = 50


class Mentioned(NamedTuple):
    """Ids as written; whether they exist and may be mentioned is the verb's to ask."""

    people: frozenset[int]
    organizations: frozenset[int]
    rooms: frozenset[int]
    managers: frozenset[int]  # organisations whose managers alone are meant


def mentioned_in(body: str) -> Mentioned:
    """The first 50 mentions of a body."""
    found: dict[str, set[int]] = {"people": set(), "organizations": set(), "rooms": set(), "managers": set()}
    for kind, number, part in LINK.findall(body)[:LIMIT]:
        if part and kind != "organizations":
            continue
        found["managers" if part else kind].add(int(number))
    return Mentioned(*(frozenset(found[kind]) for kind in Mentioned._fields))
