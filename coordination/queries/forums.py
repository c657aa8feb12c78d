"""Forums as pages, the API and the journal read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from arabic.normalise import normalise
from coordination.models import Convener, Forum
from coordination.permissions import forums_for
from organizations.queries import organization_mark

WORDS_LIMIT = 8
Facts = dict[str, Any]


def forums(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: forum_facts(row) for row in listed_forums(Forum.objects.filter(pk__in=ids))}


def forum_facts(row: Forum) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "body": row.body_id,
        "title": row.body.title,
        "edition": row.edition,
        "previous": row.previous_id,
        "about": row.about,
        "status": row.status,
        "status_reason": row.status_reason,
        "visibility": row.body.visibility,
        "quorum": row.body.quorum,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "place": row.place_id,
        "venue": row.venue,
        "sectors": [sector.code for sector in row.sectors.all()],
        "conveners": [organization_mark(each.organization) for each in row.conveners.all()],
        "room": row.body.room_id,
    }


def listed_forums(rows: QuerySet[Forum]) -> QuerySet[Forum]:
    """With what a list shows of each; three queries."""
    conveners = Prefetch("conveners", Convener.objects.select_related("organization__governorate"))
    return rows.select_related("body__organization__governorate", "place", "previous__body").prefetch_related(
        conveners, "sectors"
    )


def forums_asked(user: Any, text: str = "", status: str = "") -> QuerySet[Forum]:
    """Those the person sees, the newest first."""
    rows = forums_for(user)
    rows = rows.filter(status=status) if status else rows
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("-starts_on", "-pk")


def seen_forum(user: Any, pk: int) -> Forum | None:
    return listed_forums(forums_for(user).filter(pk=pk)).first()


def following_forums(user: Any, row: Forum) -> QuerySet[Forum]:
    """The editions that follow this one, of those the person sees."""
    return forums_for(user).filter(previous=row).select_related("body").order_by("starts_on", "pk")
