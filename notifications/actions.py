"""The verbs of notifications. The clock tells people, people say what they have seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from chat.models import Message, Room
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from notifications import permissions
from notifications.hearers import Notice
from notifications.kinds import MENTION, MESSAGES, REPLY
from notifications.models import Notification


@verb
def notify_people(*, actor: Actor, notices: Sequence[Notice]) -> list[int]:
    """Have people hear of entries of one stream; nobody hears of an entry twice. A bounded number of queries for any
    number of people. Returns the people for whom something changed.
    """
    require(permissions.can_notify_people(actor))
    known = known_of(notices)
    fresh, moved = [], defaultdict(list)
    for notice in notices:
        rows = known.get(notice.person, [])
        if any(is_heard(row, notice) for row in rows):
            continue
        unread = next((row for row in rows if row.kind == MESSAGES == notice.kind and row.read_at is None), None)
        if unread is None:
            is_taken = any(
                row.number == notice.number for row in rows
            )  # told before a worker was killed, and read since
            fresh.append(replace(notice, number=notice.newest) if is_taken else notice)
        else:
            moved[notice.newest, notice.object_id, notice.seq, notice.at].append(unread.pk)
    for (newest, object_id, seq, at), pks in moved.items():
        unread_rows = Notification.objects.filter(pk__in=pks, read_at__isnull=True, newest__lt=newest)
        unread_rows.update(newest=newest, object_id=object_id, seq=seq, at=at)
    tell(actor, Notification.objects.bulk_create([row_of(notice) for notice in fresh]), "notified")
    changed = {pk for pks in moved.values() for pk in pks}
    return [row.person_id for rows in known.values() for row in rows if row.pk in changed] + [
        notice.person for notice in fresh
    ]


def known_of(notices: Sequence[Notice]) -> dict[int, list[Notification]]:
    """What these people heard of already, as far as it can be the same."""
    if not notices:
        return {}
    stream, first = notices[0].stream, min(notice.number for notice in notices)
    same = Q(newest__gte=first) | Q(kind=MESSAGES, read_at__isnull=True)
    same |= Q(kind__in=(MENTION, REPLY), object_id__in={notice.object_id for notice in notices})
    people = {notice.person for notice in notices}
    known: dict[int, list[Notification]] = defaultdict(list)
    for row in Notification.objects.filter(same, stream=stream, person__in=people):
        known[row.person_id].append(row)
    return known


def is_heard(row: Notification, notice: Notice) -> bool:
    if notice.kind == MESSAGES:
        return row.newest >= notice.newest if row.kind == MESSAGES else row.number == notice.number
    if notice.kind in (MENTION, REPLY):
        return row.kind in (MENTION, REPLY) and row.object_id == notice.object_id
    return row.number == notice.number


def row_of(notice: Notice) -> Notification:
    return Notification(
        person_id=notice.person,
        kind=notice.kind,
        stream=notice.stream,
        number=notice.number,
        newest=notice.newest,
        subject=notice.subject,
        object_id=notice.object_id,
        room_id=notice.room,
        seq=notice.seq,
        at=notice.at,
    )


def tell(actor: Actor, rows: Iterable[Notification], event: str) -> None:
    """Each person's other screens hear of it: one entry for each of them, about the last of their rows."""
    for row in {row.person_id: row for row in rows}.values():
        record(event, stream=f"user.{row.person_id}", actor=actor, subject=row, kind="notification")


def mark(actor: Actor, rows: QuerySet[Notification]) -> int:
    """Set unread rows of one person, or of several, as read; returns how many."""
    unread = list(rows.filter(read_at__isnull=True).order_by("pk"))
    marked = Notification.objects.filter(pk__in=[row.pk for row in unread], read_at__isnull=True)
    number = marked.update(read_at=timezone.now())
    tell(actor, unread, "notifications_read")
    return number


@verb
def read_notifications(*, actor: Actor, up_to: int) -> int:
    """Mark one's notifications up to this one (its id) as read; returns how many were not."""
    require(permissions.can_read_notifications(actor))
    return mark(actor, Notification.objects.filter(person=actor.user, pk__lte=up_to))


@verb
def settle_room(*, actor: Actor, person: User, room: int, seq: int | None = None) -> int:
    """Who has read a room up to `seq` has read its notifications; who left it (None) needs none of them any more."""
    require(permissions.can_settle_room(actor))
    rows = Notification.objects.filter(person=person, room=room)
    return mark(actor, rows if seq is None else rows.filter(seq__lte=seq))


@verb
def take_back(*, actor: Actor, room: Room, messages: Sequence[Message]) -> int:
    """Of a deleted message nobody needs to hear any more; other news of its room stays."""
    require(permissions.can_take_back(actor))
    about = Notification.objects.filter(room=room, subject="message", object_id__in=[each.pk for each in messages])
    alone = ~Q(kind__in=(MESSAGES, "message_removed")) | Q(kind=MESSAGES, number=F("newest"))
    return mark(actor, about.filter(alone))
