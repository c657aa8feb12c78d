"""What stands around messages."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def talk_words() -> dict[str, str]:
    return {
        "talk": _("Messages"),
        "new_messages": _("New messages"),
        "loading": _("The messages are on their way"),
        "older": _("Older messages"),
        "show_more": _("Show more"),
        "newer": _("Newer messages"),
        "to_newest": _("To the newest"),
        "empty_room": _("Nothing has been said here yet"),
        "empty_room_hint": _("Begin: say who you are and what you need or can give."),
        "offline_copy": _("There is no connection. You see what this device has kept."),
        "room_gone": _("This room is no longer open to you."),
        "deleted": _("This message was deleted"),
        "edited": _("edited"),
        "show_card": _("Show the card"),
        "platform": _("The platform"),
        "forwarded_from": _("Forwarded from {name}"),
        "details": _("Details"),
        "waiting": _("Waiting to be sent"),
        "saved": _("Arrived"),
        "read": _("Read by everybody"),
        "not_sent": _("Not sent."),
        "retry": _("Try again"),
        "discard": _("Discard"),
        "somebody": _("Somebody"),
        "bot": pgettext("tag of a program's message", "bot"),
        "typing": _("{name} is writing…"),
        "reply_to": _("Reply to {name}"),
        "until": _("Until {moment}"),
        "now": _("Now"),
    }
