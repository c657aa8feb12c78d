"""The board of needs while it is looked at."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.words.counts import KINDS


def board_words() -> dict[str, str]:
    return {
        "line.arrived": _("arrived %(amount)s") % {"amount": "{amount}"},
        "line.promised": _("promised %(amount)s") % {"amount": "{amount}"},
        "line.left": _("left %(amount)s") % {"amount": "{amount}"},
        "line.nothing_left": _("nothing left"),
        "board_moved": _("The board has changed: show it anew"),
        **{
            f"new_needs.{kind}": ngettext("{number} new need", "{number} new needs", number)
            for kind, number in KINDS.items()
        },
    }
