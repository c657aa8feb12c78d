"""Verbs that meet in the same rows at the same moment take them in the same order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections

from chat import permissions
from chat.actions import messages, remove_member
from chat.models import Room, RoomMembership
from journal import verbs
from journal.refusals import Refused
from tests.chat.rooms import group_room, said
from tests.factories import Cast, make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
MOMENT = 0.5  # seconds one waits for the other to come between; where the order is right it cannot


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def in_thread(act: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def post_or_be_refused(cast: Cast, room: Room) -> None:
    """On a busy machine the removal may be through before the post has begun: then it is refused, as it should be."""
    with suppress(Refused):
        said(cast, "hala", room)


def test_posting_while_being_removed_is_no_deadlock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who posts holds the room's stream and wants their place; who removes holds the place and wants the stream."""
    room = group_room(cast, "basel", [cast.hala])
    has_stream, has_place = threading.Event(), threading.Event()
    numbered, seen, passing, failures = messages.number, permissions.rooms_for, verbs.tries_for, []

    def number(*given: Any) -> None:
        has_stream.set()
        has_place.wait(MOMENT)
        numbered(*given)

    def rooms_for(user: Any) -> Any:
        has_place.set()
        has_stream.wait(MOMENT)
        return seen(user)

    def tries_for(error: Any) -> int:
        failures.append(repr(error))
        return passing(error)

    monkeypatch.setattr(messages, "number", number)
    monkeypatch.setattr(permissions, "rooms_for", rooms_for)
    monkeypatch.setattr(verbs, "tries_for", tries_for)
    posting = in_thread(lambda: post_or_be_refused(cast, room))
    removing = in_thread(lambda: remove_member(actor=cast.actor("basel"), room=room, person=cast.hala))
    for thread in (posting, removing):
        thread.join(30)
    assert failures == []
    assert not RoomMembership.objects.filter(room=room, person=cast.hala).exists()
