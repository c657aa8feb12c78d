"""The room of a session: made when somebody first goes in, for those who take part."""

from __future__ import annotations

from chat.actions import enter_talk, open_talk
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.models import Session

LONGEST_TITLE = 78  # of the 80 letters of a room's name


@verb
def enter_session_room(*, actor: Actor, session: Session) -> Room:
    """Go into the room in which a session is talked about, be it for the first time. Conflict `talk_closed`."""
    require(permissions.can_enter_session_room(actor, session))
    room = session.room or room_of(actor, session)
    if not RoomMembership.objects.filter(room=room, person=actor.user).exists():
        enter_talk(actor=actor, room=room, person=actor.user, moderates=permissions.can_note_attendance(actor, session))
    return room


def room_of(actor: Actor, session: Session) -> Room:
    """Of two who are first at once, the second finds it made."""
    row = as_it_stands(session)
    if row.room is None:
        about = f"{row.title}\n/sessions/{row.pk}/"
        row.room = open_talk(actor=actor, name=row.title[:LONGEST_TITLE], about=about)
        row.save(update_fields=["room"])
        record("session_room_opened", stream=row.stream, actor=actor, subject=row)
    return row.room
