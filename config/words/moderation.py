"""What is reported, removed, slowed down."""

from django.utils.translation import gettext as _


def moderation_words() -> dict[str, str]:
    return {
        "removed": _("A moderator removed this message"),
        "why": _("Why?"),
        "report": _("Report to the moderators"),
        "warn": _("Warn the author"),
        "remove": _("Remove the message"),
        "acknowledge": _("I have read this"),
        "acknowledged": _("Your organisation has read it"),
        "acknowledged_of": _("{number} of {all} organisations have read it"),
        "acknowledge_until": _("until {moment}"),
        "ask_acknowledgement": _("Ask for acknowledgement"),
        "suspended": _("You only read in this room until {until}."),
        "slow": _("Slow mode: one message every {time}"),
        "slow_left": _("Slow mode: your next message leaves in {time}"),
    }
