"""Polls: who asks, who votes and for whom, what is kept and what is not, and exactly one outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat.actions import (
    cast_vote,
    close_poll,
    create_poll,
    delete_message,
    edit_message,
    forward_message,
    set_slow_mode,
)
from chat.models import Message, Poll, PollVote, Room
from chat.permissions import can_cast_vote, can_close_poll, can_create_poll
from chat.queries import message_as_it_stands
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Conflict, Refused, TooSoon
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import NAMES, Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
OPTIONS = ["السبت", "الأحد", "الاثنين"]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "hala", "omar")


def ask(cast: Cast, room: Room, name: str = "basel", **more: Any) -> Poll:
    given: dict[str, Any] = {"question": "متى نجتمع؟", "options": OPTIONS, "client_id": uuid4(), **more}
    return create_poll(actor=cast.actor(name), room=room, **given).message.poll


def vote(cast: Cast, name: str, poll: Poll, *places: int) -> None:
    ids = list(poll.options.values_list("pk", flat=True))
    cast_vote(actor=cast.actor(name), poll=poll, options=[ids[place] for place in places])


def counts(poll: Poll) -> list[Any]:
    return [option["votes"] for option in message_as_it_stands(poll.message_id)["poll"]["options"]]


# Asking ---------------------------------------------------------------------------------------------------------------
def test_create_poll_table(cast: Cast, room: Room) -> None:
    allowed = [name for name in NAMES if can_create_poll(cast.actor(name), room)]
    assert allowed == ["salma", "basel", "hala", "omar"]
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            ask(cast, room, name)


def test_create_poll_says_a_message_that_others_read_in_words(cast: Cast, room: Room) -> None:
    poll = ask(cast, room)
    assert Entry.objects.filter(stream__name=room.stream).latest("number").event == "message_posted"
    message = message_as_it_stands(poll.message_id)
    assert message["body"] == "متى نجتمع؟\n\n- السبت\n- الأحد\n- الاثنين"
    assert [option["text"] for option in message["poll"]["options"]] == OPTIONS
    assert "poll" not in message_as_it_stands(said(cast, "basel", room).pk)


def test_a_repeated_request_asks_once(cast: Cast, room: Room) -> None:
    client_id = uuid4()
    assert ask(cast, room, client_id=client_id) == ask(cast, room, client_id=client_id)
    with pytest.raises(Conflict):
        ask(cast, room, client_id=client_id, question="سؤال آخر؟")


def test_a_slow_room_is_slow_for_polls_too(cast: Cast, room: Room) -> None:
    set_slow_mode(actor=cast.actor("salma"), room=room, seconds=60)
    room.refresh_from_db()
    ask(cast, room)
    with pytest.raises(TooSoon):
        ask(cast, room)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"options": []}, "too_few_options"),
        ({"options": ["نعم"]}, "too_few_options"),
        ({"options": [f"خيار {number}" for number in range(50)]}, "too_many_options"),
        ({"options": ["نعم", "نَعَم"]}, "equal_options"),
        ({"options": ["نعم", "ل" * 500]}, "invalid_option"),
        ({"options": ["نعم", "  "]}, "invalid_option"),
        ({"question": " "}, "invalid_question"),
        ({"question": "س" * 301}, "invalid_question"),
        ({"closes_at": timedelta(hours=-1)}, "in_the_past"),
        ({"closes_at": timedelta(days=500)}, "too_far"),
    ],
)
def test_create_poll_refuses_what_makes_no_sense(cast: Cast, room: Room, given: dict[str, Any], code: str) -> None:
    if "closes_at" in given:
        given = {"closes_at": timezone.now() + given["closes_at"]}
    with pytest.raises(ValidationError) as refusal:
        ask(cast, room, **given)
    assert next(iter(refusal.value.error_dict.values()))[0].code == code
    assert not Message.objects.filter(room=room).exists()


# Voting ---------------------------------------------------------------------------------------------------------------
def test_cast_vote_table(cast: Cast, room: Room) -> None:
    by_person, by_organization = ask(cast, room), ask(cast, room, is_per_organization=True)
    assert cast.who(can_cast_vote, by_person) == "salma basel hala omar"
    assert cast.who(can_cast_vote, by_organization) == "basel omar"
    for name in ("hala", "rania", "gharib"):
        with pytest.raises(Refused):
            vote(cast, name, by_organization, 0)


def test_a_changed_vote_replaces_the_one_before_and_none_takes_it_back(cast: Cast, room: Room) -> None:
    poll = ask(cast, room, is_multiple=True)
    vote(cast, "omar", poll, 0, 1)
    vote(cast, "omar", poll, 0, 1)
    vote(cast, "hala", poll, 1)
    assert counts(poll) == [1, 2, 0]
    vote(cast, "omar", poll, 2)
    assert (counts(poll), Poll.objects.get().voters) == ([0, 1, 1], 2)
    vote(cast, "omar", poll)
    assert (counts(poll), Poll.objects.get().voters) == ([0, 1, 0], 1)
    entries = Entry.objects.filter(stream__name=room.stream, event="vote_cast").order_by("number")
    assert list(entries.values_list("person", "object_id", "facts")) == [
        (person.pk, poll.message_id, {}) for person in (cast.omar, cast.hala, cast.omar, cast.omar)
    ]


def test_an_organisation_has_one_voice_whoever_casts_it(cast: Cast, room: Room) -> None:
    poll = ask(cast, room, is_per_organization=True)
    cast.association.memberships.filter(person=cast.hala).update(role="manager")
    vote(cast, "basel", poll, 0)
    vote(cast, "hala", poll, 1)
    vote(cast, "omar", poll, 1)
    assert (counts(poll), PollVote.objects.count()) == ([0, 2, 0], 2)


def test_an_anonymous_vote_leaves_no_trace_of_what_it_was(cast: Cast, room: Room) -> None:
    poll = ask(cast, room, is_anonymous=True)
    vote(cast, "omar", poll, 1)
    vote(cast, "hala", poll, 0)
    assert [row.choices for row in PollVote.objects.all()] == [[], []]
    assert counts(poll) == [None, None, None]
    entries = Entry.objects.filter(event="vote_cast")
    assert {str(entry.facts) for entry in entries} == {"{}"}
    asked = signed_in(cast.omar).get(f"/api/polls/{poll.pk}/").json()
    assert (asked["mine"], asked["has_voted"], asked["can_vote"], asked["voters"]) == (None, True, False, 2)
    close_poll(actor=cast.actor("basel"), poll=poll)
    assert counts(poll) == [1, 1, 0]
    assert all(row["options"] == [] for row in signed_in(cast.omar).get(f"/api/polls/{poll.pk}/votes/").json())


def test_an_anonymous_vote_counts_once(cast: Cast, room: Room) -> None:
    poll, client_id = ask(cast, room, is_anonymous=True), str(uuid4())
    first, second = list(poll.options.values_list("pk", flat=True))[:2]
    client, address = signed_in(cast.omar), f"/api/polls/{poll.pk}/vote/"
    for _ in range(2):
        answer = client.put(address, {"options": [first], "client_id": client_id}, "application/json")
        assert answer.status_code == 200
    again = client.put(address, {"options": [second], "client_id": str(uuid4())}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "already_voted")
    close_poll(actor=cast.actor("basel"), poll=poll)
    assert counts(poll) == [1, 0, 0]


def test_cast_vote_refuses_options_of_other_polls_and_two_of_one(cast: Cast, room: Room) -> None:
    poll, other = ask(cast, room), ask(cast, room)
    foreign = other.options.values_list("pk", flat=True)[0]
    own = list(poll.options.values_list("pk", flat=True))
    for options, code in (([foreign], "unknown_option"), ([10**9], "unknown_option"), (own[:2], "one_choice")):
        with pytest.raises(ValidationError) as refusal:
            cast_vote(actor=cast.actor("omar"), poll=poll, options=options)
        assert refusal.value.error_dict["options"][0].code == code
    assert counts(poll) == counts(other) == [0, 0, 0]


# Closing --------------------------------------------------------------------------------------------------------------
def test_close_poll_table(cast: Cast, room: Room) -> None:
    poll = ask(cast, room)
    assert cast.who(can_close_poll, poll) == "salma basel"
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            close_poll(actor=cast.actor(name), poll=poll)


def test_close_poll_tells_the_result_once(cast: Cast, room: Room) -> None:
    poll = ask(cast, room)
    vote(cast, "omar", poll, 1)
    for _ in range(2):
        close_poll(actor=cast.actor("basel"), poll=poll)
    assert list(
        Entry.objects.filter(stream__name=room.stream).order_by("-number").values_list("event", flat=True)[:3]
    ) == [
        "message_posted",
        "poll_closed",
        "vote_cast",
    ]
    result = Message.objects.filter(room=room).latest("seq")
    assert (result.author, result.reply_to_id) == (None, poll.message_id)
    assert result.body.splitlines()[0] == "نتيجة الاستطلاع: متى نجتمع؟"
    assert "- الأحد: 1 (100%)" in result.body
    with pytest.raises(Conflict) as refusal:
        vote(cast, "hala", poll, 1)
    assert refusal.value.code == "poll_closed"


def test_a_poll_closes_by_itself_and_takes_no_vote_from_that_moment(cast: Cast, room: Room) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        poll = ask(cast, room, closes_at=timezone.now() + timedelta(hours=1))
        vote(cast, "omar", poll, 0)
        clock.shift(timedelta(hours=1))
        with pytest.raises(Conflict):
            vote(cast, "hala", poll, 0)
        clock.shift(timedelta(seconds=1))
        run_due()
        run_due()
    assert Poll.objects.get().closed_at is not None
    assert Message.objects.filter(reply_to=poll.message).count() == 1
    assert counts(poll) == [1, 0, 0]


def test_a_poll_is_not_edited_nor_forwarded_and_goes_with_its_message(cast: Cast, room: Room) -> None:
    poll = ask(cast, room)
    with pytest.raises(Refused):
        edit_message(actor=cast.actor("basel"), message=poll.message, body="سؤال آخر")
    with pytest.raises(Refused):
        forward_message(actor=cast.actor("omar"), message=poll.message, rooms=[room], client_id=uuid4())
    delete_message(actor=cast.actor("basel"), message=poll.message)
    assert not Poll.objects.exists()
    assert signed_in(cast.omar).get(f"/polls/{poll.pk}/").status_code == 404
    run_due()


# Pages and programs ---------------------------------------------------------------------------------------------------
def test_the_api_asks_votes_tells_and_closes(cast: Cast, room: Room) -> None:
    asked = {"client_id": str(uuid4()), "question": "متى؟", "options": OPTIONS, "multiple": True}
    made = signed_in(cast.basel).post(f"/api/rooms/{room.pk}/polls/", asked, "application/json")
    poll = made.json()["poll"]
    assert made.status_code == 201
    assert signed_in(cast.basel).post(f"/api/rooms/{room.pk}/polls/", asked, "application/json").status_code == 200
    chosen = [poll["options"][0]["id"], poll["options"][2]["id"]]
    voted = signed_in(cast.omar).put(f"/api/polls/{poll['id']}/vote/", {"options": chosen}, "application/json").json()
    assert (voted["mine"], [option["votes"] for option in voted["options"]]) == (chosen, [1, 0, 1])
    (row,) = signed_in(cast.basel).get(f"/api/polls/{poll['id']}/votes/").json()
    assert (row["person"], row["options"]) == ("عمر", chosen)
    assert signed_in(cast.omar).put(f"/api/polls/{poll['id']}/closed/").status_code == 403
    assert signed_in(cast.basel).put(f"/api/polls/{poll['id']}/closed/").json()["closed_at"]


def test_the_pages_ask_and_vote_without_a_script(cast: Cast, room: Room) -> None:
    form = {
        "client_id": str(uuid4()),
        "question": "أين نجتمع؟",
        "option_1": "دمشق",
        "option_2": "حمص",
        "option_7": "حلب",
    }
    assert signed_in(cast.basel).get(f"/rooms/{room.pk}/polls/new/").status_code == 200
    assert signed_in(cast.basel).post(f"/rooms/{room.pk}/polls/new/", form).status_code == 302
    poll = Poll.objects.get()
    assert [option.text for option in poll.options.all()] == ["دمشق", "حمص", "حلب"]
    signed_in(cast.omar).post(f"/polls/{poll.pk}/vote/", {"options": [poll.options.all()[1].pk]})
    page = signed_in(cast.hala).get(f"/polls/{poll.pk}/").content.decode()
    assert "عمر" in page
    assert f'action="/polls/{poll.pk}/close/"' not in page
    signed_in(cast.basel).post(f"/polls/{poll.pk}/close/")
    assert Poll.objects.get().closed_at is not None
    wrong = signed_in(cast.basel).post(f"/rooms/{room.pk}/polls/new/", {**form, "option_2": "دمشق"})
    assert wrong.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries(cast: Cast, room: Room, count: int, django_assert_num_queries: Any) -> None:
    poll = ask(cast, room)
    for name in ("omar", "basel", "hala")[:count]:
        vote(cast, name, poll, 0)
    client = signed_in(cast.omar)
    client.get(f"/polls/{poll.pk}/")
    with django_assert_num_queries(15):
        client.get(f"/polls/{poll.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_polls_of_a_room_cost_two_queries(cast: Cast, room: Room, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        ask(cast, room)
    client = signed_in(cast.omar)
    client.get(f"/api/rooms/{room.pk}/messages/")
    with django_assert_num_queries(10):
        client.get(f"/api/rooms/{room.pk}/messages/")


def test_outsiders_find_no_polls(cast: Cast) -> None:
    poll = ask(cast, group_room(cast, "basel", [cast.hala]))
    for person in (cast.omar, cast.gharib, cast.rania):
        client, address = signed_in(person), f"/api/polls/{poll.pk}/"
        assert client.get(f"/polls/{poll.pk}/").status_code == 404
        assert client.get(address).status_code == 404
        assert client.put(f"{address}vote/", {"options": [1]}, "application/json").status_code == 404
