"""Dates with the Levantine months, written and read."""

import re
from datetime import date, datetime, tzinfo

from arabic.normalise import normalise
from arabic.numbers import DigitSet, with_digits

MONTHS = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")

# People paste dates out of papers from Cairo, the Gulf and abroad: those names are read, never written.
_OTHER_NAMES = (
    ("يناير", "january", "jan"),
    ("فبراير", "february", "feb"),
    ("مارس", "march", "mar"),
    ("أبريل", "ابريل", "april", "apr"),
    ("مايو", "may", "نوار"),
    ("يونيو", "يونيه", "june", "jun"),
    ("يوليو", "يوليه", "july", "jul"),
    ("أغسطس", "august", "aug"),
    ("سبتمبر", "september", "sep", "sept"),
    ("أكتوبر", "october", "oct", "تشرين اول"),
    ("نوفمبر", "november", "nov", "تشرين ثاني"),
    ("ديسمبر", "december", "dec", "كانون اول"),
)
_MONTH_NUMBERS = {
    normalise(name): number
    for number, (ours, others) in enumerate(zip(MONTHS, _OTHER_NAMES, strict=True), start=1)
    for name in (ours, *others)
} | {normalise("كانون ثاني"): 1}
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s?([^\W\d][^\d,،/]{1,20}?)[\s,،/]*(\d{4})")


def format_date(day: date, digits: DigitSet = "latin") -> str:
    """Return the date as people write it here: "25 حزيران 2025"."""
    return with_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year}", digits)


def format_day(moment: datetime, zone: tzinfo, digits: DigitSet = "latin") -> str:
    """Return the day a moment falls on in a time zone, with its weekday: "الأربعاء 25 حزيران 2025".

    The moment must know its own zone; a naive one raises ValueError, because it would be shifted by a guess.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone belongs to no day")
    day = moment.astimezone(zone).date()
    return f"{WEEKDAYS[day.weekday()]} {format_date(day, digits)}"


def parse_date(text: str) -> date:
    """Read a date typed with any digits: 25/6/2025, 25-06-25, 2025-06-25, "25 حزيران 2025", "٢٥ يونيو ٢٠٢٥".

    The day comes before the month unless the year comes first; a year of two digits is of this century. ValueError for
    anything else.
    """
    plain = normalise(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(plain):
        return date(_full_year(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(plain)) and (month := _MONTH_NUMBERS.get(found[2].strip())):
        return date(int(found[3]), month, int(found[1]))
    raise ValueError(f"not a date: {text!r}")


def _full_year(written: str) -> int:
    return int(written) + 2000 if len(written) == 2 else int(written)
