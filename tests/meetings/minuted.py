"""Minutes for tests: by the verbs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from journal.actors import Actor
from meetings.actions import add_minute_entry, approve_minutes, put_minutes_to_review, set_session_status
from meetings.models import MinuteEntry, Session
from tests.factories import Cast, make_membership, make_person
from tests.meetings.made import chair_of, union_of


def writer_of(cast: Cast) -> Actor:
    """Layla of the union: she writes the minutes and chairs nothing. The same in each call."""
    union = union_of(cast)
    found = union.memberships.filter(person__username="layla").select_related("person").first()
    person = found.person if found else make_person("ليلى العبد الله", username="layla")
    if found is None:
        make_membership(person, union)
    return Actor(person, union)


def written(cast: Cast, session: Session, text: str = "عُرضت أسماء المرشحين", **more: Any) -> MinuteEntry:
    """By Layla."""
    given: dict[str, Any] = {"client_id": uuid4(), "text": text, **more}
    return add_minute_entry(actor=writer_of(cast), session=session, **given)


def in_review(cast: Cast, session: Session) -> Session:
    """Closed by the chair, and put to review by Layla; one paragraph stands in it at least."""
    if not session.minutes.exists():
        written(cast, session)
    set_session_status(actor=chair_of(cast), session=session, status="closed")
    return put_minutes_to_review(actor=writer_of(cast), session=session)


def approved(cast: Cast, session: Session) -> Session:
    return approve_minutes(actor=chair_of(cast), session=in_review(cast, session))
