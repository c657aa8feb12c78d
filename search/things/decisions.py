"""Decisions of forums and committees, by their texts. Only who sees one finds it."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from coordination.models import Decision
from coordination.permissions import decisions_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.DECISION,
            object_id=row.pk,
            organization_id=row.body.organization_id,
            at=row.created_at,
            text=searched(f"{row.title} {row.text}"),
        )
        for row in Decision.objects.filter(pk__in=ids).select_related("body")
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=decisions_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = Decision.objects.filter(pk__in=ids).select_related("body__organization__governorate")
    return {row.pk: decision_shown(row, wanted) for row in rows}


def decision_shown(row: Decision, wanted: list[str]) -> Facts:
    found = hit_of(wanted, row.title, row.text)
    detail = f"{row.number} · {row.body.title}"
    return titled(f"/decisions/{row.pk}/", row.title, row.created_at, row.body.organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Decision)
