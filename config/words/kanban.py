"""The board of a joint project while one works on it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.words.counts import KINDS


def kanban_words() -> dict[str, str]:
    return {
        **said_of_days(),
        "kanban.takes": _("{count} of {limit}"),
        "kanban.limit": _("At most so many at a time"),
        "kanban.columns": _("Columns"),
        "kanban.milestone": _("Milestone"),
        "kanban.progress": _("Progress"),
        "kanban.checklist": _("Checklist"),
        "kanban.comments": _("Comments"),
        "kanban.move": _("Move “{title}”"),
        "kanban.waits": _("waiting for a line"),
        "kanban.waiting": _(
            "No line. What you moved waits on this page and is sent by itself as soon as there is one."
        ),
        "kanban.empty": _("No task here"),
        "kanban.add": _("Add a task"),
        "kanban.add_here": _("Add a task to “{column}”"),
        "kanban.title": _("What is to be done?"),
        "kanban.added_far": _("It was added at the end of the column."),
        "kanban.save": _("Add"),
        "kanban.cancel": _("Cancel"),
        "kanban.keys": _("Press space to lift the task, the arrows to carry it, space to drop it, Escape to leave it."),
        "kanban.lifted": _("“{title}” is lifted: {column}, place {place} of {count}."),
        "kanban.over": _("{column}, place {place} of {count}"),
        "kanban.dropped": _("“{title}” stands in {column}, place {place} of {count}."),
        "kanban.left": _("“{title}” was put back."),
        "kanban.refused": _("“{title}” was put back: {why}"),
        "kanban.gone": _("You may not see this project any more."),
    }


def said_of_days() -> dict[str, str]:
    """As projects/card_words.py says it."""
    return {
        "kanban.today": _("today"),
        "kanban.tomorrow": _("tomorrow"),
        "kanban.since_today": _("since today"),
        **{
            f"{name}.{kind}": text
            for kind, number in KINDS.items()
            for name, text in {
                "kanban.late": ngettext("late by {number} day", "late by {number} days", number),
                "kanban.since": ngettext("for {number} day", "for {number} days", number),
                "kanban.more": ngettext("{number} more task", "{number} more tasks", number),
            }.items()
        },
    }
