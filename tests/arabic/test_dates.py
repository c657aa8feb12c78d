from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.dates import format_date, format_day, parse_date
from arabic.numbers import DigitSet

DAMASCUS = ZoneInfo("Asia/Damascus")
DIGIT_SETS: list[DigitSet] = ["latin", "arabic"]


def test_format_date_writes_levantine_months() -> None:
    assert format_date(date(2025, 6, 25)) == "25 حزيران 2025"
    assert format_date(date(2025, 1, 3), "arabic") == "٣ كانون الثاني ٢٠٢٥"


def test_format_day_is_the_day_in_damascus() -> None:
    late = datetime(2025, 6, 24, 22, 30, tzinfo=UTC)
    assert format_day(late, DAMASCUS) == "الأربعاء 25 حزيران 2025"


def test_format_day_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_day(datetime(2025, 6, 24, 22, 30), DAMASCUS)  # noqa: DTZ001


@pytest.mark.parametrize(
    "typed",
    [
        "25/6/2025",
        "25-06-25",
        "25.6.2025",
        "2025-06-25",
        "2025/6/25",
        "٢٥/٠٦/٢٠٢٥",
        "۲۵ / ۶ / ۲۰۲۵",
        "25 حزيران 2025",
        "٢٥ حزيران، ٢٠٢٥",
        "25 يونيو 2025",
        "25 June 2025",
        "\u200f25\u200f/6\u200f/2025",
    ],
)
def test_parse_date_reads_what_people_type(typed: str) -> None:
    assert parse_date(typed) == date(2025, 6, 25)


@pytest.mark.parametrize("typed", ["1 تشرين ثاني 2025", "1 تشرين الثاني 2025", "1 نوفمبر 2025"])
def test_parse_date_reads_months_of_two_words(typed: str) -> None:
    assert parse_date(typed) == date(2025, 11, 1)


@pytest.mark.parametrize("typed", ["", "31/2/2025", "6/25/2025", "حزيران", "25 رمضان 2025", "25 6", "0/1/2025", "غداً"])
def test_parse_date_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(typed)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(DIGIT_SETS))
def test_parse_date_reads_what_format_date_writes(day: date, digits: DigitSet) -> None:
    assert parse_date(format_date(day, digits)) == day
