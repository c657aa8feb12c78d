"""The verbs of meetings; a module per noun."""

from meetings.actions.agenda import (
    add_agenda_item,
    edit_agenda_item,
    move_agenda_item,
    take_up_item,
    withdraw_agenda_item,
)
from meetings.actions.attendance import (
    enter_session,
    leave_session,
)
from meetings.actions.ballots import (
    annul_ballot,
    cast_vote,
    close_ballot,
    create_ballot,
    delete_ballot,
    edit_ballot,
    open_ballot,
)
from meetings.actions.bodies import (
    announce_body,
    close_body,
    create_body,
)
from meetings.actions.body_room import (
    enter_body_room,
    let_out_of_rooms,
    settle_body_rooms,
)
from meetings.actions.documents import (
    add_agenda_document,
    remove_agenda_document,
)
from meetings.actions.minutes import (
    add_addendum,
    add_minute_entry,
    edit_minute_entry,
    move_minute_entry,
    withdraw_minute_entry,
)
from meetings.actions.paper import (
    enter_attendance_sheet,
    enter_ballot_sheet,
    print_sheet,
)
from meetings.actions.projecting import (
    show_on_projector,
)
from meetings.actions.proxies import (
    end_proxy,
    give_proxy,
)
from meetings.actions.reviewing import (
    answer_objection,
    approve_minutes,
    put_minutes_to_review,
    raise_objection,
    take_minutes_back,
    withdraw_objection,
)
from meetings.actions.room import (
    enter_session_room,
)
from meetings.actions.sessions import (
    as_it_stands,
    edit_session,
    plan_session,
)
from meetings.actions.speakers import (
    ask_to_speak,
    end_turn,
    give_floor,
    move_speaker,
    set_speakers_list,
    withdraw_speaker,
)
from meetings.actions.states import (
    set_session_status,
)
