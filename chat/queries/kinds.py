"""What the journal is told of an object of chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.models import Measure, Message, Reminder, Report, Room, RoomMembership, SavedMessage
from chat.queries.marks import place_facts
from chat.queries.messages import MESSAGE, Facts, message_facts, with_people
from chat.queries.moderation import measure_facts, report_facts
from chat.queries.rooms import room_facts


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of chat's in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)


def messages(ids: list[int]) -> Mapping[int, Facts]:
    if len(ids) == 1:  # what the hub asks after each message
        return {message.pk: fact for message in MESSAGE(ids[0]) for fact in message_facts([message])}
    return {message["id"]: message for message in message_facts(with_people(Message.objects.filter(pk__in=ids)))}


def rooms(ids: list[int]) -> Mapping[int, Facts]:
    return {room.pk: room_facts(room) for room in Room.objects.filter(pk__in=ids).select_related("place")}


def memberships(ids: list[int]) -> Mapping[int, Facts]:
    found = RoomMembership.objects.filter(pk__in=ids).select_related("person")
    return {each.pk: {"person": each.person_id, "name": str(each.person)} for each in found}


def reports(ids: list[int]) -> Mapping[int, Facts]:
    return {each.pk: report_facts(each) for each in Report.objects.filter(pk__in=ids)}


def measures(ids: list[int]) -> Mapping[int, Facts]:
    return {each.pk: measure_facts(each) for each in Measure.objects.filter(pk__in=ids)}


def saved_messages(ids: list[int]) -> Mapping[int, Facts]:
    return {row.pk: place_facts(row) for row in SavedMessage.objects.filter(pk__in=ids).select_related("message")}


def reminders(ids: list[int]) -> Mapping[int, Facts]:
    return {row.pk: place_facts(row) for row in Reminder.objects.filter(pk__in=ids).select_related("message")}


KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {
    "message": messages,
    "room": rooms,
    "room_membership": memberships,
    "report": reports,
    "measure": measures,
    "saved_message": saved_messages,
    "reminder": reminders,
}
