"""Rooms and messages for programs: the promises of docs/protocol.md, section 3."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from chat.actions import delete_message, edit_message
from chat.models import Message, Room
from chat.queries import joined_rooms
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, make_membership, make_organization, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


class Program:
    """A client that speaks JSON for one of the cast."""

    def __init__(self, cast: Cast, name: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(getattr(cast, name))

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method, f"/api/{path}", b"" if body is None else encode(body), "application/json", headers=headers
        )


def encode(body: Any) -> bytes:
    return json.dumps(body).encode()


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_post_message_answers_after_commit_with_place_and_head(cast: Cast, room: Room) -> None:
    client_id = str(uuid4())
    answer = Program(cast, "basel")(
        "POST", f"rooms/{room.pk}/messages/", {"client_id": client_id, "body": "صباح **الخير**"}
    )
    made = answer.json()
    assert (answer.status_code, made["seq"], made["head"], made["client_id"]) == (201, 1, 5, client_id)
    assert made["author"] == {"id": cast.basel.pk, "name": "باسل", "mark": cast.basel.mark}
    assert made["organization"]["name"] == "جمعية ينابيع الياسمين"
    assert made["html"] == '<p dir="rtl">صباح <strong>الخير</strong></p>\n'


def test_post_message_again_answers_200_with_the_same(cast: Cast, room: Room) -> None:
    program, message = Program(cast, "basel"), {"client_id": str(uuid4()), "body": "مرة"}
    answers = [program("POST", f"rooms/{room.pk}/messages/", message) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = program("POST", f"rooms/{room.pk}/messages/", {**message, "body": "أخرى"})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


def test_post_message_answers_briefly_when_asked(cast: Cast, room: Room) -> None:
    answer = Program(cast, "basel")(
        "POST", f"rooms/{room.pk}/messages/", {"client_id": str(uuid4()), "body": "نعم"}, Prefer="return=minimal"
    )
    assert set(answer.json()) == {"id", "seq", "head"}


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"body": "x"}, "client_id", "required"),
        ({"client_id": "not-an-id", "body": "x"}, "client_id", "invalid"),
        ({"client_id": str(uuid4()), "body": ""}, "body", "empty"),
        ({"client_id": str(uuid4()), "body": "\u202e \u200b"}, "body", "empty"),
        ({"client_id": str(uuid4()), "body": "م" * 8001}, "body", "max_length"),
        ({"client_id": str(uuid4()), "body": ["x"]}, "body", "invalid"),
        ({"client_id": str(uuid4()), "body": "x", "organization": 99999}, "organization", "not_your_organization"),
    ],
)
def test_post_message_says_what_is_wrong(cast: Cast, room: Room, body: Any, field: str, code: str) -> None:
    answer = Program(cast, "basel")("POST", f"rooms/{room.pk}/messages/", body)
    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][field][0]["code"] == code
    assert Message.objects.count() == 0


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b"{" * 5000])
def test_what_is_not_an_object_is_refused(cast: Cast, room: Room, raw: bytes) -> None:
    program = Program(cast, "basel")
    answer = program.client.generic("POST", f"/api/rooms/{room.pk}/messages/", raw, "application/json")
    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")


def test_who_belongs_to_two_organizations_says_which(cast: Cast, room: Room) -> None:
    make_membership(cast.basel, cast.other)
    answer = Program(cast, "basel")(
        "POST", f"rooms/{room.pk}/messages/", {"client_id": str(uuid4()), "body": "x", "organization": cast.other.pk}
    )
    assert answer.json()["organization"]["id"] == cast.other.pk


def test_gharib_gets_nothing(cast: Cast, room: Room) -> None:
    message, program = said(cast, "basel", room), Program(cast, "gharib")
    for method, path in [
        ("GET", f"rooms/{room.pk}/"),
        ("GET", f"rooms/{room.pk}/messages/"),
        ("POST", f"rooms/{room.pk}/messages/"),
        ("PUT", f"rooms/{room.pk}/membership/"),
        ("PUT", f"rooms/{room.pk}/read/"),
        ("GET", f"rooms/{room.pk}/mentionables/"),
        ("GET", f"messages/{message.pk}/"),
        ("GET", f"messages/{message.pk}/versions/"),
        ("PATCH", f"messages/{message.pk}/"),
        ("DELETE", f"messages/{message.pk}/"),
        ("PUT", f"messages/{message.pk}/reactions/👍/"),
        ("PUT", f"direct/{cast.basel.pk}/"),
    ]:
        body = {"client_id": str(uuid4()), "body": "x", "seq": 1} if method in {"POST", "PUT", "PATCH"} else None
        assert program(method, path, body).status_code == 404, (method, path)
    assert program("GET", "rooms/").json()["results"] == []


def test_missing_and_forbidden_look_alike(cast: Cast) -> None:
    hidden, program = group_room(cast, "basel", []), Program(cast, "omar")
    answers = [program("GET", f"rooms/{pk}/messages/") for pk in (hidden.pk, 99999)]
    assert answers[0].content == answers[1].content
    assert {answer.status_code for answer in answers} == {404}


def test_without_sign_in_everything_is_401(cast: Cast, room: Room) -> None:
    for path in ("me/", "rooms/", f"rooms/{room.pk}/messages/"):
        answer = Client().get(f"/api/{path}")
        assert (answer.status_code, answer["content-type"]) == (401, "application/problem+json")


def test_messages_are_paged_both_ways(cast: Cast, room: Room) -> None:
    for number in range(1, 8):
        said(cast, "basel", room, f"رسالة {number}")
    program = Program(cast, "omar")

    def seqs(query: str) -> list[int]:
        return [row["seq"] for row in program("GET", f"rooms/{room.pk}/messages/?{query}").json()["results"]]

    assert seqs("limit=3") == [7, 6, 5]
    assert seqs("before_seq=5&limit=3") == [4, 3, 2]
    assert seqs("after_seq=2&limit=3") == [3, 4, 5]
    assert seqs("around=4&limit=4") == [2, 3, 4, 5, 6]
    first = program("GET", f"rooms/{room.pk}/messages/?limit=4").json()
    following = program.client.get(first["next"]).json()
    assert [row["seq"] for row in following["results"]] == [3, 2, 1]
    assert (following["next"], first["head"]) == (None, 11)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "before_seq=1e9", "around=99999999999999999999"])
def test_a_window_of_nonsense_is_refused(cast: Cast, room: Room, query: str) -> None:
    answer = Program(cast, "basel")("GET", f"rooms/{room.pk}/messages/?{query}")
    assert answer.status_code == 400


def test_edit_shows_its_history_and_delete_leaves_a_tombstone(cast: Cast, room: Room) -> None:
    message, program = said(cast, "basel", room, "قبل"), Program(cast, "omar")
    edit_message(actor=cast.actor("basel"), message=message, body="بعد")
    assert [version["body"] for version in program("GET", f"messages/{message.pk}/versions/").json()] == ["قبل"]
    delete_message(actor=cast.actor("basel"), message=message)
    shown = program("GET", f"messages/{message.pk}/").json()
    assert (shown["deleted"], "body" in shown, "html" in shown) == (True, False, False)


def test_somebody_elses_message_is_not_edited(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room)
    answer = Program(cast, "omar")("PATCH", f"messages/{message.pk}/", {"body": "غير ذلك"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_reactions_are_absolute_and_repeatable(cast: Cast, room: Room) -> None:
    message, program = said(cast, "basel", room), Program(cast, "omar")
    for _ in range(2):
        assert program("PUT", f"messages/{message.pk}/reactions/🙏/").json()["reactions"] == {"🙏": [cast.omar.pk]}
    for _ in range(2):
        assert program("DELETE", f"messages/{message.pk}/reactions/🙏/").json()["reactions"] == {}
    assert program("PUT", f"messages/{message.pk}/reactions/abc/").status_code == 400


def test_me_counts_unread_and_mentions(cast: Cast, room: Room) -> None:
    said(cast, "basel", room)
    said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) و[@جمعية](/organizations/{cast.other.pk}/) معاً")
    mine = Program(cast, "omar")("GET", "me/").json()["rooms"][0]
    assert (mine["seq"], mine["read_seq"], mine["mentions"]) == (2, 0, 1)
    Program(cast, "omar")("PUT", f"rooms/{room.pk}/read/", {"seq": 2})
    mine = Program(cast, "omar")("GET", "me/").json()["rooms"][0]
    assert (mine["read_seq"], mine["mentions"]) == (2, 0)


def test_in_small_rooms_one_learns_how_far_the_others_have_read(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    said(cast, "basel", room)
    said(cast, "basel", room)
    assert Program(cast, "basel")("GET", f"rooms/{room.pk}/").json()["read_by_others"] == 0
    Program(cast, "hala")("PUT", f"rooms/{room.pk}/read/", {"seq": 1})
    assert Program(cast, "basel")("GET", f"rooms/{room.pk}/").json()["read_by_others"] == 1


def test_a_room_is_made_once_per_client_id(cast: Cast) -> None:
    program, asked = (
        Program(cast, "basel"),
        {"client_id": str(uuid4()), "name": "فريق القافلة", "people": [cast.hala.pk]},
    )
    answers = [program("POST", "rooms/", asked) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert (answers[0].json()["members_count"], answers[0].json()["can_write"]) == (2, True)


def test_an_outsider_makes_no_channel(cast: Cast) -> None:
    answer = Program(cast, "basel")(
        "POST", "rooms/", {"client_id": str(uuid4()), "kind": "announcement", "name": "إعلانات"}
    )
    assert answer.status_code == 403


def test_members_are_added_given_roles_and_removed(cast: Cast) -> None:
    room, program = group_room(cast, "basel", []), Program(cast, "basel")
    assert program("POST", f"rooms/{room.pk}/members/", {"people": [cast.hala.pk]}).json()["members_count"] == 2
    assert program("PUT", f"rooms/{room.pk}/members/{cast.hala.pk}/", {"role": "moderator"}).status_code == 204
    assert program("DELETE", f"rooms/{room.pk}/members/{cast.hala.pk}/").status_code == 204
    assert program("DELETE", f"rooms/{room.pk}/members/{cast.hala.pk}/").status_code == 404


def test_mentionables_are_found_by_normalised_letters(cast: Cast, room: Room) -> None:
    found = Program(cast, "basel")("GET", f"rooms/{room.pk}/mentionables/?q=عُمَر").json()
    assert [each["href"] for each in found if each["kind"] == "person"] == [f"/people/{cast.omar.pk}/"]


def test_rooms_cost_the_same_queries_for_one_and_for_three(cast: Cast, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        while cast.basel.rooms.count() < count:
            said(cast, "basel", group_room(cast, "basel", []))
        with django_assert_num_queries(6):
            assert len(joined_rooms(cast.basel)) == count


def test_an_unverified_persons_program_sees_no_people(cast: Cast) -> None:
    stranger = make_person(username="stranger")
    make_membership(stranger, make_organization(status="unverified"))
    program = Program.__new__(Program)
    program.client = Client()
    program.client.force_login(stranger)
    assert program("PUT", f"direct/{cast.basel.pk}/").status_code == 404
