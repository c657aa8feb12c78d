"""What a vote on rivals comes to."""

from __future__ import annotations

import pytest

from legislation.verdicts import Verdict, verdict, verdict_of_yes

A, B, KEEP = 1, 2, 3


@pytest.mark.parametrize(
    ("numbers", "majority", "expected"),
    [
        ({A: 4, B: 3, KEEP: 2}, "most", Verdict("carried", A, 4, 9)),
        ({A: 3, B: 3, KEEP: 2}, "most", Verdict("tie", None, 0, 8)),
        ({A: 0, B: 0, KEEP: 0}, "most", Verdict("tie", None, 0, 0)),
        ({A: 1, B: 2, KEEP: 3}, "most", Verdict("kept", KEEP, 3, 6)),
        ({A: 4, B: 3, KEEP: 2}, "simple", Verdict("no_majority", A, 4, 9)),
        ({A: 5, B: 2, KEEP: 2}, "simple", Verdict("carried", A, 5, 9)),
        ({A: 5, B: 2, KEEP: 2}, "absolute", Verdict("no_majority", A, 5, 9)),
        ({A: 6, B: 1, KEEP: 0}, "absolute", Verdict("carried", A, 6, 7)),
        ({A: 6, B: 2, KEEP: 1}, "two_thirds", Verdict("carried", A, 6, 9)),
        ({A: 5, B: 3, KEEP: 1}, "two_thirds", Verdict("no_majority", A, 5, 9)),
        ({A: 5, B: 0, KEEP: 0}, "consensus", Verdict("carried", A, 5, 5)),
        ({A: 5, B: 1, KEEP: 0}, "consensus", Verdict("no_majority", A, 5, 6)),
    ],
)
def test_what_leads_needs_the_rounds_majority(numbers: dict[int, int], majority: str, expected: Verdict) -> None:
    assert verdict(numbers, {KEEP}, majority, eligible=11) == expected


def test_of_yes_and_no_the_ballot_knows() -> None:
    assert verdict_of_yes(True, A, 5, 8) == Verdict("carried", A, 5, 8)
    assert verdict_of_yes(False, A, 3, 8) == Verdict("kept", None, 3, 8)
