"""Who prints the sheets of a session, and who types in what was filled in on them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.actors import Actor
from meetings.models import PaperSheet, Session
from meetings.permissions.attendance import can_note_attendance
from meetings.permissions.seen import granted_bodies, sessions_for
from meetings.permissions.sessions import can_run_session


def sheets_for(user: Any) -> QuerySet[PaperSheet]:
    """Those who write the minutes of the body, and whoever was named to chair the session: a sheet bears signatures."""
    writing = granted_bodies(user, "minute_body").values("pk")
    rows = PaperSheet.objects.filter(session__in=sessions_for(user).values("pk"))
    if not user.is_authenticated:
        return rows.none()
    return rows.filter(
        Q(session__body__in=writing) | Q(session__chair__person=user, session__chair__ended_at__isnull=True)
    )


def can_print_sheet(actor: Actor, session: Session) -> bool:
    return can_note_attendance(actor, session)


def can_enter_attendance_sheet(actor: Actor, sheet: PaperSheet) -> bool:
    return can_note_attendance(actor, sheet.session)


def can_enter_ballot_sheet(actor: Actor, sheet: PaperSheet) -> bool:
    """What is typed in counts as a vote: those who run the session."""
    return can_run_session(actor, sheet.session)
