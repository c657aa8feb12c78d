"""A note that several people write together."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.words.counts import KINDS


def note_words() -> dict[str, str]:
    return {
        "note_text": _("Text of the note"),
        "note_task": _("Thing to do"),
        "note_alone": _("Nobody else is here now"),
        "note_too_much": _("This is too much to paste at once. Paste it in parts."),
        "note_state.connecting": _("Connecting …"),
        "note_state.saved": _("Saved"),
        "note_state.waiting": _("Saving …"),
        "note_state.kept": _("No connection. What you wrote is kept on this device and added when the line is back."),
        "note_state.offline": _("No connection. You can go on writing: it is added when the line is back."),
        "note_state.gone": _("You do not see this note any more."),
        "note_state.signed_out": _("Your sign-in has ended. Sign in again to go on."),
        "note_state.too_large": _(
            "What was added at once is too large, and was not saved. "
            "Take it back, load the page anew and add it in parts."
        ),
        **{
            f"note_others.{kind}": ngettext("{number} other is here", "{number} others are here", number)
            for kind, number in KINDS.items()
        },
    }
