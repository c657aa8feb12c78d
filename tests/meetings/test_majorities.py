"""What a vote comes to."""

from __future__ import annotations

import pytest

from meetings.majorities import is_passed, winner


@pytest.mark.parametrize(
    ("majority", "yes", "no", "eligible", "passed"),
    [
        ("simple", 2, 1, 10, True),
        ("simple", 1, 1, 10, False),
        ("simple", 0, 0, 10, False),
        ("absolute", 5, 0, 10, False),
        ("absolute", 6, 4, 10, True),
        ("two_thirds", 2, 1, 10, True),
        ("two_thirds", 3, 2, 10, False),
        ("two_thirds", 0, 0, 10, False),
        ("consensus", 1, 0, 10, True),
        ("consensus", 9, 1, 10, False),
        ("consensus", 0, 0, 10, False),
    ],
)
def test_majorities(majority: str, yes: int, no: int, eligible: int, passed: bool) -> None:
    assert is_passed(majority, yes, no, eligible) is passed


def test_the_choice_that_leads_alone_wins() -> None:
    assert winner({1: 3, 2: 2}) == 1
    assert winner({1: 2, 2: 2}) is None
    assert winner({1: 0, 2: 0}) is None
    assert winner({}) is None
