"""Who sees which body and its sessions, and who may do what there; a module per noun."""

from meetings.permissions.agenda import (
    agenda_documents_for,
    agenda_items_for,
    can_add_agenda_document,
    can_add_agenda_item,
    can_edit_agenda_item,
    can_move_agenda_item,
    can_remove_agenda_document,
    can_take_up_item,
    can_withdraw_agenda_item,
)
from meetings.permissions.attendance import (
    attendances_for,
    can_enter_session,
    can_leave_session,
    can_note_attendance,
)
from meetings.permissions.ballots import (
    ballot_seen_by,
    ballots_for,
    can_annul_ballot,
    can_cast_vote,
    can_close_ballot,
    can_create_ballot,
    can_delete_ballot,
    can_edit_ballot,
    can_end_proxy,
    can_give_proxy,
    can_open_ballot,
    latest_ballot_seen_by,
    proxies_for,
)
from meetings.permissions.bodies import (
    can_announce_body,
    can_close_body,
    can_create_body,
    can_enter_body_room,
    can_settle_body_rooms,
)
from meetings.permissions.minutes import (
    can_add_addendum,
    can_add_minute_entry,
    can_answer_objection,
    can_approve_minutes,
    can_edit_minute_entry,
    can_move_minute_entry,
    can_put_minutes_to_review,
    can_raise_objection,
    can_take_minutes_back,
    can_withdraw_minute_entry,
    can_withdraw_objection,
    minute_entries_for,
    objections_for,
)
from meetings.permissions.paper import (
    can_enter_attendance_sheet,
    can_enter_ballot_sheet,
    can_print_sheet,
    sheets_for,
)
from meetings.permissions.seen import (
    PERMISSIONS,
    bodies_for,
    can_chair,
    can_lead,
    can_minute,
    can_see,
    grant,
    grant_person,
    granted_bodies,
    held_by,
    inside_bodies_for,
    insiders_among,
    organizations_in,
    participant_of,
    revoke,
    revoke_person,
    sessions_for,
    streams_for,
    voice_of,
)
from meetings.permissions.sessions import (
    can_edit_session,
    can_enter_session_room,
    can_plan_session,
    can_run_session,
    can_set_session_status,
    can_show_on_projector,
    is_named_chair,
)
from meetings.permissions.speakers import (
    can_ask_to_speak,
    can_end_turn,
    can_give_floor,
    can_move_speaker,
    can_set_speakers_list,
    can_withdraw_speaker,
    speakers_for,
)
