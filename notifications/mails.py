"""Mails of notifications: when somebody gets one, and its sending; woken by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from journal.due import schedule, schedule_each
from notifications.actions import claim_digest, set_digest_sent
from notifications.kinds import PERSONAL
from notifications.mailing import mail_of
from notifications.models import Digest, Notification, Preferences
from notifications.permissions import notifications_for
from notifications.queries import MAILED, listed, mail_address, mailable, preferences_of, unmailed, wishes_of
from notifications.quiet import next_morning, told_at

SOON = timedelta(minutes=15)  # who reads within it needs no mail
SUNDAY = 6


def plan_mails(told: Iterable[tuple[int, str]]) -> None:
    """(person, kind) of what was just told: who wants it by mail gets one in a while, whatever comes till then."""
    gathered = list(told)
    confirmed = mailable(person for person, _kind in gathered)
    wishes = wishes_of(confirmed)
    moments = {}
    for person, kind in gathered:
        moment = moment_of(wishes[person], kind) if person in confirmed else None
        if moment is not None:
            moments[f"mail.{person}"] = moment
    if moments:
        arguments = {f"mail.{person}": {"person": person} for person in confirmed}
        schedule_each("mail_person", at=moments, arguments=arguments)


def moment_of(wish: Preferences, kind: str) -> datetime | None:
    now = timezone.now()
    if wish.mail == Preferences.Mail.DAILY:
        return next_morning(wish, now)
    if wish.mail == Preferences.Mail.WEEKLY:
        return next_morning(wish, now, weekday=SUNDAY)
    return now + SOON if wish.mail == Preferences.Mail.MENTIONS and kind in {*PERSONAL, "messages"} else None


def mail_person(person: int) -> None:
    """It is time for somebody's mail: not in quiet hours, and only of what is still unread and was not mailed."""
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None or not mail_address(user):
        return
    wish, now = preferences_of(user), timezone.now()
    if wish.mail == Preferences.Mail.NONE:
        return
    moment = told_at(wish, now)
    if moment > now:
        schedule("mail_person", at=moment, key=f"mail.{person}", person=person)
        return
    rows = unmailed(user, wish)
    if rows:
        claim_digest(actor=Actor.clock(), person=user, up_to=rows[0].pk)


def send_digest(digest: int) -> None:
    """Hand one mail to the mail server; where that fails, the worker tries again after a growing pause."""
    row = Digest.objects.select_related("person").filter(pk=digest).first()
    address = mail_address(row.person) if row else ""
    if row is None or not address or not set_digest_sent(actor=Actor.clock(), digest=row, is_sent=True):
        return
    wish = preferences_of(row.person)
    rows = notifications_for(row.person).filter(read_at__isnull=True, pk__gt=row.after, pk__lte=row.up_to)
    shown = listed(row.person, wanted_by_mail(rows.select_related("room").order_by("-pk")[:MAILED], wish))
    if not shown or wish.mail == Preferences.Mail.NONE:
        return
    mail = mail_of(row.person, address, shown, hides_content=wish.hides_content)
    try:
        mail.send()
    except Exception:
        set_digest_sent(actor=Actor.clock(), digest=row, is_sent=False)
        raise


def wanted_by_mail(rows: Iterable[Notification], wish: Preferences) -> list[Notification]:
    """All of it, or only what is meant for the person, direct talks among it."""
    everything = wish.mail != Preferences.Mail.MENTIONS
    return [row for row in rows if everything or row.kind in PERSONAL or (row.room and row.room.kind == "direct")]
