"""A bot's token opens the rooms it names, for calls, catching up and the socket; everything else is not there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, digest_of, new_secret
from chat.models import Attachment, Message, Room
from files.models import StoredFile
from live.credentials import Credential, of_token, still_valid
from live.reading import read_greeting
from tests.bots.programs import basels_bot, key_of
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.files import samples
from tests.files.uploads import begin, piece

pytestmark = [pytest.mark.django_db, pytest.mark.both]


class Program:
    """A bot in two rooms, with a token for the first."""

    def __init__(self, cast: Cast) -> None:
        self.open, self.shut = sector_room(cast, "basel"), group_room(cast, "basel", [cast.hala])
        self.bot = basels_bot(cast, self.open, self.shut)
        self.token, self.header = key_of(cast, self.bot, self.open)
        self.secret = self.header["Authorization"].split()[1]
        self.client = Client(headers=self.header)

    def say(self, room: Room, body: str = "الطريق مفتوح", by: Client | None = None, **more: Any) -> int:
        given = {"client_id": str(uuid4()), "body": body, **more}
        client = by or self.client
        return client.post(f"/api/rooms/{room.pk}/messages/", given, content_type="application/json").status_code

    def unlimited(self) -> dict[str, str]:
        """The same bot by a token that opens all that it may see."""
        secret = new_secret()
        ends = timezone.now() + timedelta(days=1)
        ApiToken.objects.create(user=self.bot.account, name="all", digest=digest_of(secret), expires_at=ends)
        return {"Authorization": f"Token {secret}"}


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program(cast)


def test_it_writes_where_the_token_opens_and_is_shown_as_a_bot(program: Program, cast: Cast) -> None:
    assert program.say(program.open) == 201
    reader = Client()
    reader.force_login(cast.basel)
    shown = reader.get(f"/api/rooms/{program.open.pk}/messages/").json()["results"][0]
    assert shown["author"]["bot"] is True
    assert shown["organization"]["id"] == cast.association.pk


def test_another_room_is_not_there(program: Program, cast: Cast) -> None:
    message = said(cast, "basel", program.shut)
    assert program.say(program.shut) == 404
    for address in (f"/api/rooms/{program.shut.pk}/messages/", f"/api/messages/{message.pk}/"):
        assert program.client.get(address).status_code == 404
    assert [room["id"] for room in program.client.get("/api/me/").json()["rooms"]] == [program.open.pk]
    assert Message.objects.filter(author=program.bot.account).count() == 0


@pytest.mark.parametrize("address", ["organizations/", "tokens/", "bots/", "memberships/", "incoming-webhooks/1/"])
def test_everything_else_is_not_there(program: Program, address: str) -> None:
    assert program.client.get(f"/api/{address}").status_code == 404


def test_what_another_app_answers_below_an_open_address_is_not_there(program: Program) -> None:
    message = said_by_program(program)
    for address in (f"rooms/{program.open.pk}/bots/", f"messages/{message.pk}/needs/"):
        assert program.client.get(f"/api/{address}").status_code == 404
        assert Client(headers=program.unlimited()).get(f"/api/{address}").status_code == 200


def said_by_program(program: Program) -> Message:
    assert program.say(program.open) == 201
    return Message.objects.latest("pk")


def test_a_bot_manages_no_room(program: Program, cast: Cast) -> None:
    program_calls = [
        program.client.post(
            "/api/rooms/", {"name": "غرفة", "client_id": str(uuid4())}, content_type="application/json"
        ),
        program.client.post(f"/api/rooms/{program.open.pk}/members/", {"people": [cast.hala.pk]}, "application/json"),
        program.client.put(f"/api/rooms/{program.open.pk}/bots/{program.bot.pk}/"),
    ]
    assert {answer.status_code for answer in program_calls} <= {400, 403, 404}


def test_catching_up_tells_of_that_room_only(program: Program, cast: Cast) -> None:
    said(cast, "basel", program.shut, "سرّ الفريق")
    streams = f"{program.open.stream}=0&{program.shut.stream}=0&org.{cast.association.pk}=0"
    found = program.client.get(f"/api/sync/?{streams}").json()["streams"]
    assert [name for name, stream in found.items() if stream != {"gone": True}] == [program.open.stream]


def test_the_socket_lets_in_by_the_token(program: Program) -> None:
    known = of_token(program.secret)
    assert known is not None
    credential, user = known
    assert credential.lets(program.open.stream)
    assert not credential.lets(program.shut.stream)
    assert still_valid([credential]) == {credential}
    greeting = read_greeting(user.pk, credential, {})
    assert greeting is not None
    assert greeting.joined == {program.open.stream}
    assert Credential("session", "x").lets(program.shut.stream)


def test_a_token_of_a_bot_put_out_opens_nothing(program: Program, cast: Cast) -> None:
    program.open.memberships.filter(person=program.bot.account).delete()
    assert program.say(program.open) == 404


# Files ----------------------------------------------------------------------------------------------------------------
@pytest.fixture
def other(program: Program, cast: Cast, settings: Any, tmp_path: Path) -> Client:
    """The same bot by a token for the other room."""
    settings.MEDIA_ROOT = tmp_path
    return Client(headers=key_of(cast, program.bot, program.shut)[1])


def uploaded(client: Client) -> StoredFile:
    content = samples.jpeg((64, 48))
    address = begin(client, len(content)).headers["Location"]
    assert piece(client, address, 0, content).status_code == 204
    return StoredFile.objects.latest("pk")


def test_a_file_goes_where_the_token_that_brought_it_opens(program: Program, other: Client) -> None:
    file = uploaded(program.client)
    assert program.say(program.open, files=[file.pk]) == 201
    assert program.say(program.open, files=[file.pk]) == 201


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_file_of_another_room_is_not_there(program: Program, other: Client, is_sent: bool) -> None:
    file = uploaded(other)
    if is_sent:
        assert program.say(program.shut, by=other, files=[file.pk]) == 201
    assert program.say(program.open, files=[file.pk]) == 400
    assert program.client.get(f"/api/uploads/{file.pk}/").status_code == 404
    assert program.client.delete(f"/api/uploads/{file.pk}/").status_code == 404
    for attachment in Attachment.objects.all():
        assert program.client.get(f"/api/attachments/{attachment.pk}/").status_code == 404
    assert program.client.get(f"/api/rooms/{program.shut.pk}/files/").status_code == 404


def test_what_stands_in_its_room_may_be_sent_there_again(program: Program, other: Client, cast: Cast) -> None:
    content, reader = samples.jpeg((64, 48)), Client()
    reader.force_login(cast.basel)
    piece(reader, begin(reader, len(content)).headers["Location"], 0, content)
    file = StoredFile.objects.latest("pk")
    assert program.say(program.open, files=[file.pk]) == 400
    assert program.say(program.open, by=reader, files=[file.pk]) == 201
    assert program.say(program.open, files=[file.pk]) == 201
