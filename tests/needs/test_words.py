"""One thing has one name in Arabic, on whatever page it stands."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, ngettext, override


@pytest.mark.parametrize(
    ("one", "other", "noun"),
    [
        ("Challenges", "Challenge", "صعوب"),
        ("Vehicles", "vehicles", "آليات"),
        ("Disputed", "In dispute", "خلاف"),
        ("Bring a table", "Bring another table", "استيراد"),
        ("Being written", "Writing the table", "حفظ"),
    ],
)
def test_two_words_for_one_thing_share_their_noun(one: str, other: str, noun: str) -> None:
    with override("ar"):
        assert noun in gettext(one)
        assert noun in gettext(other)


@pytest.mark.parametrize("number", [1, 2, 3, 11, 100])
def test_vehicles_are_counted_by_the_same_noun(number: int) -> None:
    with override("ar"):
        words = ngettext("%(number)s vehicle", "%(number)s vehicles", number)
    assert "آلي" in words


def test_most_letters_are_said_right_for_any_number() -> None:
    with override("ar"):
        assert "حرفاً" not in gettext("At most %(count)s letters.")
