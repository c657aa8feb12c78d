"""Threads beside the talk."""

from django.utils.translation import gettext as _


def thread_words() -> dict[str, str]:
    return {
        "thread": _("Thread"),
        "open_thread": _("Reply in a thread"),
        "close_thread": _("Back to the talk"),
        "thread_gone": _("This thread is no longer open to you."),
        "thread_root": _("What the thread began with"),
        "to_root": _("Show in the talk"),
        "name_thread": _("Give it a title"),
        "thread_title": _("Title of the thread"),
        "follow_thread": _("Follow the thread"),
        "unfollow_thread": _("Stop following the thread"),
        "reply_in_thread": _("Reply in the thread"),
        "replies": _("Replies"),
        "last_reply": _("last {moment}"),
        "empty_thread": _("Nobody has replied yet"),
        "empty_thread_hint": _("What you write here stands beside the talk and interrupts nobody."),
    }
