"""What the journal wakes: rooms and people's own streams are followed, and whoever must hear of an entry is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from chat.models import Message, Room
from journal.actors import Actor
from journal.due import schedule, schedule_each
from journal.followers import Follower
from journal.models import Entry
from notifications.actions import claim_pushes, end_push, notify_people, settle_room, settle_thread, take_back
from notifications.delivery import Sent, asleep, send, still_to_tell, waiting
from notifications.hearers import notices_of
from notifications.kinds import KINDS, OWN
from notifications.mails import plan_mails
from notifications.models import Notification
from notifications.permissions import live_subscriptions
from notifications.pushing import GONE, LATER, REFUSED
from notifications.queries import rooms_of, wishes_of
from notifications.said import Notice

SAID = frozenset({"message_posted", "message_edited"})
LEFT = frozenset({"room_left"})
READ = frozenset({"thread_read", "thread_followed"})  # each says up to where the thread counts as read
NEWS = timedelta(days=3)  # older is no news: what a worker finds that was away, or a new follower in an old journal
PATIENCE = timedelta(seconds=6)  # read marks come every five seconds: who reads along hears nothing
AT_ONCE = 500  # people in one transaction
PORTION = 100  # rows whose pushes are sent in one go
MOST_AT_WAKING = 5
SOONEST = 30  # seconds


class PushServiceError(Exception):
    """A push service that does not answer, or asks to be left alone for now."""


def follow_rooms(entries: list[Entry]) -> None:
    """Tell the people of a room what was said in it, and take back what was deleted."""
    room = Room.objects.filter(pk=int(entries[0].stream.name.split(".", 1)[1])).first()
    if room is None:
        return
    deleted = [entry.object_id for entry in entries if entry.event == "message_deleted"]
    if deleted:
        take_back(actor=Actor.clock(), room=room, messages=list(Message.objects.filter(pk__in=deleted)))
    recent = [entry for entry in entries if entry.event in SAID and is_news(entry)]
    tell(notices_of(room, recent) if recent else [])


def is_news(entry: Entry) -> bool:
    return entry.at > timezone.now() - NEWS


def tell(notices: list[Notice]) -> None:
    """In portions of so many people, so that no transaction is long. Each person's notices come together."""
    own = [list(group) for _person, group in groupby(notices, key=lambda notice: notice.person)]
    for start in range(0, len(own), AT_ONCE):
        portion = [notice for group in own[start : start + AT_ONCE] for notice in group]
        changed = notify_people(actor=Actor.clock(), notices=portion)
        if changed:
            plan_mails((notice.person, notice.kind) for notice in portion)
        if changed and live_subscriptions().filter(person__in=changed).exists():
            stream = notices[0].stream
            schedule("push_stream", key=f"push.{stream}", stream=stream)


def follow_people(entries: list[Entry]) -> None:
    """What happened to one person: rooms read and left, and the events that are a kind of their own."""
    stream = entries[0].stream.name
    person = User.objects.filter(pk=int(stream.split(".", 1)[1])).first()
    if person is None:
        return
    for entry in entries:
        if entry.event == "room_read":
            settle_room(
                actor=Actor.clock(), person=person, room=entry.object_id, seq=int(entry.facts.get("read_seq", 0))
            )
        elif entry.event in READ:
            thread, seq = (int(entry.facts.get(name, 0)) for name in ("thread", "read_seq"))
            settle_thread(actor=Actor.clock(), person=person, thread=thread, seq=seq)
        elif entry.event in LEFT:
            settle_room(actor=Actor.clock(), person=person, room=entry.object_id)
    own = [entry for entry in entries if entry.event in OWN and is_news(entry) and is_told(entry, person)]
    rooms = rooms_of(own)
    for entry in own:
        room = rooms.get(entry.number)
        if entry.event == "room_joined" and (room is None or room.kind == Room.Kind.DIRECT):
            continue  # a direct room is heard of with its first message
        tell([own_notice(entry, person, room.pk if room else None)])


def is_told(entry: Entry, person: User) -> bool:
    """Of what one did oneself one knows."""
    return person.is_active and (KINDS[entry.event].by_oneself or entry.person_id not in (None, person.pk))


def own_notice(entry: Entry, person: User, room: int | None) -> Notice:
    """What an entry names as its message is what it is about, whatever row it was recorded for."""
    message = entry.facts.get("message")
    subject, object_id = (entry.kind, entry.object_id) if message is None else ("message", message)
    stream, number = entry.stream.name, entry.number
    return Notice(person.pk, entry.event, stream, number, number, subject, object_id, room, None, entry.at)


def push_stream(stream: str) -> None:
    """Tell the browsers of everybody who has something unread of a stream, in portions of so many rows."""
    rows = waiting(Q(stream=stream), PORTION)
    push(rows)
    if len(rows) == PORTION:
        schedule("push_stream", key=f"push.{stream}", stream=stream)


def push_person(person: int) -> None:
    """The quiet hours of a person are over: the newest of what came meanwhile."""
    push(waiting(Q(person=person), MOST_AT_WAKING))


def push(rows: list[Notification]) -> None:
    """Who sleeps is told later; of the rest each is told once, whatever happens to this worker now."""
    wishes = wishes_of({row.person_id for row in rows})
    later = asleep(wishes, timezone.now())
    schedule_each(
        "push_person",
        at={f"push.user.{person}.later": moment for person, moment in later.items()},
        arguments={f"push.user.{person}.later": {"person": person} for person in later},
    )
    awake = still_to_tell(row for row in rows if row.person_id not in later)
    mine = set(claim_pushes(actor=Actor.clock(), rows=awake)) if awake else set()
    settle(send([row for row in awake if row.pk in mine], wishes))


def settle(results: list[Sent]) -> None:
    """What came of pushes: subscriptions that are gone end, what may pass is tried again by itself."""
    for subscription, row, outcome in results:
        if outcome.result in (GONE, REFUSED):
            end_push(actor=Actor.clock(), subscription=subscription)
        elif outcome.result == LATER:
            at = timezone.now() + timedelta(seconds=max(outcome.seconds, SOONEST))
            key = f"push.{subscription.pk}.{row.pk}"
            schedule("push_again", at=at, key=key, subscription=subscription.pk, notification=row.pk)


def push_again(subscription: int, notification: int) -> None:
    """One browser whose push service did not answer: once more, if it is still worth it."""
    rows = list(Notification.objects.filter(pk=notification, read_at__isnull=True))
    rows = still_to_tell(rows)
    wishes = wishes_of({row.person_id for row in rows})
    if not rows or asleep(wishes, timezone.now()):
        return
    for sent in send(rows, wishes, Q(pk=subscription)):
        if sent.outcome.result == LATER:
            raise PushServiceError(sent.subscription.endpoint)  # the worker tries again after a growing pause
        settle([sent])


notices_of_rooms = Follower("notices_of_rooms", ("room",), follow_rooms, SAID | {"message_deleted"}, PATIENCE)
notices_of_people = Follower("notices_of_people", ("user",), follow_people, OWN | LEFT | READ | {"room_read"})
