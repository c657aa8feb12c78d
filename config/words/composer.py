"""Where one writes."""

from django.utils.translation import gettext as _


def composer_words() -> dict[str, str]:
    return {
        "write_to": _("Write to “{room}”"),
        "write_for": _("Write for {organization}"),
        "write_as": _("Write to “{room}” for {organization}"),
        "on_behalf": _("You write for"),
        "send": _("Send"),
        "add": _("Add"),
        "poll": _("Poll"),
        "save": _("Save"),
        "editing": _("You are editing your message"),
        "mention": _("Mention"),
        "join": _("Join"),
        "join_hint": _("You read this room without being in it. Join to write and to hear of new messages."),
        "only_readers": _("Only some people write in this room; you read."),
        "room_closed": _("This room is closed. Its messages stay readable."),
    }
