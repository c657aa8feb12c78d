"""Who hears of replies in threads (decision 25): whom they mention or answer, and whoever follows the thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chat.models import Room, ThreadFollow
from chat.permissions import places_for
from chat.queries.levels import Level
from notifications.kinds import THREAD
from notifications.said import Notice, Said


def notices_in_threads(room: Room, replies: Sequence[Said]) -> list[Notice]:
    """Two queries for any number of replies, threads and people. Who has read a reply by now does not hear of it. Each
    mention and answer is a notice by itself, all else in a thread is one.
    """
    if not replies:
        return []
    follows = {
        (follow.person_id, follow.thread_id): follow
        for follow in ThreadFollow.objects.filter(thread__in={each.thread for each in replies})
    }
    places = places_for(room).exclude(level=Level.NOTHING)
    if not any(each.everybody for each in replies):
        meant = {person for each in replies for person in (*each.pointed, each.replies_to) if person}
        following = {person for (person, _thread), follow in follows.items() if follow.is_following}
        places = places.filter(person__in=meant | following)
    return gathered(
        Notice(
            person, kind, room.stream, each.number, each.number, "message", each.id, room.pk, None, each.at, each.thread
        )
        for person, level in places.order_by("person_id").values_list("person_id", "level")
        for each in replies
        if (kind := kind_in_thread(each, person, level, follows.get((person, each.thread or 0))))
    )


def gathered(notices: Iterable[Notice]) -> list[Notice]:
    """Of the news of one thread one notice: it begins with the first and tells of the last."""
    kept: dict[object, Notice] = {}
    for notice in notices:
        key = (notice.person, notice.thread if notice.kind == THREAD else -notice.object_id)
        known = kept.get(key)
        kept[key] = replace(notice, number=known.number) if known else notice
    return list(kept.values())


def kind_in_thread(each: Said, person: int, level: str, follow: ThreadFollow | None) -> str | None:
    """Following a thread is a wish of its own: it holds but where one wants only what is meant for oneself."""
    if follow is not None and follow.read_seq >= each.thread_seq:
        return None
    meant = each.kind_for(person, Level.MENTIONS)
    if meant or each.is_edit or person == each.author or level == Level.MENTIONS:
        return meant
    return THREAD if follow is not None and follow.is_following else None
