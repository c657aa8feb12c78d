"""Amounts of pledges and loads in their units, and how they are written."""

from __future__ import annotations

import re
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from accounts.digits import in_digits
from arabic.numbers import format_number, to_latin_digits
from needs.models import DeliveryLine, Pledge, PledgeLine
from needs.pledging import Status, in_unit
from needs.queries.pledges import Progress, progress_of_pledge_line

register = template.Library()
PHONE = re.compile(r"(\+?\d[\d \-]{5,18}\d)")


@register.filter
def amount(value: Decimal | int) -> str:
    """12500.5 → "12,500.5"."""
    return in_digits(format_number(value))


@register.filter
def pledged(line: PledgeLine) -> Decimal:
    """What was promised; of a pledge that was closed with less, what it came to."""
    return in_unit(line.quantity, line.unit)


@register.filter
def progress(line: PledgeLine) -> Progress:
    return progress_of_pledge_line(line)


@register.filter
def loaded(line: DeliveryLine) -> Decimal:
    return in_unit(line.quantity, line.pledge_line.unit)


@register.filter
def arrived(line: DeliveryLine) -> Decimal:
    return in_unit(line.received or 0, line.pledge_line.unit)


@register.filter
def surplus(line: DeliveryLine) -> Decimal:
    return in_unit(line.surplus, line.pledge_line.unit)


@register.filter
def contact(words: str) -> str:
    """How to reach somebody: each telephone number in it is a link, and reads from left to right."""
    pieces = PHONE.split(words)
    return format_html_join("", "{}", ((piece_of(piece),) for piece in pieces if piece))


def piece_of(piece: str) -> str:
    if not PHONE.fullmatch(piece):
        return piece
    plain = re.sub(r"[^0-9+]", "", to_latin_digits(piece))
    return format_html('<a href="tel:{}"><bdi dir="ltr" class="code">{}</bdi></a>', plain, in_digits(piece.strip()))


@register.filter
def standing_words(pledge: Pledge) -> str:
    """How a pledge stands; of one whose rest is still to be sent, that a part of it is there."""
    is_begun = pledge.status == Status.ACCEPTED and any(line.received for line in pledge.lines.all())
    return _("Received in part") if is_begun else pledge.get_status_display()


TINTS = {
    Status.PROPOSED: "saffron",
    Status.ACCEPTED: "sky",
    Status.DISPATCHED: "sky",
    Status.DELIVERED: "saffron",
    Status.CONFIRMED: "leaf",
    Status.DISPUTED: "brick",
}


@register.filter
def tint(status: str) -> str:
    """The colour beside the word of a pledge's status; none for what has ended without more."""
    return TINTS.get(Status(status), "")
