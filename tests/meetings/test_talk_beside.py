"""The part of a session's page that holds its room."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.actions import enter_session_room
from tests.factories import Cast, signed_in
from tests.meetings.made import open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_the_pane_is_for_those_inside_and_shows_the_room_to_who_went_in(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    pane, basel = reverse("meetings:talk_beside", args=[session.pk]), signed_in(cast.basel)
    assert pane in basel.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "data-room" not in basel.get(pane).content.decode()
    enter = reverse("meetings:enter_session_room", args=[session.pk])
    assert basel.post(enter, {"beside": "1"})["Location"] == reverse("meetings:session", args=[session.pk])
    session.refresh_from_db()
    assert f'data-room="{session.room_id}"' in basel.get(pane).content.decode()
    assert "data-room" not in signed_in(cast.omar).get(pane).content.decode()  # he did not go in
    assert signed_in(cast.gharib).get(pane).status_code == 404
    assert basel.post(enter)["Location"] == f"/rooms/{session.room_id}/"


def test_who_lost_the_room_is_shown_the_way_in_again(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    room = enter_session_room(actor=cast.actor("basel"), session=session)
    room.memberships.all().delete()
    pane = signed_in(cast.basel).get(reverse("meetings:talk_beside", args=[session.pk])).content.decode()
    assert ("data-room" in pane, "/room/" in pane) == (False, True)
