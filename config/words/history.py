"""What is said of imported messages."""

from django.utils.translation import gettext as _


def history_words() -> dict[str, str]:
    return {
        "imported": _("Imported"),
        "imported_why": _("Brought from a WhatsApp history"),
        "imported_by": _("{name} imported these messages."),
        "written_there": _("Written in WhatsApp on {moment}"),
    }
