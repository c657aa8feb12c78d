"""Columns of a table that goes out and comes in: one format for both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.normalise import normalise


@dataclass(frozen=True)
class Column:
    """`tag` is its HXL tag, `words` what other people's tables call it, parted by |, `width` is in letters."""

    key: str
    heading: str
    tag: str = ""
    words: str = ""
    width: int = 16

    @property
    def shown(self) -> str:
        """The heading in the reader's language."""
        return _(self.heading)

    @property
    def code(self) -> str:
        """What stands in the second row, for programs."""
        return self.tag or self.key


Columns = tuple[Column, ...]


@cache
def own_headings(columns: Columns) -> dict[str, str]:
    """{heading in the search form: key}: our keys and headings in both languages."""
    found = {column.key: column.key for column in columns}
    for language in ("ar", "en"):
        with override(language):
            found |= {normalise(column.shown): column.key for column in columns}
    return found


@cache
def known_headings(columns: Columns) -> dict[str, str]:
    """As `own_headings`, with what other people's tables call the same."""
    found = {normalise(word): column.key for column in columns for word in column.words.split("|") if word}
    return found | own_headings(columns)


def shown_keys(columns: Columns, keys: Iterable[str]) -> list[str]:
    """The headings of these columns in the reader's language; a key of no column stays."""
    shown: dict[str, Any] = {column.key: column.shown for column in columns}
    return [shown.get(key, key) for key in keys]
