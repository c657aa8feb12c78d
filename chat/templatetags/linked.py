"""Words in which addresses of this site are links."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
ADDRESS = re.compile(r"(?<!\S)(/[a-z]+/[0-9]+/)(?!\S)")


@register.filter
def linked(words: str) -> SafeString:
    """«… /needs/70/» as plain words and a link to the page; the bare address reads backwards in Arabic."""
    pieces = ADDRESS.split(words)
    return format_html_join("", "{}", ((link_to(piece) if ADDRESS.fullmatch(piece) else piece,) for piece in pieces))


def link_to(address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, _("Open the page"))
