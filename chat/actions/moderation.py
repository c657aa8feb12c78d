"""The verbs of those who look after a room, and of who calls them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse
from chat import permissions
from chat.actions.messages import as_it_stands, bury
from chat.actions.rooms import demand_another_moderator
from chat.models import WORDS_LIMIT, Measure, Message, Reason, Report, Room, RoomMembership
from journal.actors import Actor
from journal.records import hold, record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb

SLOW_MODES = (0, 10, 30, 60, 300, 900, 3600)
LONGEST = timedelta(days=366)


@verb
def report_message(*, actor: Actor, message: Message, reason: str, words: str = "") -> Report:
    """Tell those who look after the room of a message; once for a person and message, the first report stands.

    ValidationError `invalid_reason`, `required` (of `words`, where the reason is another one); Conflict
    `message_deleted`.
    """
    message = as_it_stands(message)
    require(permissions.can_report_message(actor, message))
    if first := Report.objects.filter(message=message, reporter=actor.user).first():
        return first
    if message.deleted_at is not None:
        raise Conflict(_("This message was deleted meanwhile."), code="message_deleted")
    given = checked_reason(reason, words)
    heard_by, is_above = permissions.handlers(message, actor.user)
    told: dict[str, Any] = {"message": message, "room": message.room, "reporter": actor.user, "body": message.body}
    report = Report.objects.create(**told, **given, organization=actor.organization, is_for_secretariat=is_above)
    streams = [f"user.{actor.user.pk}", *(f"user.{person.pk}" for person in heard_by)]
    record("message_reported", stream=streams, actor=actor, subject=report, room=message.room_id, reason=reason)
    return report


def checked_reason(reason: str, words: str) -> dict[str, str]:
    cleaned = defuse(words).strip()
    if reason not in Reason.values:
        raise invalid(_("Choose a reason."), code="invalid_reason", field="reason")
    if reason == Reason.OTHER and not cleaned:
        raise invalid(_("Say in a few words what it is about."), code="required", field="words")
    if len(cleaned) > WORDS_LIMIT:
        raise invalid(_("At most 500 letters."), code="too_long", field="words")
    return {"reason": reason, "words": cleaned}


@verb
def remove_message(*, actor: Actor, message: Message, reason: str, words: str = "") -> Measure:
    """Take somebody else's message out of a room; a tombstone stays, its author is told why. Who comes second gets what
    stands. Conflict `message_deleted` where the author has taken it back.
    """
    message = as_it_stands(message)
    require(permissions.can_remove_message(actor, message))
    if first := Measure.objects.filter(message=message, kind=Measure.Kind.REMOVAL).first():
        return first
    if message.deleted_at is not None:
        raise Conflict(_("Its author has deleted this message already."), code="message_deleted")
    given = checked_reason(reason, words)
    message.is_removed = True
    message.save(update_fields=["is_removed"])
    bury(message, actor=actor)
    return decide(Measure.Kind.REMOVAL, "message_removed", message, given, actor=actor)


@verb
def warn_author(*, actor: Actor, message: Message, reason: str, words: str = "") -> Measure:
    """Tell the author of a message, and nobody else, what was wrong with it. Once for a message: the first stands."""
    message = as_it_stands(message)
    require(permissions.can_warn_author(actor, message))
    if first := Measure.objects.filter(message=message, kind=Measure.Kind.WARNING).first():
        close_reports(Report.objects.filter(message=message), Report.Outcome.WARNED, first.words, actor=actor)
        return first
    return decide(Measure.Kind.WARNING, "author_warned", message, checked_reason(reason, words), actor=actor)


def decide(kind: str, event: str, message: Message, given: dict[str, str], *, actor: Actor) -> Measure:
    """Write a measure about a message, tell its author, and close what was reported of it."""
    about: dict[str, Any] = {"room": message.room, "person": message.author, "message": message}
    measure = Measure.objects.create(kind=kind, **about, **given, made_by=actor.user, made_for=actor.organization)
    heard_by = message.author_id or actor.user.pk
    record(event, stream=f"user.{heard_by}", actor=actor, subject=measure, room=message.room_id)
    outcome = {"removal": Report.Outcome.REMOVED, "warning": Report.Outcome.WARNED}[kind]
    close_reports(Report.objects.filter(message=message), outcome, given["words"], actor=actor)
    return measure


def close_reports(reports: Any, outcome: str, answer: str, *, actor: Actor) -> int:
    """Close those of these reports that are open, each by whoever comes first; those who reported hear of it."""
    closed = 0
    for report in list(reports.filter(outcome=Report.Outcome.OPEN)):
        changes = {"outcome": outcome, "answer": answer, "handled_at": timezone.now()}
        mine = {"handled_by": actor.user, "handled_for": actor.organization}
        if Report.objects.filter(pk=report.pk, outcome=Report.Outcome.OPEN).update(**changes, **mine):
            closed += 1
            stream = f"user.{report.reporter_id}"
            record("report_handled", stream=stream, actor=actor, subject=report, room=report.room_id, outcome=outcome)
    return closed


@verb
def dismiss_report(*, actor: Actor, report: Report, words: str) -> Report:
    """Leave what was reported as it is, and say why. Conflict `already_handled`, with how, for whoever comes second."""
    require(permissions.can_dismiss_report(actor, report))
    cleaned = checked_reason(Reason.OTHER, words)["words"]
    if not close_reports(Report.objects.filter(pk=report.pk), Report.Outcome.DISMISSED, cleaned, actor=actor):
        report.refresh_from_db()
        if (report.outcome, report.handled_by_id) != (Report.Outcome.DISMISSED, actor.user.pk):
            detail = _("Somebody has handled this report already: %(outcome)s.")
            shown = detail % {"outcome": report.get_outcome_display()}
            raise Conflict(shown, code="already_handled", outcome=report.outcome)
    report.refresh_from_db()
    return report


@verb
def suspend_member(
    *,
    actor: Actor,
    room: Room,
    person: User,
    until: datetime,
    reason: str,
    words: str = "",
    message: Message | None = None,
) -> Measure:
    """For a time a person only reads in a room. It ends by the clock; leaving and coming back changes nothing.

    ValidationError `invalid_end` (in the past, or more than a year ahead); Conflict `already_suspended` with its end,
    `last_moderator`. With a `message` what was reported of it is closed.
    """
    hold(room.stream)  # before the person's place in the room, as who posts and who leaves
    require(permissions.can_suspend_member(actor, room, person))
    if not timezone.now() < until <= timezone.now() + LONGEST:
        raise invalid(_("Choose an end within the next year."), code="invalid_end", field="until")
    given = checked_reason(reason, words)
    demand_another_moderator(room, person)
    if running := running_suspension(room, person):
        detail, ends = _("This person is suspended from the room already."), running.ends_at
        raise Conflict(detail, code="already_suspended", until=ends.isoformat() if ends else None)
    RoomMembership.objects.filter(room=room, person=person).update(suspended_until=until)
    measure = Measure.objects.create(
        kind=Measure.Kind.SUSPENSION, room=room, person=person, message=message, ends_at=until, **given,
        made_by=actor.user, made_for=actor.organization,
    )  # fmt: skip
    record("member_suspended", stream=f"user.{person.pk}", actor=actor, subject=measure, room=room.pk)
    if message is not None:
        about = Report.objects.filter(message=message, room=room, message__author=person)
        close_reports(about, Report.Outcome.SUSPENDED, given["words"], actor=actor)
    return measure


def running_suspension(room: Room, person: User) -> Measure | None:
    suspensions = Measure.objects.filter(kind=Measure.Kind.SUSPENSION, room=room, person=person, lifted_at=None)
    return suspensions.filter(ends_at__gt=timezone.now()).order_by("-ends_at").first()


@verb
def lift_suspension(*, actor: Actor, room: Room, person: User) -> None:
    """Let a person write again before the end. Where nothing runs, nothing happens."""
    hold(room.stream)
    require(permissions.can_lift_suspension(actor, room, person))
    running = running_suspension(room, person)
    if running is None:
        return
    running.lifted_at, running.lifted_by, running.lifted_for = timezone.now(), actor.user, actor.organization
    running.save(update_fields=["lifted_at", "lifted_by", "lifted_for"])
    RoomMembership.objects.filter(room=room, person=person).update(suspended_until=None)
    record("suspension_lifted", stream=f"user.{person.pk}", actor=actor, subject=running, room=room.pk)


@verb
def set_slow_mode(*, actor: Actor, room: Room, seconds: int) -> Room:
    """Let each person write once in so many seconds: 0, 10, 30, 60, 300, 900, 3600; who moderates is free of it."""
    require(permissions.can_set_slow_mode(actor, room))
    if seconds not in SLOW_MODES:
        raise invalid(_("Choose one of the times offered."), code="invalid_seconds", field="seconds")
    if Room.objects.filter(~Q(slow_seconds=seconds), pk=room.pk).update(slow_seconds=seconds):
        record("slow_mode_set", stream=room.stream, actor=actor, subject=room, seconds=seconds)
    room.slow_seconds = seconds
    return room
