"""Lengths of a drawing, in templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from projects.gantt import Axis

register = template.Library()


@register.filter
def plus(value: float, more: float) -> float:
    return value + more


@register.filter
def minus(value: float, less: float) -> float:
    return value - less


@register.filter
def middle(day: date, axis: Axis) -> float:
    """Where the middle of a day stands."""
    return axis.middle(day)


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    return values.get(key, "")
