"""Why an offer fits a need, and why two needs may be the same, in words of the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.digits import grouped
from needs.likeness import Likeness
from needs.matching import DISTRICT, GOVERNORATE, HERE, SAME, Match

WHOLE = 100


@dataclass(frozen=True)
class Reason:
    """`factor` 0 to 1, as shown in hundredths; `tint` of its tag: leaf where it fits wholly."""

    words: str
    factor: float

    @property
    def hundredths(self) -> int:
        return hundredths(self.factor)

    @property
    def tint(self) -> str:
        return "leaf" if self.hundredths == WHOLE else ""


def hundredths(value: float) -> int:
    """0.829 → 83; what is more than nothing is at least 1, what is less than all at most 99."""
    if 0 < value < 1:
        return min(WHOLE - 1, max(1, round(value * WHOLE)))
    return round(value * WHOLE)


def percent(value: float) -> str:
    return _("%(number)s%%") % {"number": grouped(hundredths(value))}


def reasons_of_match(match: Match) -> list[Reason]:
    """The four, in the order of the formula."""
    return [
        Reason(_("the same item") if match.item == SAME else _("the same family"), match.item),
        Reason(place_words(match.place), match.place),
        Reason(
            _("in time") if match.time == 1 else _("%(share)s of the time") % {"share": percent(match.time)}, match.time
        ),
        Reason(
            _("enough of it")
            if match.share == 1
            else _("%(share)s of what is missing") % {"share": percent(match.share)},
            match.share,
        ),
    ]


def place_words(factor: float) -> str:
    if factor == HERE:
        return _("here, or brought here")
    if factor == DISTRICT:
        return _("the same district")
    return _("the same governorate") if factor == GOVERNORATE else _("another governorate")


def reasons_of_likeness(likeness: Likeness) -> list[Reason]:
    """What two needs have in common."""
    found = [
        Reason(_("the same item") if likeness.item == 1 else _("the same family"), likeness.item),
        Reason(near_words(likeness.place), likeness.place),
    ]
    if likeness.group < 1:
        found.append(Reason(_("for another group"), likeness.group))
    if likeness.title >= 0.4:
        found.append(Reason(_("a similar title"), likeness.title))
    return found


def near_words(factor: float) -> str:
    if factor == 1:
        return _("the same place")
    return _("one place lies in the other") if factor > DISTRICT else _("next to it, or in its district")
