"""What a vote comes to. Knows no database.

- simple: more yes than no; abstentions count for neither
- absolute: yes from more than half of all that may vote, there or not
- two thirds: yes from two thirds of yes and no at least
- consensus: at least one yes, and no no
- most: the choice that has more than every other; none where two lead together
"""

from __future__ import annotations

from collections.abc import Mapping

SIMPLE, ABSOLUTE, TWO_THIRDS, CONSENSUS, MOST = "simple", "absolute", "two_thirds", "consensus", "most"


def is_passed(majority: str, yes: int, no: int, eligible: int) -> bool:
    """Of a question that is answered by yes and no; in votes, or in weights where it is weighted."""
    if majority == ABSOLUTE:
        return 2 * yes > eligible
    if majority == TWO_THIRDS:
        return yes > 0 and 3 * yes >= 2 * (yes + no)
    if majority == CONSENSUS:
        return yes > 0 and no == 0
    return yes > no


def winner(counts: Mapping[int, int]) -> int | None:
    """The key of the choice that leads alone; None without votes, or where two lead together."""
    best = max(counts.values(), default=0)
    leading = [key for key, number in counts.items() if number == best]
    return leading[0] if best and len(leading) == 1 else None
