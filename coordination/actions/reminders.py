"""Who is reminded of a recommendation that is due, late, silent or unanswered, and to whom it is taken further."""

from __future__ import annotations

from django.utils import timezone

from coordination import permissions
from coordination.actions.ladder import Rung, plan_reminders, rungs_of
from coordination.actions.moves import as_it_stands
from coordination.models import Recommendation, Reminder
from coordination.reminding import is_quiet
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb


@verb
def remind_of_recommendation(*, actor: Actor, recommendation: Recommendation) -> int:
    """Take the steps that are due now, each once; how many people heard of it. In quiet hours nobody does, and it is
    tried again in the morning.
    """
    require(permissions.can_remind_of_recommendation(actor))
    row, now = as_it_stands(recommendation), timezone.localtime()
    told = 0
    if not is_quiet(now):
        told = sum(take(actor, row, rung) for rung in rungs_of(row) if rung.step.day <= now.date())
    plan_reminders(row.pk)
    return told


def take(actor: Actor, row: Recommendation, rung: Rung) -> int:
    step = rung.step
    given = {"rule": step.concern.rule, "step": step.who, "about": step.concern.about}
    Reminder.objects.bulk_create(
        [Reminder(recommendation=row, person_id=pk, **given) for pk in sorted(rung.people)], ignore_conflicts=True
    )
    record(
        "recommendation_reminded",
        stream=[f"user.{pk}" for pk in sorted(rung.people)],
        actor=actor,
        subject=row,
        code=row.code,
        rule=step.concern.rule,
        step=step.who,
        about=step.concern.about.isoformat(),
    )
    return len(rung.people)
