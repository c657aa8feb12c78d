"""Who is in a session, for tests: by the verb."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from meetings.actions import enter_session
from meetings.models import Attendance, Participant, Session
from tests.factories import Cast
from tests.meetings.made import chair_of


def come_in(cast: Cast, session: Session, name: str, **more: Any) -> Attendance:
    """Of the cast by name, noted by the chair."""
    participant = Participant.objects.get(body=session.body, person=getattr(cast, name), ended_at=None)
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    return enter_session(actor=chair_of(cast), session=session, participant=participant, **given)
