"""A program speaks; it neither votes nor says that anybody has read something."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bots.actions import take_in_bot
from chat.actions import acknowledge_message, cast_vote, create_poll, post_message, request_acknowledgement
from chat.models import Room
from journal.actors import Actor
from journal.refusals import Refused
from tests.bots.programs import basels_bot
from tests.chat.rooms import sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "salma")


@pytest.fixture
def program(cast: Cast, room: Room) -> Actor:
    bot = basels_bot(cast)
    take_in_bot(actor=cast.actor("salma"), room=room, bot=bot)
    return Actor(bot.account, bot.organization)


def test_cast_vote_refuses_programs(cast: Cast, room: Room, program: Actor) -> None:
    given = {"question": "متى نجتمع؟", "options": ["السبت", "الأحد"], "client_id": uuid4()}
    poll = create_poll(actor=cast.actor("basel"), room=room, **given).message.poll  # type: ignore[arg-type]
    with pytest.raises(Refused):
        cast_vote(actor=program, poll=poll, options=[poll.options.all()[0].pk])


def test_acknowledge_message_refuses_programs(cast: Cast, room: Room, program: Actor) -> None:
    salma = cast.actor("salma")
    message = post_message(actor=salma, room=room, body="تعميم", client_id=uuid4()).message
    request_acknowledgement(actor=salma, message=message)
    with pytest.raises(Refused):
        acknowledge_message(actor=program, message=message)
