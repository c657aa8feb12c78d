"""Read shapes of rooms and messages, for pages, the API and the wire alike; a module per noun."""

from chat.queries.histories import (
    failed_imports,
)
from chat.queries.kinds import (
    facts,
)
from chat.queries.mentionables import mentionables
from chat.queries.messages import (
    SHOWN,
    first_seq_on,
    fresh_message,
    message_as_it_stands,
    message_facts,
    organization_facts,
    shown_sender,
    timeline,
    window,
    with_people,
)
from chat.queries.moderation import (
    handled_reports,
    measure_facts,
    measures_of,
    open_reports,
    report_facts,
    whole_reports,
)
from chat.queries.people import (
    members_with_roles,
    organizations_in,
    people_in,
)
from chat.queries.rooms import (
    first_mention,
    joined_rooms,
    joined_streams,
    listed_rooms,
    other_facts,
    other_rooms,
    room_for_person,
)

__all__ = [
    "SHOWN",
    "facts",
    "failed_imports",
    "first_mention",
    "first_seq_on",
    "fresh_message",
    "handled_reports",
    "joined_rooms",
    "joined_streams",
    "listed_rooms",
    "measure_facts",
    "measures_of",
    "members_with_roles",
    "mentionables",
    "message_as_it_stands",
    "message_facts",
    "open_reports",
    "organization_facts",
    "organizations_in",
    "other_facts",
    "other_rooms",
    "people_in",
    "report_facts",
    "room_for_person",
    "shown_sender",
    "timeline",
    "whole_reports",
    "window",
    "with_people",
]
