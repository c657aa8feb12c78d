"""Codes that are printed and scanned: on letters, on badges. Long, so that none is found by trying."""

from __future__ import annotations

import secrets

from arabic.numbers import to_latin_digits
from needs.codes import LETTERS

LENGTH = 8  # of 30 letters: 656,000 million


def long_code(prefix: str) -> str:
    """`L-7K3Q-F9XM`. The table's constraint refuses a second one alike, and the verb, tried again, draws another."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"


def read_code(typed: str, prefix: str) -> str:
    """A code as somebody typed it, as it is kept: capitals, with its hyphens, with or without its prefix; "" where it
    is none.
    """
    plain = "".join(filter(str.isalnum, to_latin_digits(typed).upper()))[: LENGTH + 20]
    drawn = plain.removeprefix(prefix) if len(plain) > LENGTH else plain
    if len(drawn) != LENGTH or any(letter not in LETTERS for letter in drawn):
        return ""
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"
