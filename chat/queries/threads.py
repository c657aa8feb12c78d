"""Threads as lists and programs see them: what began them, how many replies, and what is unread to one person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from chat.markdown import excerpt
from chat.models import Message, Room, Thread, ThreadFollow
from chat.permissions import can_title_thread, threads_for
from chat.queries.beside import thread_facts
from chat.queries.messages import Facts, message_facts
from chat.queries.pointing import pointing_at
from chat.queries.voices import sender_facts
from journal.actors import Actor


def followed_threads(user: User) -> QuerySet[Thread]:
    """The threads a person follows, in rooms they are in; the liveliest first."""
    return among(user, ThreadFollow.objects.filter(person=user, is_following=True))


def unread_threads(user: User) -> QuerySet[Thread]:
    """Those of the followed threads in which something is unread."""
    return among(user, ThreadFollow.objects.filter(person=user, is_following=True, read_seq__lt=F("thread__seq")))


def followed_in_short(user: User) -> Facts:
    """Does a person follow any thread of a room they are in, and how many of them hold something unread?"""
    followed = ThreadFollow.objects.filter(person=user, is_following=True, thread__room__memberships__person=user)
    found = followed.aggregate(follows=Count("pk"), unread=Count("pk", filter=Q(read_seq__lt=F("thread__seq"))))
    return {"follows": found["follows"] > 0, "unread": found["unread"]}


def among(user: User, follows: QuerySet[ThreadFollow]) -> QuerySet[Thread]:
    found = threads_for(user).filter(pk__in=follows.values("thread"), room__memberships__person=user)
    return found.order_by("-last_at", "-pk")


def room_threads(room: Room) -> QuerySet[Thread]:
    """A room's threads, the liveliest first."""
    return room.threads.order_by("-last_at", "-pk")


def thread_at(root: Message) -> Thread:
    """The thread that began with a message; where nobody replied yet, the one that would (not stored)."""
    return Thread.objects.filter(pk=root.pk).first() or Thread(root=root, room=root.room, last_at=root.written_at)


def thread_for_person(actor: Actor, root: Message) -> Facts:
    """One thread as its panel needs it: the listed shape, the message it began with, whether the actor may name it."""
    thread = thread_at(root)
    thread.room, thread.root = root.room, root
    return {
        **listed_threads(actor.user, [thread])[0],
        "message": message_facts([root])[0],
        "can_title": thread.seq > 0 and can_title_thread(actor, thread),
    }


def listed_threads(user: User, threads: Iterable[Thread]) -> list[Facts]:
    """Threads as one person sees them. Two queries for any number of them, whose roots are loaded."""
    gathered = list(threads)
    own = {row.thread_id: row for row in ThreadFollow.objects.filter(person=user, thread__in=gathered)}
    pointed = unread_mentions_in(user, [row for row in own.values() if row.is_following])
    return [listed(thread, own.get(thread.pk), pointed.get(thread.pk, 0)) for thread in gathered]


def with_roots(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.select_related("room", "root__author", "root__sender__person")


def listed(thread: Thread, own: ThreadFollow | None, mentions: int) -> Facts:
    is_following = own is not None and own.is_following
    read_seq = own.read_seq if own is not None else thread.seq
    return {
        **thread_facts(thread),
        "room": thread.room_id,
        "room_name": thread.room.name,
        "root": root_facts(thread.root),
        "is_following": is_following,
        "read_seq": read_seq,
        "unread": thread.seq - read_seq if is_following else 0,
        "mentions": mentions,
    }


def root_facts(root: Message) -> Facts:
    is_deleted = root.deleted_at is not None
    return {
        "id": root.pk,
        "seq": root.seq,
        "author_name": str(root.author) if root.author else (sender_facts(root) or {"name": ""})["name"],
        "excerpt": "" if is_deleted else excerpt(root.body),
        "deleted": is_deleted,
    }


def unread_mentions_in(user: User, follows: list[ThreadFollow]) -> dict[int, int]:
    """{thread: how many unread replies mention the person, one of their organisations, or the whole room}."""
    if not follows:
        return {}
    unread = Q(pk__in=[])
    for follow in follows:
        unread |= Q(thread=follow.thread_id, thread_seq__gt=follow.read_seq)
    found = Message.objects.filter(unread, pointing_at(user), deleted_at__isnull=True).exclude(author=user)
    return dict(found.values_list("thread").annotate(number=Count("pk", distinct=True)))
