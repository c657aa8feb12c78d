"""The programme of a forum, as pages, paper and calendars show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import digest_of
from coordination.models import Forum, ForumFeedKey
from coordination.permissions import forums_for
from coordination.programme import Day, days_of
from journal.queries import heads
from meetings.models import Session
from meetings.permissions import inside_bodies_for, sessions_for
from paper.ics import Item


def shows_programme(user: Any, forum: Forum) -> bool:
    """To those who take part always; to others where the conveners show it."""
    return forum.shows_programme or inside_bodies_for(user).filter(pk=forum.body_id).exists()


def programme_sessions(user: Any, forum: Forum) -> list[Session]:
    rows = sessions_for(user).filter(body=forum.body_id).order_by("starts_at", "pk")
    return list(rows) if shows_programme(user, forum) else []


def programme_days(user: Any, forum: Forum) -> list[Day]:
    return days_of(programme_sessions(user, forum), lambda moment: timezone.localtime(moment).date())


# Calendars ------------------------------------------------------------------------------------------------------------
def forum_feed_key(secret: str) -> ForumFeedKey | None:
    """The address with this secret, while its person may still read the forum."""
    keys = ForumFeedKey.objects.filter(digest=digest_of(secret), person__is_active=True)
    key = keys.select_related("person", "forum__body").first()
    return key if key and forums_for(key.person).filter(pk=key.forum_id).exists() else None


def own_forum_feed_key(user: Any, forum: Forum) -> ForumFeedKey | None:
    return ForumFeedKey.objects.filter(person=user, forum=forum).first()


def calendar_items(sessions: Iterable[Session], forum: Forum, site: str) -> list[Item]:
    """An event for each session, and one over its days for the forum itself. `site` has no slash at its end."""
    rows = [row for row in sessions if row.kind != Session.Kind.BREAK]
    known = heads([forum.stream, *(row.stream for row in rows)])
    return [of_forum(forum, known, site), *(of_session(row, known, site) for row in rows)]


def of_forum(forum: Forum, known: dict[str, Any], site: str) -> Item:
    return Item(
        uid=f"forum-{forum.pk}@multaqa",
        first=forum.starts_on,
        last=forum.ends_on,
        title=forum.body.title,
        about=forum.about,
        url=f"{site}/forums/{forum.pk}/",
        changed_at=forum.created_at,
        sequence=known[forum.stream].head if forum.stream in known else 0,
        where=forum.venue,
        is_cancelled=forum.status == Forum.Status.CANCELLED,
    )


def of_session(row: Session, known: dict[str, Any], site: str) -> Item:
    return Item(
        uid=f"session-{row.pk}@multaqa",
        first=row.starts_at,
        last=row.ends_at,
        title=row.title,
        about=row.about,
        url=f"{site}/sessions/{row.pk}/",
        changed_at=row.created_at,
        sequence=known[row.stream].head if row.stream in known else 0,
        where=row.venue,
        is_cancelled=row.status in (Session.Status.CANCELLED, Session.Status.POSTPONED),
    )
