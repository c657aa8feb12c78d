"""A message's words on one plain line, as templates show them."""

from __future__ import annotations

from django import template

from chat.markdown import excerpt

register = template.Library()


@register.filter
def in_short(body: str, most: int = 200) -> str:
    """At most so many letters of it."""
    return excerpt(body, most)
