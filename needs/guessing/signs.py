"""The small words by which a message is read: what asks, what tells of something done, what names no quantity.

They are listed in needs/data/message_words.json, as people write them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from arabic.normalise import loosened

_LISTS = Path(__file__).parents[1] / "data" / "message_words.json"


@cache
def _lists() -> dict[str, str]:
    found: dict[str, str] = json.loads(_LISTS.read_text(encoding="utf-8"))
    return found


def signs(name: str) -> frozenset[str]:
    """The words of a list, in the search form. KeyError for a list that is not there."""
    return frozenset(loosened(word) for word in _lists()[name].split())
