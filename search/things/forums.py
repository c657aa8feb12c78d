"""Forums, by their titles, codes, conveners and places. Only who sees one finds it."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from coordination.models import Forum
from coordination.permissions import forums_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.FORUM,
            object_id=row.pk,
            organization_id=row.body.organization_id,
            at=row.created_at,
            text=searched(f"{row.search_text} {row.body.title} {row.about}"),
        )
        for row in Forum.objects.filter(pk__in=ids).select_related("body")
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=forums_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = Forum.objects.filter(pk__in=ids).select_related("body__organization__governorate")
    return {row.pk: forum_shown(row, wanted) for row in rows}


def forum_shown(row: Forum, wanted: list[str]) -> Facts:
    title, organization = row.body.title, row.body.organization
    detail = f"{row.get_status_display()} · {row.code} · {organization}"
    found = hit_of(wanted, title, row.about, row.venue)
    return titled(f"/forums/{row.pk}/", title, row.created_at, organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Forum)
