"""Sessions as pages, the API and the journal read them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.permissions import rooms_for
from journal.stamps import stamp
from meetings.models import Session
from meetings.permissions import sessions_for

Facts = dict[str, Any]


def sessions(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: session_facts(row) for row in listed_sessions(Session.objects.filter(pk__in=ids))}


def session_facts(row: Session) -> Facts:
    return {
        "id": row.pk,
        "body": row.body_id,
        "parent": row.parent_id,
        "kind": row.kind,
        "title": row.title,
        "about": row.about,
        "starts_at": stamp(row.starts_at),
        "ends_at": stamp(row.ends_at),
        "venue": row.venue,
        "track": row.track,
        "is_internal": row.is_internal,
        "status": row.status,
        "status_reason": row.status_reason,
        "room": row.room_id,
        "chair": row.chair_id,
        "opened_at": stamp(row.opened_at),
        "closed_at": stamp(row.closed_at),
        "approved_at": stamp(row.approved_at),
        "item": row.item_id,
        "shown": row.shown,
        "words": row.words,
        "ballot": row.ballot_id,
        "turn_seconds": row.turn_seconds,
        "speaking_seconds": row.speaking_seconds,
        "is_list_open": row.is_list_open,
    }


def listed_sessions(rows: QuerySet[Session]) -> QuerySet[Session]:
    """With what a list shows of each."""
    return rows.select_related("body__organization__governorate", "chair", "parent")


def is_in_room(user: Any, row: Session) -> bool:
    """Has the reader gone into the session's room?"""
    return row.room_id is not None and rooms_for(user).filter(pk=row.room_id, memberships__person=user).exists()


def seen_session(user: Any, pk: int) -> Session | None:
    return listed_sessions(sessions_for(user).filter(pk=pk)).first()
