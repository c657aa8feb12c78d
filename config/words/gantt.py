"""The chart of a project's time while it is looked at."""

from django.utils.translation import gettext as _


def gantt_words() -> dict[str, str]:
    return {"plan_moved": _("The plan has changed.")}
