"""A forum in preparation full of private things, for the walks: each noun adds the ids behind its words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from coordination.models import Forum, OutcomeDocument
from legislation.models import Instrument
from meetings.models import AgendaDocument, AgendaItem, Attendance, Participant, Session, Speaker
from tests.attacks.filed import make_file
from tests.attacks.incoming_texts import text_ids
from tests.attacks.legislated import library_ids
from tests.attacks.minuted import minuted_ids
from tests.attacks.planned import planned_ids
from tests.attacks.recommended import recommended_ids
from tests.attacks.voted import voted_ids
from tests.coordination.followed import make_decision
from tests.coordination.made import invited, prepared_forum
from tests.factories import Cast
from tests.meetings.made import make_item, make_participant, make_session

Ids = dict[str, list[Any]]


def gathered_ids(cast: Cast, mark: str) -> Ids:
    forum = prepared_forum(cast, title=f"ملتقى {mark}", about=mark, venue=mark)
    session = make_session(cast, forum.body, title=f"جلسة {mark}", venue=mark)
    delegation = invited(cast, forum, cast.other, message=mark)[0]
    delegate = make_participant(cast, forum.body, organization=cast.other, post=mark)
    ids: Ids = {"delegations": [delegation.pk], "delegates": [delegate.pk], "letters": [delegation.letter_code]}
    ids |= {"conveners": [cast.association.pk], "forum-feeds": ["MQ-wrong-secret"]}
    ids |= recommended_ids(cast, forum, mark)
    ids |= {"decisions": [make_decision(cast, forum.body, title=f"قرار {mark}", text=mark, session=session).pk]}
    ids |= {"outcomes": [make_outcome(cast, forum, mark).pk], "verify": ["MQ-wrong-secret"]}
    ids |= planned_ids(cast, forum, mark)
    ids |= library_ids(cast, mark)
    ids |= text_ids(cast, Instrument.objects.get(pk=ids["laws"][0]), mark)
    return ids | {
        **{word: [forum.pk] for word in ("forums", "public-follow-up")},
        "bodies": [forum.body_id],
        "sessions": sorted({1, 2, session.pk}),
        **agenda_ids(cast, session, mark),
        **voted_ids(cast, session, mark),
        **minuted_ids(cast, session, mark),
    }


def agenda_ids(cast: Cast, session: Session, mark: str) -> Ids:
    """What stands on the agenda, a document of it, and who is there."""
    item = make_item(cast, session, title=f"بند {mark}", text=mark)
    there = make_participant(cast, session.body, "hala", name=mark)
    row = Attendance.objects.create(session=session, participant=there, person=cast.salma, client_id=uuid4())
    return {
        "agenda-items": [item.pk],
        "agenda-documents": [make_document(cast, item, mark).pk],
        "attendances": [row.participant_id],
        "speakers": [make_speaker(session, there).pk],
    }


def make_document(cast: Cast, item: AgendaItem, mark: str) -> AgendaDocument:
    return AgendaDocument.objects.create(
        item=item, file=make_file(cast, mark), title=mark, person=cast.salma, client_id=uuid4()
    )


def make_outcome(cast: Cast, forum: Forum, mark: str) -> OutcomeDocument:
    """Frozen, for those who take part."""
    file = make_file(cast, mark)
    given = {"pdf": file, "docx": file, "shown": {"title": mark}, "sha256": file.sha256, "client_id": uuid4()}
    frozen = {"status": "frozen", "frozen_at": timezone.now(), "code": "7K3Q-F9XM-2BCD"}
    return OutcomeDocument.objects.create(body=forum.body, number=1, person=cast.salma, **given, **frozen)


def make_speaker(session: Session, who: Participant) -> Speaker:
    return Speaker.objects.create(session=session, participant=who, position=1, person=who.named_by, client_id=uuid4())
