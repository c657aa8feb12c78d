"""The verbs of notifications. The clock tells people, people say what they have seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from chat.models import Message, Room
from chat.permissions import shown_messages
from journal.actors import Actor
from journal.due import schedule
from journal.posting import PostingError, parsed
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb
from notifications import permissions
from notifications.kinds import GATHERED, MENTION, REPLY, SAYING, THREAD
from notifications.models import Digest, Notification, Preferences, PushSubscription
from notifications.pushing import are_keys
from notifications.said import Notice
from notifications.zones import ZONES

LONGEST_PAUSE = timedelta(days=32)
MOST_LETTERS = 500
MOST_BROWSERS = 20
FORGOTTEN_AT_ONCE = 200


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
        unread = next((row for row in rows if row.read_at is None and is_gathered(row, notice)), None)
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
    same = Q(newest__gte=first) | Q(kind__in=GATHERED, read_at__isnull=True)
    same |= Q(kind__in=(MENTION, REPLY), object_id__in={notice.object_id for notice in notices})
    people = {notice.person for notice in notices}
    known: dict[int, list[Notification]] = defaultdict(list)
    for row in Notification.objects.filter(same, stream=stream, person__in=people):
        known[row.person_id].append(row)
    return known


def is_gathered(row: Notification, notice: Notice) -> bool:
    """Whether a row tells of the same room's, or the same thread's, news."""
    return notice.kind in GATHERED and row.kind == notice.kind and row.thread == notice.thread


def is_heard(row: Notification, notice: Notice) -> bool:
    if notice.kind in GATHERED:
        return row.newest >= notice.newest if is_gathered(row, notice) else row.number == notice.number
    if notice.kind in (MENTION, REPLY):
        is_same = row.kind == THREAD and row.thread == notice.thread and row.number <= notice.number <= row.newest
        return is_same or (row.kind in (MENTION, REPLY) and row.object_id == notice.object_id)
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
        thread=notice.thread,
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
def settle_thread(*, actor: Actor, person: User, thread: int, seq: int) -> int:
    """Who has read a thread up to its reply `seq` has read what they were told of those replies."""
    require(permissions.can_settle_thread(actor))
    replies = Message.objects.filter(thread=thread, thread_seq__lte=seq)
    told = Notification.objects.filter(person=person, kind__in=SAYING, subject="message")
    return mark(actor, told.filter(object_id__in=replies.values("pk")))


@verb
def take_back(*, actor: Actor, room: Room, messages: Sequence[Message]) -> int:
    """Of a deleted message nobody needs to hear any more; other news of its room stays."""
    require(permissions.can_take_back(actor))
    about = Notification.objects.filter(room=room, subject="message", object_id__in=[each.pk for each in messages])
    alone = ~Q(kind__in=(*GATHERED, "message_removed")) | Q(kind__in=GATHERED, number=F("newest"))
    return mark(actor, about.filter(alone))


@verb
def forget_purged(*, actor: Actor, room: Room) -> bool:
    """Delete some notifications of a room whose messages are gone for good; whether some are left."""
    require(permissions.can_forget_purged(actor))
    stands = shown_messages().filter(pk=OuterRef("object_id"))
    gone = Notification.objects.filter(~Exists(stands), room=room, subject="message").order_by("pk")
    ids = list(gone.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    rows = Notification.objects.filter(pk__in=ids)
    mark(actor, rows)
    rows.delete()
    return len(ids) == FORGOTTEN_AT_ONCE


@verb
def update_preferences(*, actor: Actor, **wanted: Any) -> Preferences:
    """Change how one wants to be told; what is not given stays. ValidationError: unknown_choice, unknown_zone,
    invalid_days, invalid_pause.
    """
    require(permissions.can_update_preferences(actor))
    row = Preferences.objects.filter(person=actor.user).first() or Preferences(person=actor.user)
    changed = sorted(name for name, value in wanted.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, wanted[name])
    check(row)
    if changed:
        row.save()
        record("preferences_updated", stream=f"user.{actor.user.pk}", actor=actor, subject=row, fields=changed)
    return row


def check(row: Preferences) -> None:
    if row.mail not in Preferences.Mail.values:
        raise invalid(_("Choose what you want to hear of."), code="unknown_choice", field="mail")
    if row.zone not in ZONES:
        raise invalid(_("This time zone is not known here."), code="unknown_zone", field="zone")
    if not set(row.quiet_days) <= set("0123456"):
        raise invalid(_("Choose days of the week."), code="invalid_days", field="quiet_days")
    if row.paused_until is not None and row.paused_until > timezone.now() + LONGEST_PAUSE:
        raise invalid(_("A pause lasts at most a month."), code="invalid_pause", field="paused_until")


@verb
def subscribe_push(*, actor: Actor, endpoint: str, p256dh: str, auth: str, session_key: str) -> PushSubscription:
    """Have this browser told. The same address again renews it, also for another person at the same browser. One has
    at most twenty; the oldest give way. ValidationError: invalid_endpoint, invalid_keys, no_session.
    """
    require(permissions.can_subscribe_push(actor))
    if not session_key:
        raise invalid(_("Only a browser that is signed in can be told."), code="no_session")
    if len(endpoint) > MOST_LETTERS or not is_outside(endpoint):
        raise invalid(_("This is no address of a push service."), code="invalid_endpoint", field="endpoint")
    if not are_keys(p256dh, auth):
        raise invalid(_("These are no keys of a browser."), code="invalid_keys", field="keys")
    values = {"person": actor.user, "session_key": session_key, "p256dh": p256dh, "auth": auth}
    row, is_new = PushSubscription.objects.get_or_create(endpoint=endpoint, defaults=values)
    is_changed = is_new or any(getattr(row, name) != value for name, value in values.items())
    if is_changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.made_at = timezone.now()
        row.save()
        record("push_subscribed", stream=f"user.{actor.user.pk}", actor=actor, subject=row, kind="push_subscription")
    kept = PushSubscription.objects.filter(person=actor.user).order_by("-made_at", "-pk").values("pk")[:MOST_BROWSERS]
    PushSubscription.objects.filter(person=actor.user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return row


def is_outside(endpoint: str) -> bool:
    """Whether one may send there, as far as one can tell by looking; what a name stands for is asked when sending."""
    try:
        parsed(endpoint, inside=settings.PUSH_INSIDE)
    except PostingError:
        return False
    return True


def end(actor: Actor, row: PushSubscription, event: str) -> None:
    pk = row.pk
    row.delete()
    row.pk = pk
    record(event, stream=f"user.{row.person_id}", actor=actor, subject=row, kind="push_subscription")


@verb
def unsubscribe_push(*, actor: Actor, endpoint: str) -> None:
    """Tell this browser nothing more. Twice is no mistake; of others' browsers nothing is said."""
    require(permissions.can_unsubscribe_push(actor))
    row = PushSubscription.objects.filter(person=actor.user, endpoint=endpoint).first()
    if row is not None:
        end(actor, row, "push_unsubscribed")


@verb
def end_push(*, actor: Actor, subscription: PushSubscription) -> None:
    """Its service says that there is no such browser any more."""
    require(permissions.can_end_push(actor))
    row = PushSubscription.objects.filter(pk=subscription.pk).first()
    if row is not None:
        end(actor, row, "push_ended")


@verb
def claim_pushes(*, actor: Actor, rows: Sequence[Notification]) -> list[int]:
    """Take these notifications for sending, so that no other worker and no later try sends the same again: told once
    at most. Returns the ids that are this caller's.
    """
    require(permissions.can_claim_pushes(actor))
    known = {row.pk: row.newest for row in rows}
    free = Notification.objects.filter(pk__in=known, read_at__isnull=True, pushed__lt=F("newest"))
    mine = list(free.select_for_update().values_list("pk", flat=True))
    Notification.objects.filter(pk__in=mine).update(pushed=F("newest"))
    return mine


@verb
def claim_digest(*, actor: Actor, person: User, up_to: int) -> Digest | None:
    """Take a person's notifications up to this one for one mail, and have it sent; None where another worker took them
    or they were mailed before.
    """
    require(permissions.can_claim_digest(actor))
    row, _is_new = Preferences.objects.get_or_create(person=person)
    after = row.mailed
    if not Preferences.objects.filter(person=person, mailed=after, mailed__lt=up_to).update(mailed=up_to):
        return None
    digest = Digest.objects.create(person=person, after=after, up_to=up_to)
    schedule("send_digest", key=f"digest.{digest.pk}", digest=digest.pk)
    record("digest_claimed", stream=f"user.{person.pk}", actor=actor, subject=digest, kind="digest")
    return digest


@verb
def set_digest_sent(*, actor: Actor, digest: Digest, is_sent: bool) -> bool:
    """Before it is handed to the mail server, and taken back where that refused; False if it was so already."""
    require(permissions.can_set_digest_sent(actor))
    rows = Digest.objects.filter(pk=digest.pk, sent_at__isnull=is_sent)
    return bool(rows.update(sent_at=timezone.now() if is_sent else None))
