"""Whence a forwarded message comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chat.models import Message
from chat.queries.voices import Facts, name_of_author, organization_facts
from journal.stamps import stamp


def forwarded_beside(messages: Iterable[Message]) -> Mapping[int, Facts]:
    """{message: who said it first, for whom, when and where}; one query where any was forwarded.

    Of the room only its number: its name is for those who may see it, and the same entry goes to everybody here.
    """
    first = {message.pk: message.forwarded_from_id for message in messages if message.forwarded_from_id}
    if not first:
        return {}
    people = ("author", "organization__governorate", "sender__person")
    sources = Message.objects.select_related(*people).in_bulk(set(first.values()))
    return {pk: source_facts(sources[source]) for pk, source in first.items() if source in sources}


def source_facts(source: Message) -> Facts:
    return {
        "message": source.pk,
        "room": source.room_id,
        "name": name_of_author(source),
        "organization": organization_facts(source.organization),
        "written_at": stamp(source.written_at),
    }
