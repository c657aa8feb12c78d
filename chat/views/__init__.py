"""Pages of rooms: fetch through a visible set, call one verb or query, render; a module per noun."""

from chat.views.attachments import attachment, attachment_preview
from chat.views.histories import (
    discard_history,
    history_progress,
    import_history,
    restart_history,
    start_history,
)
from chat.views.home import (
    home,
)
from chat.views.marks import (
    cancel_reminder,
    decisions,
    pin_message,
    save_message,
    saved,
    set_reminder,
    unmark_decision,
    unsave_message,
)
from chat.views.members import (
    add_members,
    join_room,
    leave_room,
    members,
    mute_room,
    open_direct,
    remove_member,
    set_level,
    set_room_role,
)
from chat.views.rooms import (
    close_room,
    create_room,
    header,
    message,
    panel,
    room,
    rooms,
    update_room,
    versions,
)
from chat.views.threads import (
    followed_threads,
    thread,
    threads,
)

__all__ = [
    "add_members",
    "attachment",
    "attachment_preview",
    "cancel_reminder",
    "close_room",
    "create_room",
    "decisions",
    "discard_history",
    "followed_threads",
    "header",
    "history_progress",
    "home",
    "import_history",
    "join_room",
    "leave_room",
    "members",
    "message",
    "mute_room",
    "open_direct",
    "panel",
    "pin_message",
    "remove_member",
    "restart_history",
    "room",
    "rooms",
    "save_message",
    "saved",
    "set_level",
    "set_reminder",
    "set_room_role",
    "start_history",
    "thread",
    "threads",
    "unmark_decision",
    "unsave_message",
    "update_room",
    "versions",
]
