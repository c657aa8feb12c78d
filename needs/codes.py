"""Short codes by which people speak of a need, an offer or a pledge: N-7K3QF. And long ones, of documents."""

from __future__ import annotations

import secrets

from arabic.numbers import to_latin_digits

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks or sounds like another: no 0 O, 1 I L, U
DOCUMENT_LENGTH = 12  # whoever tries has no account that could be stopped


def new_code(prefix: str) -> str:
    """`prefix` and five letters: 24 million of each kind. The table's constraint refuses a second one alike, and the
    verb, tried again, draws another.
    """
    return f"{prefix}-{''.join(secrets.choice(LETTERS) for _ in range(5))}"


def document_code() -> str:
    """`7K3Q-F9XM-2BCD`, on a document that everybody may verify: 5 × 10^17 of them."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(DOCUMENT_LENGTH))
    return "-".join(drawn[at : at + 4] for at in range(0, DOCUMENT_LENGTH, 4))


def read_document_code(typed: str) -> str:
    """The code of a document as somebody typed it, as it is kept; "" where it is none."""
    plain = "".join(filter(str.isalnum, to_latin_digits(typed).upper()))[: DOCUMENT_LENGTH + 1]
    if len(plain) != DOCUMENT_LENGTH or any(letter not in LETTERS for letter in plain):
        return ""
    return "-".join(plain[at : at + 4] for at in range(0, DOCUMENT_LENGTH, 4))
