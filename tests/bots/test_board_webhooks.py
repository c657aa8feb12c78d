"""Programs of organisations hear how needs, offers and pledges change, as far as the organisation sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from bots.actions import BOARD_EVENTS, ORGANIZATION_EVENTS, create_outgoing_webhook
from bots.forms import EVENT_WORDS
from bots.permissions import may_hear_board
from bots.tasks import webhooks_follow
from journal.due import run_due
from journal.followers import run_follower
from needs.actions import cancel_need
from organizations.models import Organization, Role
from tests.bots.listening import Listener, listening
from tests.factories import Cast, make_membership, signed_in
from tests.needs.board import standing_need, standing_offer

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def program() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def listens(cast: Cast, program: Listener, name: str = "omar", board: str = "", **more: Any) -> None:
    actor = cast.actor(name)
    events = BOARD_EVENTS if board else ORGANIZATION_EVENTS
    given = {"url": program.url, "events": events, "client_id": uuid4(), "board": board, **more}
    create_outgoing_webhook(actor=actor, organization=actor.organization, **given)


def heard(program: Listener) -> list[str]:
    run_follower(webhooks_follow)
    run_due()
    return [event for event, _number in program.events]


def test_every_event_has_its_words() -> None:
    assert set(ORGANIZATION_EVENTS) <= set(EVENT_WORDS)
    assert set(BOARD_EVENTS) <= set(ORGANIZATION_EVENTS)


def test_an_organisation_hears_of_its_own_and_of_what_names_it(cast: Cast, program: Listener) -> None:
    listens(cast, program)
    standing_need(cast, "basel", visibility="named", named=[cast.other])
    standing_need(cast, "basel")
    own = standing_offer(cast, "omar")
    assert heard(program) == ["need_opened", "offer_opened"]
    assert own.code in str(program.entries)


def test_a_board_is_heard_as_far_as_it_is_shown(cast: Cast, program: Listener) -> None:
    """What is for members only says its code, what is public says all; drafts and what is one's own say nothing."""
    listens(cast, program, board="board.members")
    listens(cast, program, board="board.public")
    need = standing_need(cast, "basel", title="سرّ الأعضاء", contact="0999")
    public = standing_need(cast, "basel", title="للجميع", visibility="public", contact="0999")
    standing_need(cast, "basel", visibility="own")
    cancel_need(actor=cast.actor("basel"), need=need, reason="وصل")
    assert sorted(heard(program)) == ["need_cancelled", "need_opened", "need_opened"]
    told = str(program.entries)
    assert public.title in told
    assert need.code in told
    assert need.title not in told
    assert "0999" not in told


def test_a_public_body_hears_the_public_board_only(cast: Cast, program: Listener) -> None:
    make_membership(cast.gharib, cast.ministry, Role.MANAGER)
    actor = type(cast.actor("rania"))(cast.gharib, cast.ministry)
    with pytest.raises(ValidationError) as refusal:
        create_outgoing_webhook(
            actor=actor,
            organization=cast.ministry,
            url=program.url,
            events=BOARD_EVENTS,
            client_id=uuid4(),
            board="board.members",
        )
    assert refusal.value.error_dict["board"][0].code == "invalid_board"
    assert may_hear_board(cast.ministry, "board.public")
    assert not may_hear_board(cast.association, "org.1")


def test_who_is_no_longer_verified_hears_no_more_of_a_board(cast: Cast, program: Listener) -> None:
    listens(cast, program, board="board.members")
    Organization.objects.filter(pk=cast.other.pk).update(status=Organization.Status.SUSPENDED)
    standing_need(cast, "basel")
    assert heard(program) == []


def test_the_page_and_the_api_make_one(cast: Cast, program: Listener) -> None:
    browser, address = signed_in(cast.omar), f"/organizations/{cast.other.pk}/webhooks/"
    assert "board.members" in browser.get(address).content.decode()
    given = {"url": program.url, "board": "board.members", "events": ["need_opened", "membership_started"]}
    assert "whsec_" in browser.post(address, given).content.decode()
    call = {"client_id": str(uuid4()), "organization": cast.other.pk, **given}
    answer = browser.post("/api/webhooks/", call, content_type="application/json")
    assert (answer.status_code, answer.json()["board"], answer.json()["events"]) == (
        201,
        "board.members",
        ["need_opened"],
    )
