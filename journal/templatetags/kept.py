"""What of a page is the same for everybody who reads one language, drawn once in a process:
`{% kept place.href place.is_here %}…{% endkept %}`.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 1000  # drawings of one place in a template


class Kept(template.Node):
    def __init__(self, inside: NodeList, told: list[FilterExpression]) -> None:
        self.inside, self.told = inside, told
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = (str(each.resolve(context, ignore_failures=True)) for each in self.told)
        key = (settings.ROOT_URLCONF, get_language(), *values)
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            found = self.drawn[key] = self.inside.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Whatever stands inside may depend on the language and on what is told to the tag: nothing of the reader else."""
    told = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside, told)
