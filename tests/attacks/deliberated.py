"""A round, a proposal in it that is put forward, what was said on it and is to be voted on, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from legislation.models import Opinion, Remark, RivalVote
from meetings.models import Ballot
from tests.factories import Cast
from tests.legislation.made import article
from tests.legislation.test_seen import a_proposal, a_round
from tests.meetings.made import make_session, standing_body


def deliberated_ids(cast: Cast, mark: str) -> dict[str, list[Any]]:
    row = a_round(cast, code="A-ZQ1", title=f"جولة {mark}", about=mark)
    proposal = a_proposal(cast, row, status="submitted", title=f"مقترح {mark}", rationale=mark, effect=mark)
    provision = article(row.instrument, 5)
    own = {"person": cast.omar, "organization": cast.other}
    said = [
        Remark.objects.create(round=row, client_id=uuid4(), text=mark, **on, **own)
        for on in ({"provision": provision}, {"proposal": proposal, "kind": "question"})
    ]
    opinion = Opinion.objects.create(proposal=proposal, advice="adopt", reasons=mark, client_id=uuid4(), **own)
    session = make_session(cast, standing_body(cast, title=mark, visibility="body"))
    ballot = Ballot.objects.create(session=session, question=f"{mark}؟", author=cast.salma, client_id=uuid4())
    vote = RivalVote.objects.create(round=row, session=session, ballot=ballot, person=cast.salma)
    return {
        "opinions": [opinion.pk],
        "rival-votes": [vote.pk],
        "rounds": [row.pk],
        "proposals": [proposal.pk],
        "provisions": [provision.pk],
        "remarks": [each.pk for each in said],
    }
