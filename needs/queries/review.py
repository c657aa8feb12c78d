"""The catalogue as people look things up in it, and what was added and nobody has looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from needs.models import Item, NeedLine
from needs.permissions import needs_for, seen_items
from needs.queries.board import STANDING
from needs.queries.items import MOST, found_items, offered_items


def catalogue(user: Any, *, text: str = "", kind: str = "", sector: str = "") -> QuerySet[Item]:
    """The things somebody may see, by sector, family and name."""
    rows = offered_items().filter(seen_items(user))
    if text.strip():
        rows = rows.filter(pk__in=[item.pk for item in found_items(text, MOST)])
    if kind:
        rows = rows.filter(kind=kind)
    if sector:
        rows = rows.filter(sector__code=sector)
    return rows.order_by("sector__order", "sector", "family__name_ar", "name_ar", "pk")


def needed_now(user: Any, items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Each with how many needs on the board, of those the reader may see, ask for it; one query."""
    standing = needs_for(user).filter(status__in=STANDING).order_by().values("pk")
    lines = NeedLine.objects.filter(item__in=items, need__in=standing).order_by()
    counts = dict(lines.values_list("item").annotate(Count("need", distinct=True)))
    return [(item, counts.get(item.pk, 0)) for item in items]


def items_to_review() -> QuerySet[Item]:
    """Proposed things, the oldest first, each with who proposed it and in how many lines it stands (`uses`)."""
    rows = Item.objects.filter(is_reviewed=False, merged_into__isnull=True)
    return (
        rows.select_related("proposed_by", "sector")
        .annotate(uses=Count("need_lines", distinct=True) + Count("offer_lines", distinct=True))
        .order_by("pk")
    )
