"""What was added to the catalogue and nobody has looked at."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from needs.models import Item


def items_to_review() -> QuerySet[Item]:
    """Proposed things, the oldest first, each with who proposed it and in how many lines it stands (`uses`)."""
    rows = Item.objects.filter(is_reviewed=False, merged_into__isnull=True)
    return (
        rows.select_related("proposed_by", "sector")
        .annotate(uses=Count("need_lines", distinct=True) + Count("offer_lines", distinct=True))
        .order_by("pk")
    )
