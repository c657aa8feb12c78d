"""What the vote on a group of rivals comes to: which choice is carried, that the current text stays, or that one must
vote again. Knows no database.

A change of the law needs the round's majority; where a choice leads without it, or two lead together, nothing is
decided: the text is neither kept nor changed by a number that the round did not ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from meetings.majorities import MOST, is_passed, winner

CARRIED, KEPT, TIE, NO_MAJORITY = "carried", "kept", "tie", "no_majority"
Outcome = Literal["carried", "kept", "tie", "no_majority"]


class Verdict(NamedTuple):
    """`choice` is the one that leads, with `votes` of `cast`; None where none does."""

    outcome: Outcome
    choice: int | None
    votes: int
    cast: int


def verdict(numbers: Mapping[int, int], keeping: Collection[int], majority: str, eligible: int) -> Verdict:
    """Of several choices: `numbers` are votes by choice, `keeping` the choices that leave the text as it is."""
    cast = sum(numbers.values())
    best = winner(numbers)
    if best is None:
        return Verdict("tie", None, 0, cast)
    votes = numbers[best]
    if best in keeping:
        return Verdict("kept", best, votes, cast)
    is_carried = majority == MOST or is_passed(majority, votes, cast - votes, eligible)
    return Verdict("carried" if is_carried else "no_majority", best, votes, cast)


def verdict_of_yes(is_yes: bool, yes: int, votes: int, cast: int) -> Verdict:
    """Of a question answered by yes and no: the ballot has its majority by itself. `yes` is that choice."""
    return Verdict("carried" if is_yes else "kept", yes if is_yes else None, votes, cast)
