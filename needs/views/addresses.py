"""Addresses that differ from a page's own by what they ask."""

from __future__ import annotations

from django.http import QueryDict


def changed(query: QueryDict, **values: str | None) -> str:
    """The page's own question with these values; None or "" takes one away. A change begins at the first page again."""
    given = {**query.dict(), "page": "", **values}
    kept = QueryDict(mutable=True)
    kept.update({name: str(value) for name, value in given.items() if value})
    return f"?{kept.urlencode()}"
