"""What one can do with a message; each act is called as in frontend/islands/message-acts.ts."""

from django.utils.translation import gettext as _


def act_words() -> dict[str, str]:
    return {
        "menu": _("What to do with the message"),
        "message_menu": _("What to do with the message of {name}"),
        "react": _("React"),
        "more_emoji": _("More reactions"),
        "reply": _("Reply"),
        "copy_link": _("Copy the link"),
        "edit": _("Edit"),
        "save_later": _("Save for later"),
        "saved_later": _("Saved. You find it under your name."),
        "unsave": _("Remove from saved"),
        "remind": _("Remind me"),
        "forward": _("Forward"),
        "pin": _("Pin"),
        "unpin": _("Unpin"),
        "pinned": _("Pinned"),
        "more_pins": _("More: {number}"),
        "decide": _("Mark as the room’s decision"),
        "undecide": _("No longer a decision"),
        "decision": _("Decision"),
        "history": _("What it said before"),
        "delete": _("Delete"),
        "delete_question": _("Delete this message?"),
        "delete_hint": _("Its words disappear for everybody; a note that it was deleted stays."),
    }
