"""What a drawing of time asks of its templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def to_task(address: str, pk: int) -> str:
    """The address of one of many tasks, made of that of task 0: to look each of them up would take longer than to draw
    it.
    """
    return address.replace("/0/", f"/{pk}/")


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    return values.get(key, "")
