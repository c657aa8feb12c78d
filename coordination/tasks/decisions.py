"""Members of a body hear of what was decided."""

from __future__ import annotations

from datetime import datetime

from coordination import actions
from journal.actors import Actor
from meetings.models import Session


def tell_decisions(session_id: int, since: str) -> None:
    if (row := Session.objects.filter(pk=session_id).first()) is not None:
        actions.tell_decisions(actor=Actor.clock(), session=row, since=datetime.fromisoformat(since))
