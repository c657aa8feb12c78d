"""Votes and the end of a poll that meet at the same moment have exactly one outcome."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from chat.actions import cast_vote, close_poll, create_poll
from chat.models import Message, Poll, PollVote
from tests.chat.rooms import sector_room
from tests.factories import Cast, make_cast
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def ask(cast: Cast, **rules: Any) -> Poll:
    room = sector_room(cast, "basel", "hala", "omar")
    asked = {"question": "متى نجتمع؟", "options": ["السبت", "الأحد"], "client_id": uuid4(), **rules}
    return create_poll(actor=cast.actor("basel"), room=room, **asked).message.poll


def test_two_people_of_one_organisation_leave_one_vote(cast: Cast) -> None:
    cast.association.memberships.filter(person=cast.hala).update(role="manager")
    poll = ask(cast, is_per_organization=True)
    first, second = poll.options.values_list("pk", flat=True)
    at_once(
        lambda: cast_vote(actor=cast.actor("basel"), poll=poll, options=[first]),
        lambda: cast_vote(actor=cast.actor("hala"), poll=poll, options=[second]),
    )
    (vote,) = PollVote.objects.all()
    counts = dict(poll.options.values_list("pk", "votes"))
    assert counts == {pk: int(pk in vote.choices) for pk in (first, second)}
    assert Poll.objects.get().voters == 1


def test_a_poll_closed_while_somebody_votes_says_what_was_counted(cast: Cast) -> None:
    poll = ask(cast)
    first = poll.options.values_list("pk", flat=True)[0]
    at_once(
        lambda: cast_vote(actor=cast.actor("omar"), poll=poll, options=[first]),
        lambda: close_poll(actor=cast.actor("basel"), poll=poll),
        lambda: close_poll(actor=cast.actor("salma"), poll=poll),
    )
    poll = Poll.objects.get()
    (result,) = Message.objects.filter(reply_to=poll.message)
    assert poll.closed_at is not None
    assert poll.voters == PollVote.objects.count() == poll.options.get(pk=first).votes
    assert f"- السبت: {poll.voters}" in result.body or (poll.voters == 0 and "- " in result.body)
