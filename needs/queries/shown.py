"""Needs and offers as pages and cards draw them: words, amounts, bars, what stands beside the title. No queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.digits import grouped
from needs.models import Need, NeedLine, Offer, OfferLine, Urgency
from needs.queries.postings import place_words
from needs.wording import households, people, progress, quantity

HUNDRED = 100
# A word and a tint for each urgency; the whole meaning is said where one chooses and on the page itself.
URGENT = {
    Urgency.LIFE_SAVING: (_("Very urgent"), "brick"),
    Urgency.WEEK: (_("Urgent"), "saffron"),
    Urgency.MONTH: (_("Important"), "brand"),
    Urgency.STANDING: (_("Ordinary"), ""),
}
TINTS = {"covered": "leaf", "fulfilled": "leaf", "taken": "leaf", "expired": "saffron", "open": "brand"}


@dataclass(frozen=True)
class ShownLine:
    """`arrived` and `promised` (beyond what arrived) are hundredths of the whole, as a bar draws them."""

    line: NeedLine | OfferLine
    amount: str
    words: str
    arrived: int
    promised: int


@dataclass(frozen=True)
class Tag:
    words: str
    tint: str


@dataclass(frozen=True)
class ShownPosting:
    posting: Need | Offer
    is_need: bool
    place: str
    tags: list[Tag]
    lines: list[ShownLine]
    whom: list[str]
    until: str


def shown_posting(posting: Need | Offer) -> ShownPosting:
    """Of a row that `with_lines` fetched."""
    is_need = isinstance(posting, Need)
    return ShownPosting(
        posting=posting,
        is_need=is_need,
        place=place_words(posting.place),
        tags=tags_of(posting),
        lines=[shown_line(line) for line in posting.lines.all()],
        whom=whom_of(posting) if isinstance(posting, Need) else [],
        until=until_of(posting),
    )


def tags_of(posting: Need | Offer) -> list[Tag]:
    """How urgent, or what it is; and its status where that is not simply open."""
    if isinstance(posting, Offer):
        first = [Tag(str(_("Offer")), "sky")]
    elif posting.kind == Need.Kind.CARE_GAP:
        first = [Tag(str(_("Care gap")), "sky")]
    else:
        words, tint = URGENT[Urgency(posting.urgency)]
        first = [Tag(str(words), tint)]
    if posting.status == "open":
        return first
    return [*first, Tag(posting.get_status_display(), TINTS.get(posting.status, ""))]


def shown_line(line: NeedLine | OfferLine) -> ShownLine:
    received = line.received if isinstance(line, NeedLine) else 0
    arrived = min(HUNDRED, received * HUNDRED // line.quantity)
    promised = min(HUNDRED, line.promised * HUNDRED // line.quantity)
    words = progress(line.quantity, line.promised, received, line.unit.factor)
    return ShownLine(line, quantity(line.typed), words, arrived, max(0, promised - arrived))


def whom_of(need: Need) -> list[str]:
    """«300 شخص · 60 أسرة»; of care gaps the places."""
    if need.kind == Need.Kind.CARE_GAP:
        counted = [
            (need.population, _("people concerned %(number)s")),
            (need.existing_capacity, _("places that exist %(number)s")),
            (need.missing_capacity, _("places missing %(number)s")),
        ]
        return [str(words) % {"number": grouped(number)} for number, words in counted if number is not None]
    return [words(number) for number, words in ((need.people, people), (need.households, households)) if number]


def until_of(posting: Need | Offer) -> str:
    """How long it still stands, in words; nothing where that is not asked."""
    day = posting.valid_until if isinstance(posting, Need) else posting.available_until
    if day is None or posting.status not in {"open", "covered", "taken"}:
        return ""
    return days_left(day - timezone.localdate())


def days_left(left: timedelta) -> str:
    if left.days <= 0:
        return str(_("until this evening"))
    return ngettext("%(number)s day left", "%(number)s days left", left.days) % {"number": grouped(left.days)}
