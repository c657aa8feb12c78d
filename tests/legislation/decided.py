"""A frozen round with a committee, and proposals in it that may be voted on, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from legislation.actions import put_to_vote
from legislation.models import Amendment, Proposal, RivalVote, Round
from meetings.actions import cast_vote, close_ballot, open_ballot
from meetings.models import Session
from tests.factories import Cast
from tests.legislation.made import article
from tests.legislation.test_seen import a_proposal, a_round
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, open_session, standing_body


def judged_round(cast: Cast, **columns: Any) -> Round:
    """Texts are fixed; Salma chairs the committee for the union, Basel and Omar have a voice in it."""
    return a_round(cast, body=standing_body(cast), **{"status": "frozen", **columns})


def hall(cast: Cast, row: Round) -> Session:
    """An open session of its committee with Basel and Omar in it."""
    assert row.body is not None
    session = open_session(cast, row.body)
    for name in ("basel", "omar"):
        come_in(cast, session, name)
    return session


def changing(cast: Cast, row: Round, number: int, first: str, *, status: str = "admissible", **more: Any) -> Proposal:
    """By Omar's organisation: the first word of an article replaced. Two of one article compete."""
    made = a_proposal(cast, row, status=status, **{"title": f"تعديل {first}", **more})
    on = article(row.instrument, number)
    text = on.texts.get()
    words = text.text.split(" ")
    given = {"provision": on, "base": text, "base_sha256": text.sha256, "person": made.author, "position": 1}
    Amendment.objects.create(proposal=made, client_id=uuid4(), new_text=" ".join([first, *words[1:]]), **given)
    return made


def put(cast: Cast, row: Round, session: Session, *proposals: Proposal, **more: Any) -> RivalVote:
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    return put_to_vote(actor=chair_of(cast), within=row, session=session, proposals=proposals, **given)


def closed(cast: Cast, vote: RivalVote, votes: Mapping[str, int]) -> RivalVote:
    """Opened, cast by name ({"basel": the position of a choice}), closed."""
    ballot = open_ballot(actor=chair_of(cast), ballot=vote.ballot)
    choices: Sequence[Any] = list(ballot.choices.all())
    for name, at in votes.items():
        cast_vote(actor=cast.actor(name), ballot=ballot, choice=choices[at])
    close_ballot(actor=chair_of(cast), ballot=ballot)
    return RivalVote.objects.get(pk=vote.pk)


def status_of(*proposals: Proposal) -> list[str]:
    return [Proposal.objects.get(pk=each.pk).status for each in proposals]
