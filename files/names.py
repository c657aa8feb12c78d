"""File names that can be shown anywhere and mislead nobody. No Django."""

from __future__ import annotations

import re
import unicodedata

from arabic.direction import defuse_name

MOST = 120  # letters, the ending included
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
_UNWANTED = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """The last part of a path without what could mislead: at most 120 letters, the ending kept; never empty."""
    last = defuse_name(re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1])
    words = " ".join(_UNWANTED.sub(" ", last).split()).strip(". ")
    ending = ending_of(words)
    stem = (words[: -len(ending) - 1] if ending else words).strip(". ") or "file"
    tail = f".{ending}" if ending else ""
    return stem[: MOST - len(tail)].rstrip() + tail


def ending_of(name: str) -> str:
    """What stands behind the last dot, in small letters; empty where nothing like an ending does."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def stem_of(name: str) -> str:
    """The name without its ending."""
    ending = ending_of(name)
    return name[: -len(ending) - 1] if ending else name


def with_ending(name: str, ending: str) -> str:
    """The name with this ending in the place of its own."""
    return f"{stem_of(name)[: MOST - len(ending) - 1]}.{ending}"
