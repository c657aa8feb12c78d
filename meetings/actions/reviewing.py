"""The verbs of the minutes once they are written: review, objections, approval."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic.direction import defuse
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_status, demand_way, move
from journal.verbs import verb
from meetings import permissions
from meetings.actions.states import streams_of_those_who_come
from meetings.models import MinuteEntry, Objection, Session
from meetings.queries import last_step
from meetings.states import APPROVED, CLOSED, REVIEW, REVIEWED

LONGEST = 2000
MOST_OBJECTIONS = 50


@verb
def put_minutes_to_review(*, actor: Actor, session: Session) -> Session:
    """Those who take part are asked whether the minutes say what was said. Minutes in review stay so.

    Conflict `wrong_status`; `no_minutes` where nothing is written.
    """
    require(permissions.can_put_minutes_to_review(actor, session))
    row = held(session, "body", "chair")
    if row.status == REVIEW:
        return row
    go(row, REVIEW)
    if not row.minutes.filter(withdrawn_at=None).exists():
        raise Conflict(_("Nothing is written yet."), code="no_minutes")
    row.save(update_fields=["status", "status_reason"])
    streams = [row.stream, *streams_of_those_who_come(actor, row)]
    record("minutes_put_to_review", stream=streams, actor=actor, subject=row)
    return row


@verb
def take_minutes_back(*, actor: Actor, session: Session, reason: str) -> Session:
    """Out of review; objections stay. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`."""
    require(permissions.can_take_minutes_back(actor, session))
    row = held(session, "body", "chair")
    go(row, CLOSED, reason)
    row.save(update_fields=["status", "status_reason"])
    record("minutes_taken_back", stream=row.stream, actor=actor, subject=row)
    return row


@verb
def approve_minutes(*, actor: Actor, session: Session) -> Session:
    """From now on nobody changes their text. Approved minutes stay so.

    Conflict `wrong_status`, `objections_open`; `four_eyes` for who put them to review.
    """
    require(permissions.can_approve_minutes(actor, session))
    row = held(session, "body", "chair")
    if row.status == APPROVED:
        return row
    go(row, APPROVED)
    demand_answered(row)
    before = last_step(row, "minutes_put_to_review")
    if before is not None and before.person_id == actor.user.pk:
        raise Conflict(_("Whoever put the minutes to review does not approve them too."), code="four_eyes")
    row.approved_at = timezone.now()
    row.save(update_fields=["status", "status_reason", "approved_at"])
    record("minutes_approved", stream=row.stream, actor=actor, subject=row)
    return row


@verb
def raise_objection(
    *, actor: Actor, session: Session, client_id: UUID, text: str, entry: MinuteEntry | None = None
) -> Objection:
    """An organisation says, during the review, what the minutes (or this paragraph) do not say rightly; whoever put
    them to review is told.

    A repeated `client_id` gives the same objection, or Conflict `client_id_reused`. ValidationError `required`,
    `too_long`, `too_many`, `invalid_choice`; Conflict `wrong_status` unless they are in review.
    """
    require(permissions.can_raise_objection(actor, session))
    words = checked_words(text, "text")
    if first := Objection.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.session_id, first.text) == (session.pk, words))
        return first
    row = held(session, "body", "chair")
    demand_status(row, REVIEW)
    if entry is not None and not row.minutes.filter(pk=entry.pk, withdrawn_at=None).exists():
        raise invalid(_("This was taken out of the minutes."), code="invalid_choice", field="entry")
    if row.objections.filter(organization=actor.organization).count() >= MOST_OBJECTIONS:
        raise invalid(_("An organisation raises at most 50 objections."), code="too_many", field="text")
    assert actor.organization is not None  # asked by the permission
    made = Objection(session=row, entry=entry, text=words, client_id=client_id, person=actor.user)
    made.organization = actor.organization
    made.save()
    record("objection_raised", stream=row.stream, actor=actor, subject=made)
    before = last_step(row, "minutes_put_to_review")
    if before is not None and before.person_id not in (None, actor.user.pk):
        record("objection_raised", stream=f"user.{before.person_id}", actor=actor, subject=row)
    return made


@verb
def withdraw_objection(*, actor: Actor, objection: Objection) -> Objection:
    """The organisation no longer objects. Conflict `wrong_status` once it is answered."""
    require(permissions.can_withdraw_objection(actor, objection))
    if move(objection, Objection.Status.WITHDRAWN, Objection.Status.OPEN):
        record("objection_withdrawn", stream=objection.session.stream, actor=actor, subject=objection)
    return objection


@verb
def answer_objection(*, actor: Actor, objection: Objection, status: str, answer: str = "") -> Objection:
    """`accepted` (the minutes are to be changed) or `rejected`, and why. The same once more changes nothing.

    ValidationError `invalid_choice`, `required` for a rejection without a word, `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_answer_objection(actor, objection))
    if status not in (Objection.Status.ACCEPTED, Objection.Status.REJECTED):
        raise invalid(_("There is no such way."), code="invalid_choice", field="status")
    words = checked_words(answer, "answer", is_required=status == Objection.Status.REJECTED)
    told = {"answer": words, "answered_by": actor.user, "answered_at": timezone.now()}
    if move(objection, status, Objection.Status.OPEN, **told):
        session = objection.session
        record("objection_answered", stream=session.stream, actor=actor, subject=objection, status=status)
        if objection.person_id != actor.user.pk:
            own = f"user.{objection.person_id}"
            record("objection_answered", stream=own, actor=actor, subject=session, status=status)
    return objection


def go(row: Session, status: str, reason: str = "") -> None:
    """Not saved here. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`."""
    row.status_reason = demand_way(REVIEWED, row, status, reason)
    row.status = status


def demand_answered(row: Session) -> None:
    if count := row.objections.filter(status=Objection.Status.OPEN).count():
        words = ngettext(
            "%(count)s objection waits for an answer.", "%(count)s objections wait for an answer.", count
        ) % {"count": count}
        raise Conflict(words, code="objections_open", count=count)


def checked_words(text: str, field: str, *, is_required: bool = True) -> str:
    """ValidationError `required`, `too_long`."""
    words = defuse(text).strip()
    if is_required and not words:
        raise invalid(_("Say it in words."), code="required", field=field)
    if len(words) > LONGEST:
        raise invalid(_("Say it in at most 2000 letters."), code="too_long", field=field)
    return words
