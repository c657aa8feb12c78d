"""A mail of what somebody has not read: plain text and HTML, in their language and direction, with a way out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_bidi, ngettext, override
from django.utils.translation import gettext as _

from accounts.models import User

SALT = "notifications.unsubscribe"
MOST = 30  # lines of a mail; the rest is on the page


def unsubscribe_token(person: User) -> str:
    return signing.dumps(person.pk, salt=SALT)


def person_of_token(token: str) -> int | None:
    """Whose mails a link ends; None for a link that somebody made up."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def mail_of(person: User, address: str, listed: list[dict[str, Any]], *, hides_content: bool) -> EmailMultiAlternatives:
    """`listed` as queries.listed gives it, newest first."""
    site = settings.SITE_URL.rstrip("/") or "http://localhost:8000"
    out = site + reverse("notifications:unsubscribe_mail", args=[unsubscribe_token(person)])
    with override(person.language):
        number = len(listed)
        given = {
            "notices": [] if hides_content else listed[:MOST],
            "number": number,
            "site": site,
            "out": out,
            "language": person.language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "name": str(person),
        }
        subject = ngettext("%(number)s notification waits for you", "%(number)s notifications wait for you", number)
        heading = f"{_('Multaqa')}: {subject % {'number': number}}"
        mail = EmailMultiAlternatives(heading, render_to_string("notifications/mail.txt", given), to=[address])
        mail.attach_alternative(render_to_string("notifications/mail.html", given), "text/html")
    mail.extra_headers = {
        "List-Unsubscribe": f"<{out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return mail
