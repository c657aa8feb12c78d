"""Reports and measures as those see them whom they concern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from chat.models import Measure, Report, Room
from chat.permissions import reports_for
from journal.actors import Actor
from journal.stamps import stamp

Facts = dict[str, Any]


def report_facts(report: Report) -> Facts:
    """What handlers and the reporter alike may hear: no names, no content."""
    return {
        "id": report.pk,
        "room": report.room_id,
        "message": report.message_id,
        "reason": report.reason,
        "outcome": report.outcome,
        "created_at": stamp(report.created_at),
        "handled_at": stamp(report.handled_at),
    }


def whole_report(report: Report) -> Facts:
    """For those who decide about it."""
    return {
        **report_facts(report),
        "words": report.words,
        "body": report.body,
        "author": report.message.author_id,
        "reporter": {"id": report.reporter_id, "name": str(report.reporter), "organization": report.organization_id},
        "answer": report.answer,
        "handled_by": report.handled_by_id,
        "handled_for": report.handled_for_id,
    }


def measure_facts(measure: Measure) -> Facts:
    """What the person it is about may know, and those who look after the room."""
    return {
        "id": measure.pk,
        "kind": measure.kind,
        "room": measure.room_id,
        "message": measure.message_id,
        "person": measure.person_id,
        "reason": measure.reason,
        "reason_words": measure.get_reason_display(),
        "words": measure.words,
        "made_at": stamp(measure.made_at),
        "ends_at": stamp(measure.ends_at),
        "lifted_at": stamp(measure.lifted_at),
    }


def open_reports(user: User) -> QuerySet[Report]:
    """What waits for a decision of this person, the oldest first."""
    return reports_for(user).filter(outcome=Report.Outcome.OPEN).order_by("created_at")


def handled_reports(user: User) -> QuerySet[Report]:
    return reports_for(user).exclude(outcome=Report.Outcome.OPEN).order_by("-handled_at")


def measures_of(room: Room) -> QuerySet[Measure]:
    """The newest measures of a room, with their people."""
    return Measure.objects.filter(room=room).select_related("person", "made_by", "made_for").order_by("-pk")


def suspension_of(actor: Actor, room: Room) -> Facts | None:
    """Why and until when the person only reads."""
    found = Measure.objects.filter(room=room, person_id=actor.person_id, kind=Measure.Kind.SUSPENSION, lifted_at=None)
    running = found.filter(ends_at__gt=timezone.now()).order_by("-ends_at").first()
    return measure_facts(running) if running else None


def whole_reports(reports: Iterable[Report]) -> list[Facts]:
    return [whole_report(report) for report in reports]
