"""Dates, times and numbers in the reader's digits. Built in: templates use them without loading anything."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import defaultfilters

from accounts.digits import grouped, in_digits

register = template.Library()
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
