"""Which step of which ladder comes next for a recommendation, and who stands there. Every verb that moves it asks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from coordination import permissions
from coordination.models import Recommendation, Responsibility
from coordination.reminding import (
    ALTERNATE,
    BEFORE,
    COMMITTEE,
    CONVENER,
    DUE,
    FOCAL_POINT,
    LATE,
    SIGNATORY,
    SILENT,
    UNANSWERED,
    Concern,
    Step,
    is_in_time,
    next_step,
    said_at,
)
from coordination.states import ADOPTED, OPEN, UNDER_WAY
from journal.due import schedule
from needs.actions.telling import speakers
from organizations.models import Membership, Role
from organizations.permissions import SPEAKING


class Rung(NamedTuple):
    """A step that comes next, and the ids of the people who hear of it."""

    step: Step
    people: set[int]


def plan_reminders(pk: int) -> None:
    """One waking waits for each recommendation, moved as its days move."""
    row = Recommendation.objects.select_related("body__organization", "committee__body", "forum").get(pk=pk)
    rungs = rungs_of(row)
    if rungs:
        at = min(said_at(rung.step.day, timezone.localtime()) for rung in rungs)
        schedule("remind_of_recommendation", at=at, key=f"recommendation.{pk}.remind", recommendation_id=pk)


def rungs_of(row: Recommendation) -> list[Rung]:
    """The next rung of each ladder, the earliest first."""
    sent: dict[tuple[str, date], dict[str, date]] = defaultdict(dict)
    for rule, about, taken, at in row.reminders.values_list("rule", "about", "step", "at"):
        sent[rule, about][taken] = timezone.localdate(at)
    concerns = concerns_of(row)
    people = {concern.rule: people_of(row, concern.rule) for concern in concerns}
    rungs = []
    for concern in concerns:
        there = people[concern.rule]
        step = next_step(concern, sent[concern.rule, concern.about], [who for who, ids in there.items() if ids])
        if step is not None and is_in_time(concern, max(step.day, timezone.localdate())):
            rungs.append(Rung(step, there[step.who]))
    return sorted(rungs, key=lambda rung: (rung.step.day, rung.step.concern.rule))


def concerns_of(row: Recommendation) -> list[Concern]:
    if row.status not in OPEN:
        return []
    days = {row.due_on} - {None}
    concerns = []
    if row.status in UNDER_WAY:
        days |= set(row.milestones.filter(withdrawn_at=None, done_at=None).values_list("due_on", flat=True)) - {None}
        if row.report_due_on is not None:
            concerns.append(Concern(SILENT, row.report_due_on))
    elif row.status == ADOPTED and (since := unanswered_since(row)) is not None:
        concerns.append(Concern(UNANSWERED, since))
    ahead = sorted(day for day in days if day is not None)
    # Of what is late the oldest: who hears of three steps in one hour reads none.
    concerns += [Concern(LATE, day) for day in ahead[:1]]
    return concerns + [Concern(rule, day) for day in ahead for rule in (BEFORE, DUE)]


def unanswered_since(row: Recommendation) -> date | None:
    asked = row.responsibilities.filter(role=Responsibility.Role.LEAD, status=Responsibility.Status.ASKED).first()
    return timezone.localdate(asked.asked_at) if asked else row.adopted_on


def people_of(row: Recommendation, rule: str) -> dict[str, set[int]]:
    """{step: the ids of who stands there}; focal point and alternate only while they are of the organisation."""
    lead = row.responsibilities.filter(permissions.STANDING, role=Responsibility.Role.LEAD).first()
    there: dict[str, set[int]] = {
        COMMITTEE: permissions.verifiers_of(row),
        CONVENER: speakers(conveners_of(row)),
    }
    if lead is not None:
        own = Membership.objects.filter(SPEAKING, organization=lead.organization_id, person__is_active=True)
        if rule != UNANSWERED:
            for who, person in ((FOCAL_POINT, lead.focal_point_id), (ALTERNATE, lead.alternate_id)):
                there[who] = set(own.filter(person=person).values_list("person", flat=True)) if person else set()
        there[SIGNATORY] = set(own.filter(role=Role.SIGNATORY).values_list("person", flat=True))
    return there


def conveners_of(row: Recommendation) -> set[int]:
    if row.forum is not None:
        return set(row.forum.conveners.values_list("organization", flat=True))
    return {row.body.organization_id}
