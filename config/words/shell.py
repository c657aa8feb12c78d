"""What every page of the browser's side says."""

from django.utils.translation import gettext as _


def shell_words() -> dict[str, str]:
    return {
        "reconnecting": _("No connection · reconnecting"),
        "ended": _("Your sign-in has ended"),
        "ended_hint": _(
            "It was ended from another device or by a new password. Nothing of yours stays in this browser."
        ),
        "ended_unsent": _(
            "What you wrote and did not send is here once more: copy what you need before it is deleted."
        ),
        "update_ready": _("A new version is ready"),
        "update": _("Update"),
        "sign_in_again": _("Sign in again"),
        "delete_and_sign_in": _("Delete and sign in again"),
        "cancel": _("Cancel"),
        "close": _("Close"),
        "copied": _("Copied"),
        "copy_text": _("Copy the text"),
        "no_line": _("That did not work: there is no connection. Try again in a moment."),
        "refused": _("That is not possible now. Load the page anew and try again."),
        "first_use": _("This needs a connection the first time. What you write is kept and leaves by itself."),
        "reminder_came": _("You wanted to be reminded of a message."),
        "reminder_open": _("To the message"),
        "unsent_notes": _("What you wrote in a note without a connection is not sent yet."),
        "sign_out_anyway": _("Sign out and delete them"),
    }
