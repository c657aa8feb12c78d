"""The verbs of messages."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse
from chat import permissions
from chat.actions.attachments import attach_files, release_attachments, require_files
from chat.actions.threads import follow_as_mentioned, open_thread, place_in_thread, take_from_thread
from chat.emoji import is_emoji
from chat.markdown import render
from chat.mentions import mentioned_in
from chat.models import BODY_LIMIT, Mention, Message, MessageVersion, Poll, Reaction, Room, RoomMembership
from chat.standing import Standing, require_part
from files.models import StoredFile
from journal.actors import Actor
from journal.models import Stream
from journal.prepared import Prepared
from journal.records import hold, record
from journal.refusals import TooSoon, demand_repeat, invalid, require
from journal.verbs import ahead, verb
from organizations.permissions import organizations_for

REACTIONS_LIMIT = 20
SAME: Prepared[tuple[int]] = Prepared(
    lambda author, client: Message.objects.filter(author_id=author, client_id=client).values_list("pk")
)
MARKS = ("pinned_until", "pinned_by", "decided_at", "decided_by", "decided_for")  # what a room put on a message
NUMBER = "UPDATE chat_message SET seq = %s WHERE id = %s"
FOLLOW = "UPDATE chat_roommembership SET read_seq = %s WHERE room_id = %s AND person_id = %s AND read_seq = %s"


@dataclass(frozen=True)
class Posted:
    """A message, and whether this call stored it (or an earlier one with the same client_id)."""

    message: Message
    is_new: bool


class Asked(NamedTuple):
    """What a request wants said, and where."""

    room: Room
    body: str
    reply_to: Message | None
    thread: Message | None
    files: Sequence[StoredFile]

    @property
    def known_by(self) -> tuple[object, ...]:
        reply, thread = (each.pk if each else None for each in (self.reply_to, self.thread))
        return (self.room.pk, self.body, reply, thread, tuple(file.pk for file in self.files))


@dataclass(frozen=True)
class Words:
    """A body without what could disguise it, and as it is shown; the latter only where it is not refused anyway."""

    body: str
    html: str


@lru_cache(maxsize=128)
def in_words(body: str) -> Words:
    cleaned = defuse(body).strip()
    return Words(cleaned, render(cleaned) if len(cleaned) <= BODY_LIMIT else "")


def put_into_words(*, body: str, **_given: object) -> None:
    """Ahead of the verbs that take a body: rendering it takes as long as writing it, and holds no lock."""
    in_words(body)


@ahead(put_into_words)
@verb
def post_message(
    *,
    actor: Actor,
    room: Room,
    body: str,
    client_id: uuid.UUID,
    reply_to: Message | None = None,
    thread: Message | None = None,
    files: Sequence[StoredFile] = (),
) -> Posted:
    """Say something in a room, or in the thread of one of its messages; with files the body may be empty.
    A repeated `client_id` answers with the first message; with another body, place or files, Conflict.
    """
    cleaned = checked_body(body, has_files=bool(files))
    if first := already_said(actor, client_id):
        return repeated_message(first, Asked(room, cleaned, reply_to, thread, files))
    demand_voice(actor, room)
    require_files(actor, files)
    demand_same_talk(reply_to, room, thread)
    message = spoken(
        room,
        actor=actor,
        client_id=client_id,
        body=cleaned,
        html=in_words(body).html,
        reply_to=reply_to,
        files_count=len(files),
        thread=None if thread is None else open_thread(thread, room, actor=actor),
    )
    mentioned = write_mentions(message, actor=actor)
    attach_files(actor, message, files)
    if message.thread is not None:
        place_in_thread(message, message.thread, mentioned, actor=actor)
    else:
        tell_posted(message, actor=actor)
    return Posted(message, is_new=True)


def spoken(room: Room, *, actor: Actor, client_id: uuid.UUID, body: str, html: str, **columns: Any) -> Message:
    """A new message of the actor's, for the organisation they speak for: every verb that says something for somebody
    writes it here, when `demand_voice` has let them. Its place in the talk it gets with `tell_posted`.
    """
    now = timezone.now()
    return Message.objects.create(
        room=room,
        author=actor.user,
        organization=actor.organization,
        client_id=client_id,
        body=body,
        html=html,
        written_at=now,
        created_at=now,
        **columns,
    )


def tell_posted(message: Message, *, actor: Actor) -> None:
    """Write down that a message came into its room's talk, as the next one."""
    stream = message.room.stream
    record("message_posted", stream=stream, actor=actor, subject=message, counted=lambda seq: number(message, seq))


def demand_voice(actor: Actor, room: Room) -> None:
    """What every verb asks by which somebody says something. Refused, with the end where it is a suspension; TooSoon in
    a slow room.
    """
    stands = Standing(actor, room)
    if not permissions.can_post_message(actor, room, stands):
        raise stands.refusal()
    if room.slow_seconds and not stands.moderates:
        take_turn(actor, room)


def take_turn(actor: Actor, room: Room) -> None:
    """In a slow room one writes once in so many seconds: of two posts at the same moment one moves `wrote_at`, the
    other waits. TooSoon `slow_mode` with the seconds left.
    """
    hold(room.stream)  # before the person's place, as their message's number will (FOLLOW)
    now, place = timezone.now(), RoomMembership.objects.filter(room=room, person=actor.user)
    last = now - timedelta(seconds=room.slow_seconds)
    if place.filter(Q(wrote_at__isnull=True) | Q(wrote_at__lte=last)).update(wrote_at=now):
        return
    wrote_at = place.values_list("wrote_at", flat=True).get() or now
    left = math.ceil(room.slow_seconds - (now - wrote_at).total_seconds())
    raise TooSoon(_("This room is in slow mode: wait a little."), code="slow_mode", seconds=max(1, left))


def already_said(actor: Actor, client_id: uuid.UUID) -> Message | None:
    """Nearly always there is none, so the row itself is fetched only when there is one."""
    if actor.person_id is None or (same := SAME.first(actor.person_id, client_id)) is None:
        return None
    return Message.objects.get(pk=same[0])


def demand_same_talk(reply_to: Message | None, room: Room, thread: Message | None) -> None:
    """One replies to what stands in the same talk, in a thread also to the message that it began with."""
    talk = thread.pk if thread else None
    if reply_to is None:
        return
    if reply_to.room_id != room.pk or talk not in (reply_to.thread_id, reply_to.pk):
        raise invalid(_("One replies to a message of the same room."), code="reply_elsewhere", field="reply_to")


def repeated_message(first: Message, asked: Asked) -> Posted:
    """The same request again, or another one that reuses its id. An edited message is known by its first version."""
    if first.deleted_at is not None and first.room_id == asked.room.pk:
        return Posted(first, is_new=False)  # its words are gone, so whether they were the same nobody can say
    version = first.versions.first()
    said = version.body if version else first.body
    held = tuple(first.attachments.order_by("order").values_list("file_id", flat=True))
    demand_repeat((first.room_id, said, first.reply_to_id, first.thread_id, held) == asked.known_by)
    return Posted(first, is_new=False)


def number(message: Message, seq: int) -> None:
    """The message takes its place; the author's read mark follows if nothing unread lay before it."""
    message.seq = seq
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [seq, message.pk])
        cursor.execute(FOLLOW, [seq, message.room_id, message.author_id, seq - 1])


def checked_body(body: str, *, has_files: bool = False) -> str:
    cleaned = in_words(body).body
    if not cleaned and not has_files:
        raise invalid(_("Write something first."), code="empty", field="body")
    if len(cleaned) > BODY_LIMIT:
        raise invalid(_("A message has at most 8,000 letters."), code="too_long", field="body")
    return cleaned


def write_mentions(message: Message, *, actor: Actor) -> list[User]:
    """Store whom a message mentions: people who are in the room, organisations the author sees (or their managers),
    the room itself.

    Returns the people.
    """
    mentioned = mentioned_in(message.body)
    if not any(mentioned):
        return []
    people = User.objects.filter(pk__in=mentioned.people, is_active=True, room_memberships__room=message.room_id)
    meant = mentioned.organizations | mentioned.managers
    organizations = organizations_for(actor.user).filter(pk__in=meant, closed_at__isnull=True)
    rows = [Mention(message=message, person=person) for person in people]  # asks for the people, once
    for each in organizations:
        if each.pk in mentioned.organizations:
            rows.append(Mention(message=message, organization=each))
        if each.pk in mentioned.managers:
            rows.append(Mention(message=message, organization=each, is_for_managers=True))
    if message.room_id in mentioned.rooms:
        rows.append(Mention(message=message))
    if rows:
        Mention.objects.bulk_create(rows)
    return list(people)


def as_it_stands(message: Message) -> Message:
    """The row as it is now, held until commit: the caller's may be from before somebody deleted the message."""
    return Message.objects.select_for_update(of=("self",)).select_related("room").get(pk=message.pk)


@ahead(put_into_words)
@verb
def edit_message(*, actor: Actor, message: Message, body: str) -> Message:
    """Change what one said; what it said before stays readable. The same body again changes nothing."""
    message = as_it_stands(message)
    require_part(permissions.can_edit_message(actor, message), actor, message.room)
    cleaned = checked_body(body, has_files=message.files_count > 0)
    if cleaned == message.body:
        return message
    MessageVersion.objects.create(message=message, body=message.body, html=message.html)
    message.body, message.html, message.edited_at = cleaned, in_words(body).html, timezone.now()
    message.save(update_fields=["body", "html", "edited_at"])
    message.mentions.all().delete()
    mentioned = write_mentions(message, actor=actor)
    if message.thread_id is not None:
        follow_as_mentioned(message, mentioned, actor=actor)
    record("message_edited", stream=message.room.stream, actor=actor, subject=message)
    return message


@verb
def delete_message(*, actor: Actor, message: Message) -> Message:
    """Take a message back: its words and their history go, a tombstone stays. Deleting twice changes nothing."""
    message = as_it_stands(message)
    require(permissions.can_delete_message(actor, message))
    if message.deleted_at is not None:
        return message
    bury(message, actor=actor)
    return message


def bury(message: Message, *, actor: Actor) -> None:
    """Words and what stands on them go, a tombstone stays. For whoever follows the room the message is deleted, whether
    its author did it or somebody who looks after the room (`is_removed`).
    """
    message.body, message.html, message.deleted_at, message.deleted_by = "", "", timezone.now(), actor.user
    message.pinned_until = message.pinned_by = message.decided_at = message.decided_by = message.decided_for = None
    had_files, message.files_count = message.files_count, 0
    message.save(update_fields=["body", "html", "deleted_at", "deleted_by", "files_count", *MARKS])
    if had_files:
        release_attachments(actor, [message])
    if message.has_poll:
        Poll.objects.filter(message=message).delete()
    for related in (message.versions, message.mentions, message.reactions):
        related.all().delete()
    if message.thread_id is not None:
        take_from_thread(message)
    record("message_deleted", stream=message.room.stream, actor=actor, subject=message)


@verb
def set_reaction(*, actor: Actor, message: Message, emoji: str) -> None:
    """React to a message. The same reaction again changes nothing."""
    message = as_it_stands(message)
    require_part(permissions.can_set_reaction(actor, message), actor, message.room)
    if not is_emoji(emoji):
        raise invalid(_("This is not an emoji."), code="invalid_emoji", field="emoji")
    others = message.reactions.exclude(emoji=emoji).values("emoji").distinct().count()
    if others >= REACTIONS_LIMIT:
        raise invalid(_("A message has at most 20 kinds of reactions."), code="too_many_reactions", field="emoji")
    _reaction, is_new = Reaction.objects.get_or_create(message=message, person=actor.user, emoji=emoji)
    if is_new:
        record("reaction_set", stream=message.room.stream, actor=actor, subject=message, emoji=emoji)


@verb
def unset_reaction(*, actor: Actor, message: Message, emoji: str) -> None:
    """Take a reaction back. Nothing happens if it is not there."""
    require(permissions.can_unset_reaction(actor, message))
    if Reaction.objects.filter(message=message, person=actor.user, emoji=emoji).delete()[0]:
        record("reaction_unset", stream=message.room.stream, actor=actor, subject=message, emoji=emoji)


@verb
def read_room(*, actor: Actor, room: Room, seq: int) -> int:
    """Move the person's read mark up to `seq`; it only grows, and never passes the newest message. Returns the mark."""
    require(permissions.can_read_room(actor, room))
    newest = Stream.objects.filter(name=room.stream).values_list("seq", flat=True).first() or 0
    reached = min(seq, newest)
    own = RoomMembership.objects.filter(room=room, person=actor.user)
    if own.filter(read_seq__lt=reached).update(read_seq=reached):
        record("room_read", stream=f"user.{actor.user.pk}", actor=actor, subject=room, room=room.pk, read_seq=reached)
        return reached
    return own.values_list("read_seq", flat=True).get()
