"""What stands in a poll."""

from django.utils.translation import gettext as _


def poll_words() -> dict[str, str]:
    return {
        "poll_several": _("Several options may be chosen"),
        "poll_anonymous": _("Anonymous"),
        "poll_organizations": _("One vote per organisation"),
        "poll_hidden": _("The result shows when the poll closes."),
        "poll_voted": _("Your vote is in."),
        "poll_speakers": _("Cast by who signs for it or manages its page."),
        "poll_closed": _("Closed"),
        "vote": _("Vote"),
        "vote_again": _("Change the vote"),
    }
