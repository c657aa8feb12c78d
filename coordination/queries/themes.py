"""The themes of a body, with how many recommendations the reader sees of each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from coordination.models import Theme
from coordination.permissions import recommendations_for, themes_for
from coordination.queries.forums import Facts
from meetings.models import Body


def themes_of(user: Any, body: Body) -> QuerySet[Theme]:
    """Its own, and those that are for all; `seen` counts the recommendations of this body that the reader sees."""
    rows = Theme.objects.filter(Q(body=body) | Q(body=None))
    seen = recommendations_for(user).filter(body=body).values("pk")
    return rows.annotate(seen=Count("recommendations", filter=Q(recommendations__in=seen)))


def seen_theme(user: Any, pk: int) -> Theme | None:
    return themes_for(user).select_related("body").filter(pk=pk).first()


def theme_facts(row: Theme) -> Facts:
    return {"id": row.pk, "name": row.name, "body": row.body_id, "position": row.position}
