"""One line of an export: is it the head of a message, and what does the head say?"""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from arabic.normalise import normalise

# Phones put marks of direction anywhere in a head, and exporters before what they write themselves.
_MARK = re.compile("[\x00-\x08\x0b-\x1f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# A head, its marks included, is within its first letters: a long line is not searched for one.
_LONGEST_HEAD = 120

_HEAD = re.compile(
    r"(?P<bracket>\[)?\s?"
    r"(?P<first>\d{1,4})\s?(?P<separator>[./\-])\s?(?P<second>\d{1,2})\s?(?P=separator)\s?(?P<third>\d{1,4})\.?"
    r"\s?[,،]?\s{0,2}(?P<before>[^\W\d_][^\d\[\]:\-–—]{0,11})?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<seconds>\d{2}))?"
    r"\s?(?P<after>[^\W\d_][^\d\[\]:\-–—]{0,14})?"
    r"\s?(?(bracket)\]\s?|\s?[-–—]\s)"
)
# Half-days as phones write them, compared without dots, quotes and spaces.
_BEFORE_NOON = frozenset(
    {
        *("am", "a", "ص", "صباحا", "فجرا", "ليلا", "منتصفالليل", "قظ", "öö", "vorm", "fm", "πμ"),
        *("dop", "de", "上午", "오전", "午前", "לפנהצ"),
    }
)
_AFTER_NOON = frozenset(
    {
        *("pm", "p", "م", "مساء", "ظهرا", "بعدالظهر", "عصرا", "بظ", "ös", "nachm", "em", "μμ"),
        *("odp", "du", "下午", "오후", "午後", "אחהצ"),
    }
)
_NOT_A_HALF_DAY = frozenset({"", "uhr", "klo", "kl", "à", "um", "às", "alle", "at", "h", "في", "الساعه"})
# WhatsApp is of 2009: an earlier year is another calendar's, or no export's.
_YEARS = range(2009, 2100)
_WORD_SIGNS = re.compile(r"[\s.'\"״׳’]")


class Head(NamedTuple):
    """What a head says before the order of day and month is known."""

    bracket: bool
    first: int
    second: int
    third: int
    year_first: bool
    hour: int
    minute: int
    second_of_minute: int
    end: int  # where the head ends, in the line without marks

    def moment(self, *, day_first: bool) -> datetime | None:
        """Return the time of the clock that wrote it, or None where no calendar has such a day."""
        if self.year_first:
            year, month, day = self.first, self.second, self.third
        elif day_first:
            day, month, year = self.first, self.second, self.third
        else:
            month, day, year = self.first, self.second, self.third
        if year not in _YEARS:
            return None
        try:
            return datetime(year, month, day, self.hour, self.minute, self.second_of_minute)  # noqa: DTZ001
        except ValueError:
            return None


def without_marks(text: str) -> str:
    """Return the text without marks of direction and control characters, as it is read and compared."""
    return _MARK.sub("", text)


def position_with_marks(line: str, position: int) -> int:
    """Return where in the line as written the letter stands that has this position in the line without marks."""
    for mark in _MARK.finditer(line):
        if mark.start() >= position:
            break
        position += 1
    return position


def read_head(line: str) -> Head | None:
    """Return the head that a line begins with."""
    start = without_marks(line[:_LONGEST_HEAD])
    if not start or not (start[0] == "[" or start[0].isdigit()):
        return None
    found = _HEAD.match(start)
    if found is None:
        return None
    first, second, third, minute, seconds = (
        int(found[name] or 0) for name in ("first", "second", "third", "minute", "seconds")
    )
    hour = _hour(int(found["hour"]), found["before"] or "", found["after"] or "")
    year_first = len(found["first"]) == 4
    if hour is None or minute > 59 or seconds > 59 or not (year_first or len(found["third"]) in (2, 4)):
        return None
    if not year_first and third < 100:
        third += 2000
    return Head(found["bracket"] is not None, first, second, third, year_first, hour, minute, seconds, found.end())


def _hour(hour: int, before: str, after: str) -> int | None:
    """Return the hour of the day; None for a word we do not know: a guess would move noon to midnight."""
    words = {_folded(before), _folded(after)}
    if not words <= _BEFORE_NOON | _AFTER_NOON | _NOT_A_HALF_DAY or hour > 23:
        return None
    if words & _AFTER_NOON and hour <= 12:
        return hour % 12 + 12
    return 0 if words & _BEFORE_NOON and hour == 12 else hour


@lru_cache(maxsize=256)
def _folded(word: str) -> str:
    return _WORD_SIGNS.sub("", normalise(word))
