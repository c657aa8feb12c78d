"""The verb by which those who run a session convene, open, close, postpone or cancel it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.stamps import stamp
from journal.states import demand_way
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.models import Ballot, Session, Speaker
from meetings.states import CHAIRED, CLOSED, CONVENED, OPEN, TOLD

REFRESHED = ["status", "status_reason", "opened_at", "closed_at", "item", "is_list_open", "shown"]


@verb
def set_session_status(*, actor: Actor, session: Session, status: str, reason: str = "") -> Session:
    """Convene, open, close, open again, postpone, cancel. The state it is in changes nothing.

    Closing ends the item in hand and the turn that runs, and everybody goes out; opening again brings back who was
    there at the end. ValidationError `reason_required`, `too_long`; Conflict `wrong_status` where no way leads,
    `not_announced` while only those who prepare see the body, `too_early` to open, `vote_open` to close.
    """
    require(permissions.can_set_session_status(actor, session))
    row = as_it_stands(session)
    before = row.status
    if before == status:
        return row
    row.status_reason = demand_way(CHAIRED, row, status, reason)
    demand_fitting(row, status)
    row.status = status
    if status == OPEN:
        open_doors(row)
    if status == CLOSED:
        close_doors(row, timezone.now())
    row.save(update_fields=REFRESHED)
    record("session_status_changed", stream=row.stream, actor=actor, subject=row, status=status, before=before)
    if status in TOLD:
        tell_those_who_come(actor, row)
    return row


def demand_fitting(row: Session, status: str) -> None:
    if status == CONVENED and row.body.announced_at is None:
        words = _("Nobody sees it yet: announce the forum or the committee first.")
        raise Conflict(words, code="not_announced")
    if status == OPEN and timezone.localdate() < timezone.localdate(row.starts_at):
        raise Conflict(_("It is planned for another day: change its hours first."), code="too_early")
    if status == CLOSED and row.ballots.filter(status=Ballot.Status.OPEN).exists():
        raise Conflict(_("A vote is still open: close it first."), code="vote_open")


def open_doors(row: Session) -> None:
    """For the first time, or again: who was there when it closed is there again."""
    if row.closed_at is not None:
        row.attendances.filter(left_at=row.closed_at).update(left_at=None)
    row.opened_at = row.opened_at or timezone.now()
    row.closed_at = None
    row.is_list_open = True


def close_doors(row: Session, now: datetime) -> None:
    row.closed_at = now
    row.is_list_open = False
    end_item(row, now)
    ended: dict[str, Any] = {"status": Speaker.Status.DONE, "ended_at": now}
    row.speakers.filter(status=Speaker.Status.SPEAKING).update(**ended)
    row.speakers.filter(status=Speaker.Status.WAITING).update(status=Speaker.Status.WITHDRAWN, ended_at=now)
    row.attendances.filter(left_at=None).update(left_at=now)


def end_item(row: Session, now: datetime) -> None:
    """What is in hand is so no longer; not saved here."""
    if row.item is not None:
        ended = [row.item_id, row.item.parent_id]
        row.items.filter(pk__in=[pk for pk in ended if pk], ended_at=None).update(ended_at=now)
    row.item = None
    row.shown = Session.Shown.AGENDA


def streams_of_those_who_come(actor: Actor, row: Session) -> list[str]:
    """Each other participant with an account, on their own stream."""
    people = row.body.participants.filter(ended_at=None, person__is_active=True).exclude(person=actor.user)
    return sorted({f"user.{pk}" for pk in people.values_list("person", flat=True)})


def tell_those_who_come(actor: Actor, row: Session) -> None:
    if streams := streams_of_those_who_come(actor, row):
        facts: dict[str, Any] = {"status": row.status, "starts_at": stamp(row.starts_at)}
        record("session_status_changed", stream=streams, actor=actor, subject=row, **facts)
