"""A session while it runs: how late we are."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.words.counts import KINDS


def meeting_words() -> dict[str, str]:
    return {
        "on_time": _("On time"),
        **{
            f"late.{kind}": ngettext("{number} minute late", "{number} minutes late", number)
            for kind, number in KINDS.items()
        },
    }
