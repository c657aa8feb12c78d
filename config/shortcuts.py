"""What the keyboard's shortcuts are called; frontend/shortcuts.ts holds the keys. Asked for when the sheet opens: the
words of a rare dialog need not come with every page.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@login_required
@require_safe
def shortcuts(request: HttpRequest) -> JsonResponse:
    """{name of a shortcut: words}, with `title` and `letters` of the sheet itself."""
    return JsonResponse(key_words(), json_dumps_params={"ensure_ascii": False})


def key_words() -> dict[str, str]:
    return {
        "title": _("Keyboard shortcuts"),
        "letters": _("Use the shortcuts of one letter"),
        "sheet": _("Show these shortcuts"),
        "search": _("To the search field"),
        "find": _("Search in everything"),
        "home": _("Go home"),
        "rooms": _("Go to the rooms"),
        "directory": _("Go to the directory"),
        "notifications": _("Go to the notifications"),
        "settings": _("Go to the settings"),
        "next_message": _("Next message"),
        "previous_message": _("Previous message"),
        "newest": _("To the newest"),
        "reply": _("Reply to the message"),
        "react": _("React to the message"),
        "menu": _("Open the message's menu"),
        "edit_last": _("Edit your last message"),
        "write": _("Write"),
        "panel": _("About the room"),
        "next_unread": _("Next room with something unread"),
        "previous_unread": _("Previous room with something unread"),
        "leave_field": _("From the field back to the messages; close what is open"),
    }
