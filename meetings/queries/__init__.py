"""Read shapes of meetings."""

from meetings.queries.kinds import facts
from meetings.queries.participants import participant_facts
from meetings.queries.sessions import listed_sessions, seen_session, session_facts
