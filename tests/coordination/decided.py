"""Decisions for tests, made by the verbs; paragraphs of minutes are rows."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from coordination.actions import create_decision
from coordination.models import Decision, Forum
from meetings.actions import cast_vote, close_ballot, create_ballot, open_ballot
from meetings.models import Ballot, Body, MinuteEntry, Session
from tests.coordination.made import standing_forum
from tests.factories import Cast
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, open_session

WORDS = "تُشكَّل لجنة متابعة من سبع جهات."


def forum_hall(cast: Cast, forum: Forum | None = None, **columns: Any) -> Session:
    """An open session of a forum, Basel and Omar in it."""
    session = open_session(cast, (forum or standing_forum(cast)).body, **columns)
    for name in ("basel", "omar"):
        come_in(cast, session, name)
    return session


def written(cast: Cast, session: Session, text: str = WORDS, **columns: Any) -> MinuteEntry:
    given = {"kind": "decision", "person": cast.salma, "client_id": uuid4(), **columns}
    return MinuteEntry.objects.create(
        session=session, text=text, position=65_536 * (session.minutes.count() + 1), **given
    )


def voted(cast: Cast, session: Session, *, basel: str = "yes", omar: str = "yes", **more: Any) -> Ballot:
    """A vote of both, closed."""
    given: dict[str, Any] = {"client_id": uuid4(), "question": "هل تُشكَّل لجنة متابعة؟", **more}
    chair = chair_of(cast)
    ballot = open_ballot(actor=chair, ballot=create_ballot(actor=chair, session=session, **given))
    for name, said in (("basel", basel), ("omar", omar)):
        choice = next(each for each in ballot.choices.all() if said in (each.kind, each.words))
        cast_vote(actor=cast.actor(name), ballot=ballot, choice=choice)
    return close_ballot(actor=chair, ballot=ballot)


def decided(cast: Cast, body: Body, **more: Any) -> Decision:
    """By Salma for the union."""
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    if not {"entry", "ballot", "text"} & set(given):
        given["text"] = WORDS
    return create_decision(actor=chair_of(cast), body=body, **given)
