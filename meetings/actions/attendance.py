"""The verbs of who is in a session: going in, going out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.clock import believed
from meetings.models import Attendance, PaperSheet, Participant, Session, Speaker
from meetings.permissions.attendance import can_note_attendance, is_own
from meetings.states import CLOSED, CONVENED, OPEN

DOORS_OPEN = timedelta(hours=1)  # before a session begins one may note oneself


@verb
def enter_session(
    *,
    actor: Actor,
    session: Session,
    participant: Participant,
    client_id: UUID,
    way: str = Attendance.Way.NAME,
    told_at: datetime | None = None,
    sheet: PaperSheet | None = None,
) -> Attendance:
    """Somebody is in the session from now on, or from when a device without a line noted it (`told_at`, believed as far
    as it can be true). Who notes it of oneself is `self`, whatever `way` says.

    Who is in already stays in; a repeated `client_id` gives the same row, or Conflict `client_id_reused` for somebody
    else. Conflict `doors_closed` when it is neither the day nor open; after its end sheets of paper alone are entered,
    as present to the end. Conflict `ended` for who was taken off the list.
    """
    require(permissions.can_enter_session(actor, session, participant))
    if first := Attendance.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.session_id, first.participant_id) == (session.pk, participant.pk))
        return first
    row = session_now(session)
    if not participant.is_standing:
        raise Conflict(_("This person does not take part here (any more)."), code="ended")
    notes = can_note_attendance(actor, row)
    demand_doors(row, way, notes)
    mine = row.attendances.filter(participant=participant).order_by("-entered_at")
    if standing := mine.filter(left_at=None).first():
        return standing
    if row.status == CLOSED and (counted := mine.first()):
        return counted
    attendance = Attendance(session=row, participant=participant, client_id=client_id, person=actor.user, sheet=sheet)
    attendance.way = checked_way(way) if notes and not is_own(actor, participant) else Attendance.Way.SELF
    attendance.told_at = told_at
    attendance.entered_at = entered_at(row, mine.first(), told_at)
    attendance.left_at = max(row.closed_at, attendance.entered_at) if row.status == CLOSED and row.closed_at else None
    attendance.save()
    record("session_entered", stream=row.stream, actor=actor, subject=attendance)
    return attendance


@verb
def leave_session(
    *, actor: Actor, session: Session, participant: Participant, told_at: datetime | None = None
) -> Attendance | None:
    """Somebody went out; None if they were not in. Their wish to speak goes with them."""
    require(permissions.can_leave_session(actor, session, participant))
    row = session_now(session)
    attendance = row.attendances.filter(participant=participant, left_at=None).first()
    if attendance is None:
        return None
    attendance.left_at = believed(told_at, timezone.now(), attendance.entered_at)
    attendance.save(update_fields=["left_at"])
    waiting = row.speakers.filter(participant=participant, status=Speaker.Status.WAITING)
    gone: dict[str, Any] = {"status": Speaker.Status.WITHDRAWN, "ended_at": timezone.now()}
    waiting.update(**gone)
    record("session_left", stream=row.stream, actor=actor, subject=attendance)
    return attendance


def session_now(session: Session) -> Session:
    """Without holding it: three hundred who go in at once need not wait for each other; constraints keep one row."""
    return Session.objects.select_related("body", "chair").get(pk=session.pk)


def demand_doors(row: Session, way: str, notes: bool) -> None:
    """Conflict `doors_closed`."""
    if row.status == OPEN or (row.status == CLOSED and notes and way == Attendance.Way.PAPER):
        return
    now = timezone.now()
    is_near = now >= row.starts_at - DOORS_OPEN or (notes and timezone.localdate(row.starts_at) == timezone.localdate())
    if row.status != CONVENED or not is_near:
        raise Conflict(_("Attendance is noted on the day, from an hour before it begins."), code="doors_closed")


def checked_way(way: str) -> str:
    """ValidationError `invalid_choice`. `self` is told by who notes it."""
    if way not in {Attendance.Way.CODE, Attendance.Way.NAME, Attendance.Way.PAPER}:
        raise invalid(_("There is no such way."), code="invalid_choice", field="way")
    return way


def entered_at(row: Session, before: Attendance | None, told_at: datetime | None) -> datetime:
    """Never before the session's day, never before they last went out."""
    day = timezone.localtime(row.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    earliest = max(day, before.left_at) if before is not None and before.left_at else day
    if row.status == CLOSED and told_at is None:
        told_at = row.opened_at
    return believed(told_at, timezone.now(), earliest)
