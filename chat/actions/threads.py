"""The verbs of threads, and what posting and deleting a reply does to its thread (decision 25)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse
from chat import permissions
from chat.models import TITLE_LIMIT, Message, Room, Thread, ThreadFollow
from chat.queries.pointing import pointing_at
from chat.standing import require_part
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb

TAKE_PLACE = """
    UPDATE chat_thread SET seq = seq + 1, replies = replies + 1, last_at = %s WHERE root_id = %s RETURNING seq
"""


def open_thread(root: Message, room: Room, *, actor: Actor) -> Thread:
    """The thread of a message, made by its first reply. Of two who reply at the same moment one makes it."""
    if root.room_id != room.pk:
        raise invalid(_("This thread belongs to another room."), code="thread_elsewhere", field="thread")
    if root.thread_id is not None:
        raise invalid(_("A reply in a thread opens no thread of its own."), code="thread_in_thread", field="thread")
    thread = Thread.objects.filter(pk=root.pk).first()
    if thread is not None:
        return thread
    if root.deleted_at is not None:
        raise Conflict(_("This message was deleted. No thread begins with it."), code="message_deleted")
    thread, is_new = Thread.objects.get_or_create(root=root, defaults={"room": room, "started_by": actor.user})
    if is_new:
        Message.objects.filter(pk=root.pk).update(has_thread=True)
        if root.author is not None:
            follow_anew(thread, room.people.filter(pk=root.author_id), read_seq=0, actor=actor)
    return thread


def place_in_thread(message: Message, thread: Thread, mentioned: Iterable[User], *, actor: Actor) -> None:
    """Number a reply, let its author and whom it mentions follow the thread, and write it down.

    The thread's row stays locked until commit, so the order of commits is the order of numbers, as in a room.
    """
    moment = connection.ops.adapt_datetimefield_value(message.written_at)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLACE, [moment, thread.pk])
        (seq,) = cursor.fetchone()
    message.thread_seq = seq
    message.save(update_fields=["thread_seq"])
    own = ThreadFollow.objects.filter(thread=thread, person=actor.user)
    own.filter(read_seq=seq - 1).update(read_seq=seq)
    if not own.filter(is_following=True).exists():
        follow_now(thread, actor.user, read_seq=seq, actor=actor)
    follow_as_mentioned(message, mentioned, actor=actor)
    record("message_posted", stream=message.room.stream, actor=actor, subject=message)


def follow_as_mentioned(message: Message, mentioned: Iterable[User], *, actor: Actor) -> None:
    """Who is mentioned follows from this reply on; who once stopped following is not brought back by a mention."""
    if people := list(mentioned):
        assert message.thread is not None
        follow_anew(message.thread, people, read_seq=(message.thread_seq or 1) - 1, actor=actor)


def follow_anew(thread: Thread, people: Iterable[User], *, read_seq: int, actor: Actor) -> None:
    """These people follow a thread, if they have no place in it yet."""
    known = set(thread.follows.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known]
    rows = [ThreadFollow(thread=thread, person=person, read_seq=read_seq) for person in new]
    ThreadFollow.objects.bulk_create(rows, ignore_conflicts=True)
    for person in new:
        tell_followed(thread, person, read_seq=read_seq, actor=actor)


def follow_now(thread: Thread, person: User, *, read_seq: int, actor: Actor) -> None:
    """The person follows, whatever was before; what was said until now counts as read."""
    ThreadFollow.objects.update_or_create(
        thread=thread, person=person, defaults={"is_following": True, "read_seq": read_seq}
    )
    tell_followed(thread, person, read_seq=read_seq, actor=actor)


def tell_followed(thread: Thread, person: User, *, read_seq: int, actor: Actor) -> None:
    own = f"user.{person.pk}"
    record("thread_followed", stream=own, actor=actor, subject=thread.room, thread=thread.pk, read_seq=read_seq)


def take_from_thread(message: Message) -> None:
    """A deleted reply no longer counts; the thread's last moment is that of the newest that stands."""
    Thread.objects.filter(pk=message.thread_id).update(replies=F("replies") - 1)
    standing = Message.objects.filter(thread=message.thread_id, deleted_at__isnull=True)
    last: datetime | None = standing.aggregate(last=Max("written_at"))["last"]
    if last is not None:
        Thread.objects.filter(pk=message.thread_id).update(last_at=last)


def forget_threads(room: Room, person: User) -> None:
    """Who leaves a room follows nothing in it; who comes back begins anew."""
    ThreadFollow.objects.filter(thread__room=room, person=person).delete()


@verb
def follow_thread(*, actor: Actor, thread: Thread) -> None:
    """Follow a thread from now on. Following it already changes nothing."""
    require_part(permissions.can_follow_thread(actor, thread), actor, thread.room)
    if not ThreadFollow.objects.filter(thread=thread, person=actor.user, is_following=True).exists():
        thread.refresh_from_db(fields=["seq"])
        follow_now(thread, actor.user, read_seq=thread.seq, actor=actor)


@verb
def unfollow_thread(*, actor: Actor, thread: Thread) -> None:
    """Stop following a thread, until one follows it again or replies in it."""
    require(permissions.can_unfollow_thread(actor, thread))
    own = ThreadFollow.objects.filter(thread=thread, person=actor.user, is_following=True)
    if own.update(is_following=False):
        stream = f"user.{actor.user.pk}"
        record("thread_unfollowed", stream=stream, actor=actor, subject=thread.room, thread=thread.pk)


@verb
def read_thread(*, actor: Actor, thread: Thread, seq: int) -> int:
    """Move one's read mark in a thread up to `seq`; it only grows. Returns the mark; 0 for who never followed it, of
    whom only their own stream learns that they read what was meant for all or for their organisation.
    """
    require(permissions.can_read_thread(actor, thread))
    thread.refresh_from_db(fields=["seq"])
    reached = min(seq, thread.seq)
    own = ThreadFollow.objects.filter(thread=thread, person=actor.user)
    if own.filter(read_seq__lt=reached).update(read_seq=reached):
        stream = f"user.{actor.user.pk}"
        record("thread_read", stream=stream, actor=actor, subject=thread.room, thread=thread.pk, read_seq=reached)
        return reached
    pointing = Message.objects.filter(pointing_at(actor.user), thread=thread, thread_seq__lte=reached)
    if not own.exists() and pointing.exists():
        stream = f"user.{actor.user.pk}"
        record("thread_read", stream=stream, actor=actor, subject=thread.room, thread=thread.pk, read_seq=reached)
    return own.values_list("read_seq", flat=True).first() or 0


@verb
def title_thread(*, actor: Actor, thread: Thread, title: str) -> Thread:
    """Name a thread, or with nothing take its name away. The same title again changes nothing."""
    require_part(permissions.can_title_thread(actor, thread), actor, thread.room)
    cleaned = " ".join(defuse(title).split())
    if len(cleaned) > TITLE_LIMIT:
        raise invalid(_("A title has at most 80 letters."), code="too_long", field="title")
    if Thread.objects.filter(pk=thread.pk).exclude(title=cleaned).update(title=cleaned):
        thread.title = cleaned
        record("thread_titled", stream=thread.room.stream, actor=actor, subject=thread.root)
    return thread
