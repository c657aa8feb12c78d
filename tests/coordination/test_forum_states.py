"""A forum's states: who moves it, which ways there are, what goes out when it is convened."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.actions import set_forum_status
from coordination.forum_states import CANCELLED, CLOSED, CONVENED, DRAFT, OPEN, PUBLISHED, WAYS
from coordination.models import Forum
from coordination.permissions import can_set_forum_status, delegations_for, forums_for
from journal.refusals import Conflict, Refused
from meetings.actions import close_body
from meetings.permissions import can_chair
from tests.coordination.made import convened_forum, invited, prepared_forum, standing_forum
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, open_session, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def in_state(cast: Cast, status: str) -> Forum:
    forum = prepared_forum(cast)
    Forum.objects.filter(pk=forum.pk).update(status=status)
    forum.refresh_from_db()
    return forum


@pytest.mark.parametrize(("before", "after"), list(product(Forum.Status.values, repeat=2)))
def test_set_forum_status_goes_the_ways_of_the_table_and_no_others(cast: Cast, before: str, after: str) -> None:
    forum, chair = in_state(cast, before), chair_of(cast)
    if before == after or (before, after) in WAYS:
        assert set_forum_status(actor=chair, forum=forum, status=after, reason="لسبب").status == after
    else:
        with pytest.raises(Conflict) as no:
            set_forum_status(actor=chair, forum=forum, status=after, reason="لسبب")
        assert no.value.code == "wrong_status"


def test_convening_announces_and_sends_what_was_prepared(cast: Cast) -> None:
    forum = prepared_forum(cast)
    (row,) = invited(cast, forum, cast.association)
    assert not delegations_for(cast.basel).exists()
    assert forum not in forums_for(cast.basel)
    with entries_left() as left:
        set_forum_status(actor=chair_of(cast), forum=forum, status=CONVENED)
    union, asked = f"org.{union_of(cast).pk}", f"org.{cast.association.pk}"
    assert left == [
        *sorted((stream, "delegation_asked", row.pk, {}) for stream in (union, asked)),
        (f"user.{cast.basel.pk}", "delegation_asked", row.pk, {"code": forum.code}),
        (forum.stream, "forum_status_changed", forum.pk, {"status": CONVENED, "before": DRAFT}),
    ]
    assert list(delegations_for(cast.basel)) == [row]
    assert forum in forums_for(cast.basel)


def test_set_forum_status_tells_those_who_take_part(cast: Cast) -> None:
    forum = standing_forum(cast)
    with entries_left() as left:
        set_forum_status(actor=chair_of(cast), forum=forum, status=OPEN)
        set_forum_status(actor=chair_of(cast), forum=forum, status=OPEN)
    assert [(each.stream, each.facts) for each in left] == [(forum.stream, {"status": OPEN, "before": CONVENED})]


def test_set_forum_status_refuses_others(cast: Cast) -> None:
    forum = standing_forum(cast)
    assert cast.who(can_set_forum_status, forum) == ""
    for name in ("basel", "rania", "gharib"):
        with pytest.raises(Refused):
            set_forum_status(actor=cast.actor(name), forum=forum, status=OPEN)


def test_cancelling_needs_a_reason_and_ends_the_work(cast: Cast) -> None:
    forum, chair = standing_forum(cast), chair_of(cast)
    (row,) = invited(cast, forum, cast.ministry)
    with pytest.raises(ValidationError):
        set_forum_status(actor=chair, forum=forum, status=CANCELLED)
    forum = set_forum_status(actor=chair, forum=forum, status=CANCELLED, reason="تعذّر السفر")
    assert (forum.status_reason, can_chair(chair, forum.body)) == ("تعذّر السفر", False)
    assert forum in forums_for(cast.basel)
    close_body(actor=chair, body=forum.body)  # twice changes nothing
    row.refresh_from_db()
    assert row.status == "invited"


def test_it_does_not_close_over_an_open_session(cast: Cast) -> None:
    forum, chair = in_state(cast, OPEN), chair_of(cast)
    session = open_session(cast, forum.body)
    with pytest.raises(Conflict) as no:
        set_forum_status(actor=chair, forum=forum, status=CLOSED)
    assert no.value.code == "session_open"
    session.status = "closed"
    session.save()
    assert set_forum_status(actor=chair, forum=forum, status=CLOSED).status == CLOSED


def test_the_page_and_the_api_move_it(cast: Cast) -> None:
    forum = prepared_forum(cast)
    salma, address = signed_in(cast.salma), reverse("coordination:set_forum_status", args=[forum.pk])
    assert salma.get(address).status_code == 200
    assert salma.post(address, {"status": CONVENED}).status_code == 302
    call = f"/api/forums/{forum.pk}/status/"
    answer = salma.put(call, {"status": OPEN}, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (200, OPEN)
    assert salma.put(call, {"status": PUBLISHED}, content_type="application/json").status_code == 409
    assert signed_in(cast.basel).put(call, {"status": CLOSED}, content_type="application/json").status_code == 403
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_a_convened_forum_is_where_its_people_find_it(cast: Cast) -> None:
    forum = convened_forum(cast, visibility="body")
    invited(cast, forum, cast.association)
    assert "الملتقى التنسيقي الأول" in signed_in(cast.basel).get(reverse("coordination:forums")).content.decode()
    assert "الملتقى التنسيقي الأول" not in signed_in(cast.omar).get(reverse("coordination:forums")).content.decode()
