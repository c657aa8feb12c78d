"""The conversation of one client: signing in, watching, and every way to say something wrong."""

import asyncio
import json
from typing import Any

import pytest

from chat.models import Room
from live import consumer
from live.hub import Hub
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.live.client import Client
from tests.live.conftest import act, session_of, token_of

pytestmark = pytest.mark.both


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


async def test_cookie_signs_in(hub: Hub, cast: Cast, room: Room) -> None:
    ready = await Client(session=await act(session_of, cast.basel)).greeted()
    assert ready["user"]["id"] == cast.basel.pk
    assert ready["epoch"]
    assert set(ready["heads"]) == {f"user.{cast.basel.pk}", room.stream}


async def test_token_signs_in(hub: Hub, cast: Cast) -> None:
    ready = await Client().greeted(token=await act(token_of, cast.omar))
    assert ready["user"]["id"] == cast.omar.pk


@pytest.mark.parametrize("hello", [{}, {"token": "wrong"}, {"token": ""}])
async def test_nobody_is_closed_with_4401(hub: Hub, hello: dict[str, Any]) -> None:
    client = await Client(session="nonsense").opened()
    client.say("hello", streams={}, **hello)
    assert await client.is_closed_with() == 4401


async def test_empty_token_does_not_fall_back_to_the_cookie(hub: Hub, cast: Cast) -> None:
    client = Client(session=await act(session_of, cast.basel), origin="https://stranger.example")
    (await client.opened()).say("hello", token="", streams={})
    assert await client.is_closed_with() == 4401


@pytest.mark.parametrize(
    "origin", ["https://stranger.example", "http://testserver:9", "https://localhost:8443", "null"]
)
async def test_strange_origin_is_closed_with_4403(hub: Hub, cast: Cast, origin: str) -> None:
    client = Client(session=await act(session_of, cast.basel), origin=origin)
    (await client.opened()).say("hello", streams={})
    assert await client.is_closed_with() == 4403


@pytest.mark.parametrize("origin", ["http://testserver", "https://localhost"])
async def test_own_origins_are_let_in(hub: Hub, cast: Cast, origin: str) -> None:
    await Client(session=await act(session_of, cast.basel), origin=origin).greeted()


async def test_silence_is_closed_with_4408(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "HELLO_SECONDS", 0.05)
    assert await (await Client().opened()).is_closed_with() == 4408


async def test_other_addresses_are_refused_unopened(hub: Hub) -> None:
    event = await Client(path="/ws/elsewhere/").event()
    assert event["type"] == "websocket.close"


async def test_other_subprotocols_are_closed_with_4400(hub: Hub) -> None:
    assert await (await Client(offers="soap").opened()).is_closed_with() == 4400


async def test_too_large_frames_are_closed_with_4413(hub: Hub) -> None:
    client = await Client().opened()
    client.say_text(json.dumps({"op": "ping", "t": "ا" * 9000}, ensure_ascii=False))
    assert await client.is_closed_with() == 4413


async def test_too_many_frames_are_closed_with_4429(hub: Hub, cast: Cast) -> None:
    client = Client(session=await act(session_of, cast.basel))
    await client.greeted()
    for _ in range(21):
        client.say("ping", t=1)
    assert await client.is_closed_with() == 4429


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "bad_json"),
        ("[]", "bad_json"),
        ("[" * 9000, "bad_json"),
        ('{"op": "dance"}', "unknown_op"),
        ('{"op": ["watch"]}', "unknown_op"),
        ('{"op": "hello"}', "unknown_op"),
        ('{"op": "watch"}', "bad_stream"),
        ('{"op": "watch", "stream": "room"}', "bad_stream"),
        ('{"op": "watch", "stream": "room.1", "after": -1}', "bad_json"),
        ('{"op": "watch", "stream": "room.1", "after": true}', "bad_json"),
        ('{"op": "watch", "stream": "room.1", "level": "all"}', "bad_json"),
        ('{"op": "watch", "stream": "room.1", "level": []}', "bad_json"),
        ('{"op": "ack", "count": 99}', "bad_json"),
        ('{"op": "ack", "count": "1"}', "bad_json"),
        ('{"op": "whisper", "stream": "room.1", "kind": "shout"}', "bad_json"),
        ('{"op": "whisper", "stream": "room.1", "kind": "typing"}', "bad_stream"),
    ],
)
async def test_bad_frames_are_answered_and_the_connection_stays(hub: Hub, cast: Cast, text: str, code: str) -> None:
    client = Client(session=await act(session_of, cast.basel))
    await client.greeted()
    client.say_text(text)
    assert (await client.hears("error"))["code"] == code
    await client.hears_only_a_pong()


async def test_third_error_is_closed_with_4400(hub: Hub) -> None:
    client = await Client().opened()
    for _ in range(3):
        client.say_text("?")
    assert await client.is_closed_with() == 4400


async def test_first_frame_is_a_hello(hub: Hub, cast: Cast) -> None:
    client = await Client(session=await act(session_of, cast.basel)).opened()
    client.say("watch", stream="room.1")
    assert (await client.hears("error"))["code"] == "unknown_op"
    client.say("hello", streams={})
    await client.hears("ready")
    await client.hears_only_a_pong()


@pytest.mark.parametrize("stream", ["room.999999", "user.999999", "org.999999", "nonsense.1"])
async def test_missing_and_forbidden_streams_are_gone(hub: Hub, cast: Cast, stream: str) -> None:
    client = Client(session=await act(session_of, cast.basel))
    await client.greeted(streams={stream: {"after": 0}})
    assert (await client.hears("gone"))["stream"] == stream
    client.say("watch", stream=stream, after=0)
    assert (await client.hears("gone"))["stream"] == stream


async def test_outsider_gets_nothing_of_a_room(hub: Hub, cast: Cast) -> None:
    group = await act(group_room, cast, "basel", [cast.hala])
    client = Client(session=await act(session_of, cast.gharib))
    await client.greeted(streams={group.stream: {"after": 0}})
    await client.hears("gone")
    await act(said, cast, "basel", group)
    await client.hears_only_a_pong()


async def test_ninth_stream_is_too_many(hub: Hub, cast: Cast) -> None:
    client = Client(session=await act(session_of, cast.basel))
    groups = [await act(group_room, cast, "basel", []) for _ in range(9)]
    await client.greeted(streams={group.stream: {"level": "entries"} for group in groups[:8]})
    client.say("watch", stream=groups[8].stream)
    assert (await client.hears("error"))["code"] == "too_many_streams"
    client.say("unwatch", stream=groups[0].stream)
    client.say("watch", stream=groups[8].stream, after=0)
    assert (await client.hears("entries"))["stream"] == groups[8].stream


async def test_unwatched_rooms_fall_back_to_heads(hub: Hub, cast: Cast, room: Room) -> None:
    client = Client(session=await act(session_of, cast.basel))
    await client.greeted(streams={room.stream: {}})
    client.say("unwatch", stream=room.stream)
    await client.hears_only_a_pong()
    await act(said, cast, "omar", room)
    assert (await client.hears("head"))["seq"] == 1


async def test_whispers_reach_the_readers_and_are_rare(hub: Hub, cast: Cast, room: Room) -> None:
    basel = Client(session=await act(session_of, cast.basel))
    omar = Client(session=await act(session_of, cast.omar))
    for client in (basel, omar):
        await client.greeted(streams={room.stream: {}})
    basel.say("whisper", stream=room.stream, kind="typing")
    assert (await omar.hears("whisper"))["person"] == cast.basel.pk
    basel.say("whisper", stream=room.stream, kind="typing")
    assert (await basel.hears("error"))["code"] == "too_soon"
    await omar.hears_only_a_pong()


async def test_client_that_leaves_is_forgotten(hub: Hub, cast: Cast, room: Room) -> None:
    client = Client(session=await act(session_of, cast.basel))
    await client.greeted(streams={room.stream: {"after": 0}})
    await client.hears("entries")
    await client.hang_up()
    assert (hub.people, hub.streams) == ({}, {})


async def test_asked_in_one_breath_is_answered_in_order(hub: Hub, cast: Cast, room: Room) -> None:
    client = await Client(session=await act(session_of, cast.basel)).opened()
    client.say("hello", streams={})
    client.say("watch", stream=room.stream, after=0)
    client.say("unwatch", stream=room.stream)
    await client.hears("ready")
    await client.hears("entries")
    await asyncio.sleep(0)
    assert hub.people[cast.basel.pk].pop().levels[room.stream] == "head"
