"""The words of the browser's side, in the reader's language; base.html hands them over in one script element."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHELL_COUNTS = {"unread", "mentions", "unsent"}
# A number of each kind that Arabic tells apart; the browser asks Intl.PluralRules which kind it has.
KINDS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def words() -> dict[str, str]:
    """All of them, for the page of rooms: {name: words}. `{name}` in a text is filled in by the page; counted things
    stand under `name.kind`.
    """
    return {**shell_words(), **talk_words(), **history_words(), **composer_words(), **list_words(), **counted_words()}


def page_words() -> dict[str, str]:
    """Those that every other page needs: a sign-in page should not carry what rooms say."""
    counted = {name: text for name, text in counted_words().items() if name.split(".")[0] in SHELL_COUNTS}
    return {**shell_words(), **counted}


def shell_words() -> dict[str, str]:
    return {
        "reconnecting": _("No connection · reconnecting"),
        "ended": _("Your sign-in has ended"),
        "ended_hint": _(
            "It was ended from another device or by a new password. Nothing of yours stays in this browser."
        ),
        "ended_unsent": _(
            "What you wrote and did not send is here once more: copy what you need before it is deleted."
        ),
        "sign_in_again": _("Sign in again"),
        "delete_and_sign_in": _("Delete and sign in again"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "copied": _("Copied"),
        "copy_text": _("Copy the text"),
        "no_line": _("That did not work: there is no connection. Try again in a moment."),
        "sign_out_anyway": _("Sign out and delete them"),
    }


def talk_words() -> dict[str, str]:
    return {
        "talk": _("Messages"),
        "new_messages": _("New messages"),
        "loading": _("The messages are on their way"),
        "older": _("Older messages"),
        "newer": _("Newer messages"),
        "to_newest": _("To the newest"),
        "empty_room": _("Nothing has been said here yet"),
        "empty_room_hint": _("Begin: say who you are and what you need or can give."),
        "offline_copy": _("There is no connection. You see what this device has kept."),
        "room_gone": _("This room is no longer open to you."),
        "deleted": _("This message was deleted"),
        "edited": _("edited"),
        "waiting": _("Waiting to be sent"),
        "saved": _("Arrived"),
        "read": _("Read by everybody"),
        "not_sent": _("Not sent."),
        "retry": _("Try again"),
        "discard": _("Discard"),
        "somebody": _("Somebody"),
        "typing": _("{name} is writing…"),
        "reply_to": _("Reply to {name}"),
        "menu": _("What to do with the message"),
        "message_menu": _("What to do with the message of {name}"),
        "react": _("React"),
        "more_emoji": _("More reactions"),
        "reply": _("Reply"),
        "copy_link": _("Copy the link"),
        "edit": _("Edit"),
        "history": _("What it said before"),
        "delete": _("Delete"),
        "delete_question": _("Delete this message?"),
        "delete_hint": _("Its words disappear for everybody; a note that it was deleted stays."),
        "until": _("Until {moment}"),
        "now": _("Now"),
    }


def history_words() -> dict[str, str]:
    return {
        "imported": _("Imported"),
        "imported_why": _("Brought from a WhatsApp history"),
        "imported_by": _("{name} imported these messages."),
        "written_there": _("Written in WhatsApp on {moment}"),
    }


def composer_words() -> dict[str, str]:
    return {
        "write_to": _("Write to “{room}”"),
        "write_for": _("Write for {organization}"),
        "write_as": _("Write to “{room}” for {organization}"),
        "on_behalf": _("You write for"),
        "send": _("Send"),
        "save": _("Save"),
        "editing": _("You are editing your message"),
        "mention": _("Mention"),
        "join": _("Join"),
        "join_hint": _("You read this room without being in it. Join to write and to hear of new messages."),
        "only_readers": _("Only some people write in this room; you read."),
        "room_closed": _("This room is closed. Its messages stay readable."),
    }


def list_words() -> dict[str, str]:
    return {
        "filter_rooms": _("Filter the rooms by name"),
        "no_rooms": _("You are in no room yet"),
        "no_such_room": _("No room has such a name."),
        "kind.sector": _("Sector channels"),
        "kind.announcement": _("Announcements"),
        "kind.organization": _("Your organisations"),
        "kind.group": _("Groups"),
        "kind.direct": _("Direct messages"),
    }


def counted_words() -> dict[str, str]:
    """Asked of ngettext once for each kind of number; the number itself is filled in by the page."""
    return {
        f"{name}.{kind}": text
        for kind, number in KINDS.items()
        for name, text in {
            "unread": ngettext("{number} unread message", "{number} unread messages", number),
            "mentions": ngettext("{number} mention of you", "{number} mentions of you", number),
            "new": ngettext("{number} new message", "{number} new messages", number),
            "people": ngettext("{number} person", "{number} people", number),
            "joinable": ngettext("{number} more room you may join", "{number} more rooms you may join", number),
            "typing_many": ngettext("{number} person is writing…", "{number} people are writing…", number),
            "unsent": ngettext(
                "{number} message is not sent yet and would be lost.",
                "{number} messages are not sent yet and would be lost.",
                number,
            ),
        }.items()
    }
