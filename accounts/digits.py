"""In which digits the page of the moment is written: the reader's own setting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from arabic.numbers import DigitSet, format_number, with_digits

_READER: ContextVar[DigitSet] = ContextVar("digits of the reader", default="latin")


@contextmanager
def reading(digits: DigitSet) -> Iterator[None]:
    token = _READER.set(digits)
    try:
        yield
    finally:
        _READER.reset(token)


def in_digits(text: str) -> str:
    return text if _READER.get() == "latin" else with_digits(text, _READER.get())


def grouped(number: int | Decimal) -> str:
    """A number as the reader writes it: "12,500.5" or "١٢٬٥٠٠٫٥"."""
    return format_number(number, _READER.get())
