"""What stands beside the words of messages: gathered for many at once, and only where a message can have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from chat.models import AcknowledgementRequest, Mention, Message, Reaction, Thread
from chat.queries.attachments import files_beside
from chat.queries.forwards import forwarded_beside
from chat.queries.polls import poll_beside
from journal.prepared import Prepared
from journal.stamps import stamp

Facts = dict[str, Any]
REACTIONS: Prepared[tuple[int, str, int]] = Prepared(
    lambda pk: Reaction.objects.filter(message=pk).order_by("pk").values_list("message_id", "emoji", "person_id")
)
MENTIONS: Prepared[Mention] = Prepared(lambda pk: Mention.objects.filter(message=pk))


def reactions_beside(messages: list[Message]) -> Mapping[int, dict[str, list[int]]]:
    """{message: {emoji: [people]}}, in the order they reacted."""
    found: dict[int, dict[str, list[int]]] = {}
    for message_id, emoji, person in reaction_rows([message.pk for message in messages]):
        found.setdefault(message_id, {}).setdefault(emoji, []).append(person)
    return found


def reaction_rows(ids: list[int]) -> Iterable[tuple[int, str, int]]:
    if len(ids) == 1:  # what the hub asks after each message
        return REACTIONS(ids[0])
    rows = Reaction.objects.filter(message__in=ids).order_by("pk")
    return rows.values_list("message_id", "emoji", "person_id")


def mentions_beside(messages: list[Message]) -> Mapping[int, Facts]:
    """{message: whom it points at}."""
    ids = [message.pk for message in messages]
    found: dict[int, list[Mention]] = {}
    for mention in MENTIONS(ids[0]) if len(ids) == 1 else Mention.objects.filter(message__in=ids):
        found.setdefault(mention.message_id, []).append(mention)
    return {pk: mention_facts(mentions) for pk, mentions in found.items()}


def mention_facts(mentions: Iterable[Mention]) -> Facts:
    """`managers`, whom few mention, is only there where somebody did: every message carries these bytes."""
    gathered = list(mentions)
    people = [each.person_id for each in gathered if each.person_id]
    organizations = [each.organization_id for each in gathered if each.organization_id and not each.is_for_managers]
    managers = [each.organization_id for each in gathered if each.is_for_managers]
    at_all = any(each.person_id is None and each.organization_id is None for each in gathered)
    facts = {"people": people, "organizations": organizations, "room": at_all}
    return {**facts, "managers": managers} if managers else facts


def thread_beside(messages: list[Message]) -> Mapping[int, Facts]:
    """{reply: the thread it stands in}."""
    found = threads({message.thread_id for message in messages if message.thread_id})
    return {message.pk: found[message.thread_id] for message in messages if message.thread_id in found}


def replies_beside(messages: list[Message]) -> Mapping[int, Facts]:
    """{message: the thread that began with it}."""
    return threads({message.pk for message in messages if message.has_thread})


def threads(ids: Iterable[int]) -> dict[int, Facts]:
    wanted = sorted(ids)
    return {thread.pk: thread_facts(thread) for thread in Thread.objects.filter(pk__in=wanted)} if wanted else {}


def thread_facts(thread: Thread) -> Facts:
    """`seq`: replies ever given, which unread is counted from; `count`: those that stand."""
    return {
        "id": thread.pk,
        "title": thread.title,
        "seq": thread.seq,
        "count": thread.replies,
        "last_at": stamp(thread.last_at),
        "started_by": thread.started_by_id,
    }


def acknowledgement_beside(messages: Iterable[Message]) -> Mapping[int, Facts]:
    """{message: until when, how many organisations have, of how many}; no query where none asks for it."""
    ids = [message.pk for message in messages if message.needs_acknowledgement]
    found = AcknowledgementRequest.objects.filter(pk__in=ids) if ids else []
    return {each.pk: request_facts(each) for each in found}


def request_facts(asked: AcknowledgementRequest) -> Facts:
    return {"until": stamp(asked.until), "acknowledged": asked.acknowledged, "expected": asked.expected}


class Part(NamedTuple):
    """How to gather one thing for many messages, {message id: it}, and what it is where there is none."""

    gather: Callable[[list[Message]], Mapping[int, Any]]
    none: Callable[[], Any]


# Each costs at most one query for all messages, and none where a column of the messages tells that there is nothing.
PARTS: dict[str, Part] = {
    "mentions": Part(mentions_beside, lambda: mention_facts([])),
    "reactions": Part(reactions_beside, dict),
    "files": Part(files_beside, list),
    "thread": Part(thread_beside, lambda: None),
    "replies": Part(replies_beside, lambda: None),
}
KEPT = ("thread", "replies")  # what a deleted message keeps


# Only in messages that have it: nearly all carry not even a null.
RARE: dict[str, Callable[[list[Message]], Mapping[int, Any]]] = {
    "forwarded": forwarded_beside,
    "acknowledgement": acknowledgement_beside,
    "poll": poll_beside,
}


def gathered_beside(messages: list[Message]) -> dict[int, Facts]:
    """{message id: everything that stands beside it}."""
    if not messages:
        return {}
    found = {name: part.gather(messages) for name, part in PARTS.items()}
    rare = {name: gather(messages) for name, gather in RARE.items()}
    return {
        message.pk: {
            **{name: found[name].get(message.pk) or part.none() for name, part in PARTS.items()},
            **{name: held[message.pk] for name, held in rare.items() if message.pk in held},
        }
        for message in messages
    }


def fresh_beside(message: Message) -> Facts:
    """Beside a message just stored stands only what came with it: nobody can have reacted yet."""
    beside = {name: part.none() for name, part in PARTS.items()}
    if "](/" in message.body:
        beside |= {"mentions": mention_facts(message.mentions.all())}
    if message.files_count:
        beside |= {"files": files_beside([message])[message.pk]}
    if message.thread_id is not None:
        beside |= {"thread": thread_beside([message])[message.pk]}
    return beside
