"""Counted things: one text for each kind of number that Arabic tells apart."""

from django.utils.translation import ngettext

# The browser asks Intl.PluralRules which kind a number has.
KINDS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


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
            "votes": ngettext("{number} vote", "{number} votes", number),
            "files": ngettext("{number} file", "{number} files", number),
            "replies": ngettext("{number} reply", "{number} replies", number),
            "unread_threads": ngettext(
                "{number} thread with unread replies", "{number} threads with unread replies", number
            ),
            "joinable": ngettext("{number} more room you may join", "{number} more rooms you may join", number),
            "typing_many": ngettext("{number} person is writing…", "{number} people are writing…", number),
            "unsent": ngettext(
                "{number} message is not sent yet and would be lost.",
                "{number} messages are not sent yet and would be lost.",
                number,
            ),
        }.items()
    }
