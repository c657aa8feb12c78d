"""The list of rooms."""

from django.utils.translation import gettext as _


def list_words() -> dict[str, str]:
    return {
        "filter_rooms": _("Filter the rooms by name"),
        "no_rooms": _("You are in no room yet"),
        "needs_line": _("This page needs a connection"),
        "needs_line_hint": _("Your rooms and what you write in them are kept on this device."),
        "no_such_room": _("No room has such a name."),
        "kind.sector": _("Sector channels"),
        "kind.announcement": _("Announcements"),
        "kind.organization": _("Your organisations"),
        "kind.group": _("Groups"),
        "kind.direct": _("Direct messages"),
    }
