"""What looks wrong and can be mended by a rule, once a person says so: digits turned around, «لا» whose letters were
swapped, letters in the shapes of a font. No Django here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from arabic.numbers import to_latin_digits

SWAPPED = {"ال": "لا", "إال": "إلا", "أال": "ألا"}


class Words(NamedTuple):
    label: str
    heading: str
    text: str


def mended(code: str, facts: Mapping[str, Any], words: Words) -> Words | None:
    """The words of a row as they would be; None where no rule mends it."""
    if code == "mirrored":
        label = to_latin_digits(words.label).replace(str(facts["found"]), str(facts["expected"]))
        return words._replace(label=label) if label != words.label else None
    if code == "lam_alef":
        return _swapped(str(facts["word"]), words)
    if code == "broken_letters":
        plain = Words(*(unicodedata.normalize("NFKC", each) for each in words))
        return plain if plain != words else None
    return None


def _swapped(word: str, words: Words) -> Words | None:
    right = SWAPPED.get(word) or (f"الا{word[3:]}" if word.startswith("اال") else None)
    if right is None:
        return None
    alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    found = words._replace(heading=alone.sub(right, words.heading), text=alone.sub(right, words.text))
    return found if found != words else None
