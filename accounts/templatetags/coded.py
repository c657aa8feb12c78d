"""Short codes within words."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
CODE = re.compile(r"(?<![\w-])([A-Z]-(?:[2-9A-Z]{5,6}(?:-[0-9]{3,4})?|[0-9]{1,4}-[0-9]{3,4}))(?![\w-])")


@register.filter
def coded(words: object) -> SafeString:
    """«… N-7K3QF …», «… A-1-001 …» with the code on one line and read from left to right."""
    pieces = CODE.split(str(words))
    return format_html_join("", "{}", ((code(piece) if CODE.fullmatch(piece) else piece,) for piece in pieces))


def code(words: str) -> SafeString:
    return format_html('<bdi class="code">{}</bdi>', words)
