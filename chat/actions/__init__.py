"""The verbs of rooms, of messages, and of the history a room brings along."""

from chat.actions.acknowledgements import acknowledge_message, remind_acknowledgement, request_acknowledgement
from chat.actions.attachments import FILES_LIMIT, preview_file
from chat.actions.forwards import FORWARD_LIMIT, forward_message
from chat.actions.history import (
    clear_history,
    discard_history,
    fail_history,
    finish_history,
    forget_import,
    import_history,
    restart_history,
    start_history,
    write_history,
)
from chat.actions.kept import (
    cancel_reminder,
    remind,
    save_message,
    set_reminder,
    unsave_message,
)
from chat.actions.marks import (
    PIN_DAYS,
    PINS_LIMIT,
    mark_decision,
    pin_message,
    unmark_decision,
    unpin_message,
)
from chat.actions.media import attach_media
from chat.actions.messages import (
    REACTIONS_LIMIT,
    Posted,
    delete_message,
    edit_message,
    post_message,
    read_room,
    set_reaction,
    unset_reaction,
)
from chat.actions.moderation import (
    SLOW_MODES,
    dismiss_report,
    lift_suspension,
    remove_message,
    report_message,
    set_slow_mode,
    suspend_member,
    warn_author,
)
from chat.actions.polls import cast_vote, close_poll, create_poll
from chat.actions.retention import FEWEST_DAYS, MOST_DAYS, PURGED_AT_ONCE, purge_messages, set_retention
from chat.actions.rooms import (
    ROLES,
    add_members,
    close_room,
    create_room,
    join_room,
    leave_room,
    open_direct,
    put_in,
    remove_member,
    set_level,
    set_room_role,
    take_out,
    update_room,
)
from chat.actions.talks import (
    close_talk,
    enter_talk,
    leave_talk,
    open_talk,
    reopen_talk,
    set_talk_role,
    tell_talk,
)
from chat.actions.threads import (
    follow_thread,
    read_thread,
    title_thread,
    unfollow_thread,
)
