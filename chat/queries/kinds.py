"""What the journal is told of an object of chat."""

from __future__ import annotations

from collections.abc import Mapping

from chat.models import Message, Room, RoomMembership
from chat.queries.marks import kept_kinds
from chat.queries.messages import MESSAGE, Facts, message_facts, with_people
from chat.queries.moderation import moderation_facts
from chat.queries.rooms import room_facts


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of chat's in settings.JOURNAL_KINDS; ids that are gone are absent."""
    if kind == "message" and len(ids) == 1:  # what the hub asks after each message
        return {message.pk: fact for message in MESSAGE(ids[0]) for fact in message_facts([message])}
    if kind == "message":
        return {message["id"]: message for message in message_facts(with_people(Message.objects.filter(pk__in=ids)))}
    if kind in {"report", "measure"}:
        return moderation_facts(kind, ids)
    if kind == "room":
        return {room.pk: room_facts(room) for room in Room.objects.filter(pk__in=ids).select_related("place")}
    if kind in ("saved_message", "reminder"):
        return kept_kinds(kind, ids)
    memberships = RoomMembership.objects.filter(pk__in=ids).select_related("person")
    return {each.pk: {"person": each.person_id, "name": str(each.person)} for each in memberships}
