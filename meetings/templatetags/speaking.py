"""Lengths of speeches."""

from __future__ import annotations

from django import template

from accounts.digits import in_digits

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """Seconds as minutes and seconds, 1:42, in the reader's digits."""
    return in_digits(f"{seconds // 60}:{seconds % 60:02d}")
