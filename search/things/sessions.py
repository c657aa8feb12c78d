"""Sessions of forums and committees, by what they are about and their agenda; internal items apart, since an internal
item is for fewer people than its session.
"""

from __future__ import annotations

from django.db.models import Prefetch, Q

from accounts.models import User
from arabic.terms import searched
from meetings.models import AgendaItem, Session
from meetings.permissions import sessions_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled

OPEN_ITEMS = Prefetch("items", AgendaItem.objects.filter(withdrawn_at=None, is_internal=False), to_attr="open_items")


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.SESSION,
            object_id=row.pk,
            organization_id=row.body.organization_id,
            at=row.created_at,
            text=searched(" ".join([row.title, row.about, row.venue, row.track, *items_of(row)])),
        )
        for row in Session.objects.filter(pk__in=ids).select_related("body").prefetch_related(OPEN_ITEMS)
    ]


def items_of(row: Session) -> list[str]:
    """What stands on its agenda for all who see it."""
    items: list[AgendaItem] = row.open_items  # type: ignore[attr-defined]
    return [text for item in items for text in (item.title, item.text) if text]


def seen(user: User) -> Q:
    return Q(object_id__in=sessions_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = Session.objects.filter(pk__in=ids).select_related("body__organization__governorate")
    return {row.pk: session_shown(row, wanted) for row in rows.prefetch_related(OPEN_ITEMS)}


def session_shown(row: Session, wanted: list[str]) -> Facts:
    detail = f"{row.get_status_display()} · {row.body.title}"
    found = hit_of(wanted, row.title, row.about, *items_of(row))
    return titled(f"/sessions/{row.pk}/", row.title, row.created_at, row.body.organization, detail, found, wanted)


THING = Thing(entries, seen, shown, Session)
