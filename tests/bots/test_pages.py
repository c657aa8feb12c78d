"""The pages and calls of bots: who finds them, what they do, what they cost."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiToken
from bots.models import IncomingWebhook
from chat.models import Message, Room
from organizations.models import Bot
from tests.bots.programs import basels_bot, key_of
from tests.chat.rooms import sector_room
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_a_manager_makes_a_bot_and_gives_it_a_token(cast: Cast, room: Room) -> None:
    client = signed_in(cast.basel)
    answer = client.post("/bots/new/", {"name": "الطرق", "organization": cast.association.pk})
    bot = Bot.objects.get()
    assert answer.headers["Location"] == f"/bots/{bot.pk}/"
    assert signed_in(cast.salma).get("/bots/").status_code == 200
    _token, _header = key_of(cast, basels_bot(cast, room, name="الثاني"), room)
    page = client.get(f"/bots/{ApiToken.objects.get().user_id}/").content.decode()
    assert room.name in page


def test_a_moderator_takes_in_and_puts_out(cast: Cast, room: Room) -> None:
    client, bot = signed_in(cast.salma), basels_bot(cast)
    client.post(f"/rooms/{room.pk}/programs/take-in/", {"bot": bot.pk})
    assert room.memberships.filter(person=bot.account).exists()
    client.post(f"/rooms/{room.pk}/programs/{bot.pk}/put-out/")
    assert not room.memberships.filter(person=bot.account).exists()


def test_a_moderator_makes_an_address_that_is_shown_once(cast: Cast, room: Room) -> None:
    client = signed_in(cast.salma)
    page = client.post(f"/rooms/{room.pk}/programs/incoming/", {"name": "الطرق"}).content.decode()
    address = re.search(r"/hooks/[\w-]+/", page)
    assert address
    assert Client().post(address[0], {"payload": '{"text": "يعمل"}'}).content == b"ok"
    assert "/hooks/" not in client.get(f"/rooms/{room.pk}/programs/").content.decode()
    client.post(f"/incoming-webhooks/{IncomingWebhook.objects.get().pk}/close/")
    assert Client().post(address[0], {"payload": '{"text": "x"}'}).status_code == 404
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("name", "status"), [("omar", 200), ("gharib", 404), ("rania", 404)])
def test_who_finds_the_pages(cast: Cast, room: Room, name: str, status: int) -> None:
    bot = basels_bot(cast, room)
    client = signed_in(getattr(cast, name))
    for address in (f"/bots/{bot.pk}/", f"/rooms/{room.pk}/programs/"):
        assert client.get(address).status_code == status
    for address in (f"/bots/{bot.pk}/edit/", f"/bots/{bot.pk}/close/", f"/rooms/{room.pk}/programs/{bot.pk}/put-out/"):
        assert client.post(address, {"name": "آخر"}).status_code == (403 if status == 200 else 404)


def test_programs_do_the_same_over_the_api(cast: Cast, room: Room) -> None:
    basel, salma = signed_in(cast.basel), signed_in(cast.salma)
    given = {"client_id": str(uuid4()), "name": "الطرق", "organization": cast.association.pk}
    bot = basel.post("/api/bots/", given, content_type="application/json").json()
    basels_bot(cast, room)
    assert len(basel.get("/api/bots/").json()) == 2
    assert salma.put(f"/api/rooms/{room.pk}/bots/{bot['id']}/").status_code == 204
    hook = {"client_id": str(uuid4()), "name": "تقارير"}
    made = salma.post(f"/api/rooms/{room.pk}/incoming-webhooks/", hook, content_type="application/json")
    assert (made.status_code, "/hooks/" in made.json()["address"]) == (201, True)
    again = salma.post(f"/api/rooms/{room.pk}/incoming-webhooks/", hook, content_type="application/json")
    assert (again.status_code, "address" in again.json()) == (200, False)
    assert salma.delete(f"/api/incoming-webhooks/{made.json()['id']}/").status_code == 204
    assert basel.delete(f"/api/bots/{bot['id']}/").status_code == 204


def test_tokens_over_the_api(cast: Cast, room: Room) -> None:
    bot, basel = basels_bot(cast, room), signed_in(cast.basel)
    address = f"/api/bots/{bot.pk}/tokens/"
    made = basel.post(address, {"name": "خادم", "days": 3, "rooms": [room.pk]}, content_type="application/json")
    header = {"Authorization": f"Token {made.json()['token']}"}
    assert Client().get(f"/api/rooms/{room.pk}/messages/", headers=header).status_code == 200
    assert [each["rooms"] for each in basel.get(address).json()] == [[room.pk]]
    assert basel.delete(f"{address}{made.json()['id']}/").status_code == 204
    assert Client().get(f"/api/rooms/{room.pk}/messages/", headers=header).status_code == 401
    assert signed_in(cast.omar).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_room_with_many_bots_costs_no_more(cast: Cast, room: Room, count: int) -> None:
    for number in range(count):
        basels_bot(cast, room, name=f"بوت {number}")
    client = signed_in(cast.salma)
    client.get(f"/rooms/{room.pk}/programs/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/rooms/{room.pk}/programs/")
    assert len(queries) == 14
