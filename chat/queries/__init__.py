"""Read shapes of rooms and messages, for pages, the API and the wire alike; a module per noun."""

from chat.queries.acknowledgements import (
    acknowledged_by,
    announcements_waiting,
    organizations_asked,
    people_to_remind,
    readings,
)
from chat.queries.attachments import attachment_facts, files_of, room_files
from chat.queries.beside import request_facts
from chat.queries.histories import (
    failed_imports,
)
from chat.queries.kinds import (
    facts,
)
from chat.queries.marks import (
    decision_facts,
    decisions_of,
    kept_facts,
    mine_in,
    pinned_messages,
    reminder_list,
    saved_list,
)
from chat.queries.mentionables import mentionables
from chat.queries.messages import (
    SHOWN,
    first_seq_on,
    fresh_message,
    message_as_it_stands,
    message_facts,
    replies_in,
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
    members_by_organization,
    members_with_roles,
    organizations_in,
    people_in,
    readers,
    rooms_in_common,
)
from chat.queries.polls import poll_facts, poll_for_person, seen_polls, shares, voter_of, votes_in
from chat.queries.retention import count_expired
from chat.queries.rooms import (
    first_mention,
    joined_rooms,
    joined_streams,
    listed_rooms,
    other_facts,
    other_rooms,
    room_for_person,
    writable_rooms,
)
from chat.queries.threads import (
    followed_in_short,
    followed_threads,
    listed_threads,
    room_threads,
    thread_for_person,
    unread_threads,
    with_roots,
)
from chat.queries.voices import organization_facts, shown_sender
