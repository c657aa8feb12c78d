"""Searches of the board that people keep."""

from __future__ import annotations

from typing import Any

from needs.models import SavedFilter


def filter_facts(saved: SavedFilter) -> dict[str, Any]:
    return {"id": saved.pk, "name": saved.name, "query": saved.query, "is_followed": saved.is_followed}


def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """For the kind "saved_filter", which is told on its person's own stream only."""
    return {row.pk: filter_facts(row) for row in SavedFilter.objects.filter(pk__in=ids)}
