"""Programs of organisations are told of their part in forums, and those of whoever convenes one of all answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from bots.actions import ORGANIZATION_EVENTS, create_outgoing_webhook
from bots.tasks import webhooks_follow
from coordination.actions import change_delegation, decline_delegation, set_forum_status, withdraw_delegation
from journal.actors import Actor
from journal.due import run_due
from journal.followers import run_follower
from tests.bots.listening import Listener, listening
from tests.coordination.made import accepted, convened_forum, invited, prepared_forum
from tests.factories import Cast
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def program() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def listens(actor: Actor, program: Listener) -> None:
    given: dict[str, Any] = {"url": program.url, "events": ORGANIZATION_EVENTS, "client_id": uuid4()}
    create_outgoing_webhook(actor=actor, organization=actor.organization, **given)


def heard(program: Listener) -> list[str]:
    run_follower(webhooks_follow)
    run_due()
    return [event for event, _number in program.events if event.startswith("delegation_")]


def test_an_organisation_hears_of_its_own_part_alone(cast: Cast, program: Listener) -> None:
    listens(cast.actor("omar"), program)
    forum = convened_forum(cast)
    row = invited(cast, forum)[1]
    accepted(cast, convened_forum(cast, title="ملتقى آخر"))  # Omar's is asked there, too
    change_delegation(actor=chair_of(cast), delegation=row, quota=3)
    decline_delegation(actor=cast.actor("omar"), delegation=row)
    assert heard(program) == ["delegation_asked", "delegation_asked", "delegation_changed", "delegation_declined"]


def test_whoever_convenes_hears_of_every_answer(cast: Cast, program: Listener) -> None:
    listens(chair_of(cast), program)
    row = accepted(cast, convened_forum(cast))
    withdraw_delegation(actor=chair_of(cast), delegation=row, reason="لم يُسدَّد الاشتراك")
    assert heard(program) == ["delegation_asked"] * 2 + ["delegation_accepted", "delegation_withdrawn"]


def test_nobody_hears_of_what_is_still_prepared(cast: Cast, program: Listener) -> None:
    listens(cast.actor("omar"), program)
    forum = prepared_forum(cast)
    invited(cast, forum)
    assert heard(program) == []
    set_forum_status(actor=chair_of(cast), forum=forum, status="convened")
    assert heard(program) == ["delegation_asked"]
