"""Read shapes of meetings."""

from meetings.queries.agenda import (
    AgendaRow,
    agenda_item_facts,
    agenda_items,
    agenda_of,
    lateness_of,
    listed_items,
    placed,
)
from meetings.queries.attendance import (
    Counts,
    Quorum,
    VoiceNow,
    attendance_facts,
    attendances,
    counts_of,
    listed_attendances,
    participants_of,
    quorum_now,
    quorum_of,
    voices_now,
    voices_then,
)
from meetings.queries.ballots import (
    ballot_facts,
    bars,
    head_at_ballot,
    listed_ballots,
    my_voices,
    proxy_facts,
    roll,
    standing_proxies,
    turnout,
)
from meetings.queries.kinds import facts
from meetings.queries.minutes import (
    Minutes,
    attended,
    last_step,
    latest_entries,
    listed_entries,
    listed_objections,
    minute_entries,
    minute_entry_facts,
    minutes_of,
    objection_facts,
    objections,
    version_facts,
)
from meetings.queries.paper import (
    agenda_lines,
    ballots_to_print,
    electors_of_sheet,
    listed_sheets,
    people_of_sheet,
    sheet_facts,
    signed_on,
)
from meetings.queries.participants import participant_facts
from meetings.queries.sessions import is_in_room, listed_sessions, seen_session, session_facts
from meetings.queries.speakers import Floor, floor_of, listed_speakers, speaker_facts, speakers
