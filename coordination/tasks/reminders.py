"""What the clock wakes for reminders."""

from __future__ import annotations

from coordination import actions
from coordination.models import Recommendation
from journal.actors import Actor


def remind_of_recommendation(recommendation_id: int) -> None:
    """What is thrown away is nobody's concern."""
    if (row := Recommendation.objects.filter(pk=recommendation_id).first()) is not None:
        actions.remind_of_recommendation(actor=Actor.clock(), recommendation=row)
