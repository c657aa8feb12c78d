"""Short codes by which people speak of a need, an offer or a pledge: N-7K3QF."""

from __future__ import annotations

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks or sounds like another: no 0 O, 1 I L, U


def new_code(prefix: str) -> str:
    """`prefix` and five letters: 24 million of each kind. The table's constraint refuses a second one alike, and the
    verb, tried again, draws another.
    """
    return f"{prefix}-{''.join(secrets.choice(LETTERS) for _ in range(5))}"
