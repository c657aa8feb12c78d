"""Dates, times, sizes and numbers in the reader's digits. Built in: templates use them without loading anything."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import defaultfilters
from django.utils.translation import ngettext

from accounts.digits import grouped, in_digits

register = template.Library()
MEGABYTE = 1024**2
register.filter("grouped", grouped)


class Counted(int):
    """A number that counts as one (blocktranslate asks for its plural) and is written in the reader's digits."""

    def __str__(self) -> str:
        return in_digits(int.__str__(self))


@register.filter
def digits(value: Any) -> Any:
    return Counted(value) if isinstance(value, int) else in_digits(str(value))


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> str:
    return in_digits(str(defaultfilters.date(value, form)))


@register.filter(expects_localtime=True, is_safe=False)
def time(value: Any, form: str | None = None) -> str:
    return in_digits(str(defaultfilters.time(value, form)))


@register.filter(is_safe=False)
def filesizeformat(value: int) -> str:
    """A size in bytes as people read it, «1.2 ميغابايت»: word for word what frontend/file-sizes.ts says."""
    if value < MEGABYTE:
        kilobytes = max(1, (value + 512) // 1024)
        words = ngettext("%(size)s kilobyte", "%(size)s kilobytes", kilobytes)
        return in_digits(words % {"size": kilobytes})
    megabytes = (value * 10 + MEGABYTE // 2) // MEGABYTE / 10
    words = ngettext("%(size)s megabyte", "%(size)s megabytes", 1 if megabytes == 1 else 2)
    return in_digits(words % {"size": f"{megabytes:.1f}".removesuffix(".0")})
