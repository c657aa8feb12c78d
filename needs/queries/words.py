"""Rows whose words hold what somebody types."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from arabic.normalise import normalise

WORDS_LIMIT = 8
Row = TypeVar("Row", bound=Model)


def holding(rows: QuerySet[Row], text: str, column: str = "search_text") -> QuerySet[Row]:
    """Those whose normalised `column` holds each word of a text; of a long text the first eight."""
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(**{f"{column}__contains": word})
    return rows
