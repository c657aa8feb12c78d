"""The verbs of rooms, of messages, and of the history a room brings along."""

from chat.actions.history import finish_history, forget_import, import_history, start_history, write_history
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
from chat.actions.rooms import (
    ROLES,
    add_members,
    close_room,
    create_room,
    join_room,
    leave_room,
    mute_room,
    open_direct,
    remove_member,
    set_room_role,
    update_room,
)

__all__ = [
    "REACTIONS_LIMIT",
    "ROLES",
    "Posted",
    "add_members",
    "close_room",
    "create_room",
    "delete_message",
    "edit_message",
    "finish_history",
    "forget_import",
    "import_history",
    "join_room",
    "leave_room",
    "mute_room",
    "open_direct",
    "post_message",
    "read_room",
    "remove_member",
    "set_reaction",
    "set_room_role",
    "start_history",
    "unset_reaction",
    "update_room",
    "write_history",
]
