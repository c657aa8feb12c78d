"""What the clock does for rounds: fixes their texts, tells organisations that one is open."""

from __future__ import annotations

from django.utils import timezone

from journal.actors import Actor
from legislation import actions, queries
from legislation.models import Round
from legislation.states import OPEN

AT_ONCE = 50  # people in one transaction


def freeze_round(*, round_id: int) -> None:
    """Unless somebody moved the day, or the round, meanwhile."""
    row = Round.objects.filter(pk=round_id, status=OPEN, freezes_on__lt=timezone.localdate()).first()
    if row is not None:
        actions.freeze_round(actor=Actor.clock(), row=row)


def announce_round(*, round_id: int) -> None:
    """A few people at a time; who was told before the task was tried again is not told twice."""
    row = Round.objects.select_related("organization", "body").filter(pk=round_id, status=OPEN).first()
    if row is None:
        return
    people = queries.people_to_tell(row)
    for start in range(0, len(people), AT_ONCE):
        actions.announce_round(actor=Actor.clock(), row=row, people=people[start : start + AT_ONCE])
