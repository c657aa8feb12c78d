"""What the registration desk of a forum says (frontend/islands/desk.ts)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.words.counts import KINDS


def desk_words() -> dict[str, str]:
    return {
        "desk.arrived": _("Arrived, of those named"),
        "desk.of": _("{arrived} of {people}"),
        "desk.organizations": _("Organisations present"),
        "desk.field": _("Code of the badge, or a name"),
        "desk.check_in": _("Check in"),
        "desk.undo": _("Not here after all"),
        "desk.at": _("Arrived {time}"),
        "desk.known": _("Had arrived already at {time}"),
        "desk.unsure": _("Nobody on this list bears this code; the server is asked."),
        "desk.unsure_later": _("Nobody on this list bears this code; the server is asked when the line is back."),
        "desk.refused": _("This did not work."),
        "desk.scan": _("Scan badges"),
        "desk.stop_scan": _("Stop the camera"),
        "desk.camera": _("What the camera sees"),
        "desk.no_camera": _("The camera cannot be used"),
        "desk.no_camera_hint": _("Allow it in the browser, or type the code."),
        "desk.list": _("Delegates"),
        "desk.nobody": _("Nobody is called so."),
        "desk.empty": _("Nobody named yet"),
        "desk.empty_hint": _("Whoever is named by their organisation stands here, with or without a line."),
        **{
            f"{name}.{kind}": text
            for kind, number in KINDS.items()
            for name, text in {
                "desk.waiting": ngettext(
                    "{number} entry waits to be sent.", "{number} entries wait to be sent.", number
                ),
                "desk.more": ngettext("{number} more: type a name", "{number} more: type a name", number),
            }.items()
        },
    }
