"""What a page hands to the browser's side, as frontend/page.ts reads it: `{{ rooms|given:"rooms" }}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString

register = template.Library()


class Compact(DjangoJSONEncoder):
    """Letters as they are: an Arabic letter is two bytes and not six, and half a page of them compresses better too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


@register.filter(is_safe=True)
def given(value: Any, element_id: str) -> SafeString:
    """Django's json_script, in fewer bytes; <, > and & are escaped as there."""
    return json_script(value, element_id, encoder=Compact)
