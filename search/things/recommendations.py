"""Recommendations, by their codes and texts, their places and who answers for them. Only who sees one finds it."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from coordination.models import Recommendation
from coordination.permissions import recommendations_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.RECOMMENDED,
            object_id=row.pk,
            organization_id=row.body.organization_id,
            at=row.created_at,
            text=searched(f"{row.search_text} {row.title} {row.text}"),
        )
        for row in Recommendation.objects.filter(pk__in=ids).select_related("body")
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=recommendations_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = Recommendation.objects.filter(pk__in=ids).select_related("body__organization__governorate")
    return {row.pk: recommendation_shown(row, wanted) for row in rows}


def recommendation_shown(row: Recommendation, wanted: list[str]) -> Facts:
    found = hit_of(wanted, row.title, row.text)
    detail = f"{row.get_status_display()} · {row.code} · {row.body.title}"
    href = f"/recommendations/{row.pk}/"
    return titled(href, row.title, row.created_at, row.body.organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Recommendation)
