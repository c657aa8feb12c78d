"""Pushes of many notifications: whom may be told now, what each browser is told, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from accounts.models import User
from chat.models import Room
from chat.permissions import places_for
from notifications.kinds import GATHERED, KINDS
from notifications.models import Notification, Preferences, PushSubscription
from notifications.permissions import live_subscriptions
from notifications.pushing import Address, Outcome, Push, Sender
from notifications.queries import address_of, told_of, unread_counts
from notifications.quiet import told_at
from notifications.wording import Told, words_of

AT_ONCE = 12  # threads that wait for push services


class Sent(NamedTuple):
    subscription: PushSubscription
    row: Notification
    outcome: Outcome


def sender() -> Sender:
    contact = settings.SITE_URL if settings.HTTPS else f"mailto:{settings.DEFAULT_FROM_EMAIL}"
    return Sender(settings.VAPID_KEY, contact, settings.PUSH_INSIDE)


def waiting(which: Q, limit: int) -> list[Notification]:
    """Unread notifications that no push told of yet, of people who have a browser that can be told."""
    rows = Notification.objects.filter(which, read_at__isnull=True, pushed__lt=F("newest"))
    return list(rows.filter(person__in=live_subscriptions().values("person")).order_by("-pk")[:limit])


def still_to_tell(rows: Iterable[Notification]) -> list[Notification]:
    """Without those of rooms that their people read by now, or may not see any more; two queries for each room."""
    by_room: dict[int | None, list[Notification]] = {}
    for row in rows:
        by_room.setdefault(row.room_id, []).append(row)
    found = by_room.pop(None, [])
    for room in Room.objects.in_bulk([pk for pk in by_room if pk]).values():
        own = by_room[room.pk]
        people = {row.person_id for row in own}
        marks = dict(places_for(room).filter(person__in=people).values_list("person_id", "read_seq"))
        found += [row for row in own if row.person_id in marks and (row.seq is None or marks[row.person_id] < row.seq)]
    return found


def asleep(wishes: dict[int, Preferences], now: datetime) -> dict[int, datetime]:
    """{person: when they may be told}, of those who may not be told now."""
    moments = {person: told_at(wish, now) for person, wish in wishes.items()}
    return {person: moment for person, moment in moments.items() if moment > now}


def send(rows: Sequence[Notification], wishes: dict[int, Preferences], which: Q | None = None) -> list[Sent]:
    """Tell every browser of these people, several at once; the threads touch no database."""
    told, counts = told_of(rows), unread_counts(row.person_id for row in rows)
    people = User.objects.in_bulk({row.person_id for row in rows})
    browsers: dict[int, list[PushSubscription]] = {}
    for each in live_subscriptions().filter(which or Q(), person__in=people):
        browsers.setdefault(each.person_id, []).append(each)
    jobs = []
    for row in rows:
        if row.pk not in told or (told[row.pk].is_gone and row.kind in GATHERED):
            continue
        push = push_of(row, told[row.pk], people[row.person_id], wishes[row.person_id], counts.get(row.person_id, 0))
        jobs += [(browser, row, push) for browser in browsers.get(row.person_id, ())]
    by = sender()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = threads.map(lambda job: by.send(address_for(job[0]), job[2]), jobs)
        return [Sent(browser, row, outcome) for (browser, row, _push), outcome in zip(jobs, outcomes, strict=True)]


def address_for(browser: PushSubscription) -> Address:
    return Address(browser.endpoint, browser.p256dh, browser.auth)


def push_of(row: Notification, told: Told, person: User, wish: Preferences, unread: int) -> Push:
    is_loud = KINDS[row.kind].is_personal or told.is_direct
    topic = f"room-{row.room_id}" if row.room_id else f"own-{row.pk}"
    with override(person.language):
        words: dict[str, Any] = {
            **words_for(told, hides_content=wish.hides_content),
            "tag": topic,
            "href": address_of(row),
            "lang": person.language,
            "dir": "rtl" if get_language_bidi() else "ltr",
            "loud": is_loud,
            "unread": unread,
        }
    return Push(words, topic, is_loud)


def words_for(told: Told, *, hides_content: bool) -> dict[str, str]:
    """The heading and the line under it; without content neither the room nor anybody is named."""
    if hides_content:
        return {"title": _("Multaqa"), "body": _("New message in a room") if told.room else _("New notification")}
    title = told.name if told.is_direct and told.name else told.room or _("Multaqa")
    return {"title": title, "body": words_of(told)}
