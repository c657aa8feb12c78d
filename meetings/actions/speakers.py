"""The verbs of the speakers list: ask for the floor, give it, end a turn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.models import Participant, Session, Speaker

STEP = 65_536


@verb
def ask_to_speak(
    *,
    actor: Actor,
    session: Session,
    participant: Participant,
    client_id: UUID,
    kind: str = Speaker.Kind.ORDINARY,
) -> Speaker:
    """Stand on the speakers list, behind those who asked before; points of order go before all others.

    Who waits already stays where they are. A repeated `client_id` gives the same wish, or Conflict `client_id_reused`.
    Conflict `session_not_open`, `not_present`, `list_closed` (points of order are always taken); ValidationError
    `invalid_choice`.
    """
    require(permissions.can_ask_to_speak(actor, session, participant))
    if first := Speaker.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.session_id, first.participant_id) == (session.pk, participant.pk))
        return first
    if kind not in Speaker.Kind.values:
        raise invalid(_("There is no such way."), code="invalid_choice", field="kind")
    row = as_it_stands(session)
    waiting = row.speakers.filter(participant=participant, kind=kind, status=Speaker.Status.WAITING).first()
    if waiting is not None:
        return waiting
    demand_floor(row, participant, kind)
    last = row.speakers.order_by("position").values_list("position", flat=True).last()
    speaker = Speaker(session=row, item=row.item, participant=participant, kind=kind, client_id=client_id)
    speaker.position, speaker.person = (last or 0) + STEP, actor.user
    speaker.save()
    record("speaker_asked", stream=row.stream, actor=actor, subject=speaker)
    return speaker


@verb
def withdraw_speaker(*, actor: Actor, speaker: Speaker) -> None:
    """Off the list. Who does not wait any more stays as they are."""
    require(permissions.can_withdraw_speaker(actor, speaker))
    waiting = Speaker.objects.filter(pk=speaker.pk, status=Speaker.Status.WAITING)
    if waiting.update(status=Speaker.Status.WITHDRAWN, ended_at=timezone.now()):
        record("speaker_withdrawn", stream=speaker.session.stream, actor=actor, subject=speaker)


@verb
def give_floor(*, actor: Actor, speaker: Speaker) -> Speaker:
    """It is their turn; whoever spoke has spoken. Who speaks already goes on. Conflict `session_not_open`,
    `wrong_status` for who is off the list.
    """
    require(permissions.can_give_floor(actor, speaker))
    session = as_it_stands(speaker.session)
    demand_open(session)
    row = Speaker.objects.select_related("participant").get(pk=speaker.pk)
    if row.status == Speaker.Status.SPEAKING:
        return row
    demand_status(row, Speaker.Status.WAITING)
    end_all_turns(session)
    row.status, row.began_at = Speaker.Status.SPEAKING, timezone.now()
    row.save(update_fields=["status", "began_at"])
    record("floor_given", stream=session.stream, actor=actor, subject=row)
    return row


@verb
def end_turn(*, actor: Actor, speaker: Speaker) -> None:
    """They have spoken. Who does not speak stays as they are."""
    require(permissions.can_end_turn(actor, speaker))
    ended: dict[str, Any] = {"status": Speaker.Status.DONE, "ended_at": timezone.now()}
    if Speaker.objects.filter(pk=speaker.pk, status=Speaker.Status.SPEAKING).update(**ended):
        record("turn_ended", stream=speaker.session.stream, actor=actor, subject=speaker)


@verb
def move_speaker(*, actor: Actor, speaker: Speaker, after: Speaker | None = None) -> None:
    """Put somebody who waits behind `after` (None: first) among those of the same kind. ValidationError
    `invalid_choice`; Conflict `wrong_status`.
    """
    require(permissions.can_move_speaker(actor, speaker))
    session = as_it_stands(speaker.session)
    row = Speaker.objects.get(pk=speaker.pk)
    demand_status(row, Speaker.Status.WAITING)
    waiting = session.speakers.filter(status=Speaker.Status.WAITING, kind=row.kind).order_by("position", "pk")
    before = list(waiting.values_list("pk", flat=True))
    order = [pk for pk in before if pk != row.pk]
    if after is not None and after.pk not in order:
        raise invalid(_("This is no longer in the same list."), code="invalid_choice", field="after")
    order.insert(order.index(after.pk) + 1 if after is not None else 0, row.pk)
    if order == before:
        return
    places = sorted(waiting.values_list("position", flat=True))
    for pk, position in zip(order, places, strict=True):
        Speaker.objects.filter(pk=pk).exclude(position=position).update(position=position)
    record("speaker_moved", stream=session.stream, actor=actor, subject=row)


@verb
def set_speakers_list(*, actor: Actor, session: Session, is_open: bool) -> None:
    """May one still ask for the floor? Who waits stays, and points of order are always taken."""
    require(permissions.can_set_speakers_list(actor, session))
    row = as_it_stands(session)
    demand_open(row)
    if row.is_list_open != is_open:
        row.is_list_open = is_open
        row.save(update_fields=["is_list_open"])
        record("speakers_list_set", stream=row.stream, actor=actor, subject=row, is_open=is_open)


def demand_open(session: Session) -> None:
    if not session.is_open:
        raise Conflict(_("The session is not open."), code="session_not_open")


def demand_floor(session: Session, participant: Participant, kind: str) -> None:
    demand_open(session)
    if not session.attendances.filter(participant=participant, left_at=None).exists():
        raise Conflict(_("Who speaks is in the session: note the attendance first."), code="not_present")
    if not session.is_list_open and kind != Speaker.Kind.ORDER:
        raise Conflict(_("The speakers list is closed."), code="list_closed")


def end_all_turns(session: Session) -> None:
    ended: dict[str, Any] = {"status": Speaker.Status.DONE, "ended_at": timezone.now()}
    session.speakers.filter(status=Speaker.Status.SPEAKING).update(**ended)
