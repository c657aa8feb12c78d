"""What reaches whom: entries in order, heads seldom, nothing to those who lost the right to it."""

import asyncio
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from accounts.actions import end_session, revoke_token, suspend_person
from accounts.models import ApiToken
from chat.actions import delete_message, join_room, leave_room, remove_member
from chat.models import Room
from live import audit, reading, sockets, streams
from live.audit import audit_heads, check_credentials, sweep
from live.hub import Hub
from live.reading import Wish, read_found, read_turn, read_wishes
from needs.actions import edit_need
from needs.models import Need
from organizations.actions import end_membership, suspend_organization
from organizations.models import Membership
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.live.client import Client
from tests.live.conftest import act, session_of, token_of
from tests.needs.giving import make_need

pytestmark = pytest.mark.both
ENTRIES_OF = {"membership": "membership_ended", "suspension": "organization_suspended"}


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


async def reader(cast: Cast, name: str, room: Room | Need, **position: int) -> Client:
    client = Client(session=await act(session_of, getattr(cast, name)))
    await client.greeted(streams={room.stream: {"level": "entries", **position}})
    return client


async def test_message_reaches_every_reader(hub: Hub, cast: Cast, room: Room) -> None:
    clients = [await reader(cast, name, room) for name in ("basel", "omar")]
    message = await act(said, cast, "basel", room, "سلام عليكم")
    for client in clients:
        entry = await client.hears("entry")
        assert (entry["event"], entry["data"]["id"], entry["data"]["seq"]) == ("message_posted", message.pk, 1)


async def test_entries_come_in_order_and_once(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room)
    head = hub.streams[room.stream].sent or 0
    await asyncio.gather(*(act(said, cast, "basel", room, f"{number}") for number in range(30)))
    numbers = [(await client.hears("entry"))["number"] for _ in range(30)]
    assert numbers == list(range(head + 1, head + 31))
    await client.hears_only_a_pong()


async def test_catch_up_brings_what_was_missed_then_what_is_new(hub: Hub, cast: Cast, room: Room) -> None:
    missed = [await act(said, cast, "basel", room, f"{number}") for number in range(3)]
    client = await reader(cast, "omar", room, after=0)
    frame = await client.hears("entries")
    assert [entry["number"] for entry in frame["entries"]] == list(range(1, frame["head"] + 1))
    assert frame["entries"][-1]["data"]["id"] == missed[-1].pk
    await act(said, cast, "basel", room)
    assert (await client.hears("entry"))["number"] == frame["head"] + 1


async def test_catch_up_stops_at_32_kib(hub: Hub, cast: Cast, room: Room) -> None:
    for _ in range(4):
        await act(said, cast, "basel", room, "ن" * 7000)
    frame = await (await reader(cast, "omar", room, after=0)).hears("entries")
    assert frame["more"] is True
    assert 0 < len(frame["entries"]) < frame["head"]


async def test_deleted_message_comes_as_its_tombstone(hub: Hub, cast: Cast, room: Room) -> None:
    message = await act(said, cast, "basel", room, "خطأ")
    await act(delete_message, actor=cast.actor("basel"), message=message)
    frame = await (await reader(cast, "omar", room, after=0)).hears("entries")
    posted = next(entry for entry in frame["entries"] if entry["event"] == "message_posted")
    assert posted["data"]["deleted"] is True
    assert "body" not in posted["data"]


async def test_number_above_the_head_is_reset(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room, after=9999)
    assert (await client.hears("reset"))["stream"] == room.stream
    await act(said, cast, "basel", room)
    await client.hears("entry")


async def test_heads_are_told_at_once_and_then_together(
    hub: Hub, cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PAUSE", 0.4)
    client = Client(session=await act(session_of, cast.omar))
    await client.greeted()
    await act(said, cast, "basel", room)
    assert (await client.hears("head"))["seq"] == 1
    for _ in range(3):
        await act(said, cast, "basel", room)
    assert (await client.hears("head"))["seq"] == 4
    await client.hears_only_a_pong()


async def test_joining_brings_heads_and_leaving_ends_them(hub: Hub, cast: Cast, room: Room) -> None:
    client = Client(session=await act(session_of, cast.hala))
    await client.greeted()
    await act(join_room, actor=cast.actor("hala"), room=room)
    assert (await client.hears("entry"))["event"] == "room_joined"
    assert (await client.hears("head"))["stream"] == room.stream
    await act(leave_room, actor=cast.actor("hala"), room=room)
    assert (await client.hears("entry"))["event"] == "room_left"
    await act(said, cast, "basel", room)
    await client.hears_only_a_pong()


async def test_removed_member_gets_nothing_later(hub: Hub, cast: Cast) -> None:
    group = await act(group_room, cast, "basel", [cast.hala])
    basel, hala = await reader(cast, "basel", group), await reader(cast, "hala", group)
    await act(remove_member, actor=cast.actor("basel"), room=group, person=cast.hala)
    await act(said, cast, "basel", group, "بيننا")
    assert (await basel.hears("entry"))["event"] == "member_removed"
    assert (await basel.hears("entry"))["event"] == "message_posted"
    told = [await hala.hears_any() for _ in range(3)]
    assert {frame["op"] for frame in told} == {"gone", "entry"}
    assert {frame["stream"] for frame in told if frame["op"] == "entry"} == {f"user.{cast.hala.pk}"}
    await hala.hears_only_a_pong()


async def test_removal_counts_even_when_its_hint_was_lost(hub: Hub, cast: Cast, unheard: None) -> None:
    """The next message alone is announced; the entry before it says who may not read it."""
    group = await act(group_room, cast, "basel", [cast.hala])
    hala = await reader(cast, "hala", group)
    await act(remove_member, actor=cast.actor("basel"), room=group, person=cast.hala)
    await act(said, cast, "basel", group, "بيننا")
    hub.moved({group.stream: 99})
    assert (await hala.hears("gone"))["stream"] == group.stream
    await hala.hears_only_a_pong()


@pytest.mark.parametrize("loss", ["membership", "suspension"])
async def test_right_lost_through_an_organization_counts_though_its_hint_was_lost(
    hub: Hub, cast: Cast, room: Room, unheard: None, loss: str
) -> None:
    basel, omar = await reader(cast, "basel", room), await reader(cast, "omar", room)
    if loss == "membership":
        membership = await act(Membership.objects.get, person=cast.omar)
        await act(end_membership, actor=cast.actor("salma"), membership=membership)
    else:
        await act(suspend_organization, actor=cast.actor("salma"), organization=cast.other, reason="شكوى")
    await act(said, cast, "basel", room, "بيننا")
    hub.moved({room.stream: 99})
    assert (await basel.hears("entry"))["event"] == "message_posted"
    told = [await omar.hears_any() for _ in range(3)]
    assert told[0] == {"op": "gone", "stream": room.stream}
    assert [entry["event"] for entry in told[1:]] == [ENTRIES_OF[loss], "access_changed"]
    await omar.hears_only_a_pong()


@pytest.mark.parametrize("is_hinted", [True, False])
async def test_whoever_loses_a_need_hears_no_more_of_it(
    hub: Hub, cast: Cast, request: pytest.FixtureRequest, is_hinted: bool
) -> None:
    """A need is for fewer people from now on; its own people hear on."""
    need = await act(make_need, cast)
    basel, omar = await reader(cast, "basel", need), await reader(cast, "omar", need)
    if not is_hinted:
        request.getfixturevalue("unheard")
    await act(edit_need, actor=cast.actor("basel"), need=need, visibility="own")
    await act(edit_need, actor=cast.actor("basel"), need=need, people=12)
    if not is_hinted:
        hub.moved({need.stream: 99})
    told = [(await basel.hears("entry"))["event"] for _ in range(3)]
    assert told == ["need_edited", "audience_narrowed", "need_edited"]
    assert (await omar.hears("gone"))["stream"] == need.stream
    await omar.hears_only_a_pong()


async def test_entries_read_while_a_right_was_lost_are_not_given(
    hub: Hub, cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody asks for a room; after their rights were read, and before its entries are, they lose it."""
    wishes, losses = {room.stream: Wish(after=0)}, iter(["once"])

    def meanwhile(*given: Any) -> Any:
        for _ in losses:
            suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="شكوى")
        return read_found(*given)

    monkeypatch.setattr(reading, "read_found", meanwhile)
    assert await act(read_wishes, cast.omar.pk, wishes) == {}


async def test_revoked_token_closes_its_sockets(hub: Hub, cast: Cast) -> None:
    client = Client()
    await client.greeted(token=await act(token_of, cast.omar))
    token = await act(ApiToken.objects.get, user=cast.omar)
    await act(revoke_token, actor=cast.actor("omar"), token=token)
    assert await client.is_closed_with() == 4401


async def test_ended_session_closes_its_sockets_and_no_others(hub: Hub, cast: Cast) -> None:
    keys = [await act(session_of, cast.omar) for _ in range(2)]
    here, there = Client(session=keys[0]), Client(session=keys[1])
    await here.greeted()
    await there.greeted()
    await act(end_session, actor=cast.actor("omar"), session_key=keys[1])
    assert await there.is_closed_with() == 4401
    assert (await here.hears("entry"))["event"] == "session_ended"
    await here.hears_only_a_pong()


async def test_suspended_person_is_closed(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room)
    await act(suspend_person, actor=cast.actor("salma"), person=cast.omar)
    assert await client.is_closed_with() == 4401


async def test_session_that_ran_out_is_found_by_the_clock(hub: Hub, cast: Cast) -> None:
    browser_key = await act(session_of, cast.omar)
    client = Client(session=browser_key)
    await client.greeted()
    await act(expire, browser_key)
    await check_credentials(hub)
    assert await client.is_closed_with() == 4401


def expire(key: str) -> None:
    Session.objects.filter(session_key=key).delete()


async def test_audit_sends_what_no_hint_told(hub: Hub, cast: Cast, room: Room, unheard: None) -> None:
    client = await reader(cast, "omar", room)
    await act(said, cast, "basel", room)
    await audit_heads(hub)
    assert (await client.hears("entry"))["event"] == "message_posted"


async def test_hint_without_entries_sends_nothing(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room)
    hub.moved({room.stream: 10_000, "room.999": 3})
    await act(said, cast, "basel", room)
    await audit_heads(hub)
    await client.hears("entry")


async def test_older_database_resets_its_readers(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room)
    hub.streams[room.stream].sent = 500
    await audit_heads(hub)
    assert (await client.hears("reset"))["head"] < 500
    await act(said, cast, "basel", room)
    await client.hears("entry")


async def test_client_that_does_not_acknowledge_gets_heads(hub: Hub, cast: Cast, room: Room) -> None:
    client = await reader(cast, "omar", room)
    client.acknowledges = False
    keen = await reader(cast, "basel", room)
    for number in range(40):
        await act(said, cast, "basel", room, f"{number}")
        last = await keen.hears("entry")
    entries = [await client.hears("entry") for _ in range(sockets.FRAMES)]
    client.say("ack", count=client.heard)
    head = await client.hears("head")
    assert head["head"] == last["number"] > entries[-1]["number"]
    await act(said, cast, "basel", room)
    assert (await client.hears("entry"))["number"] == head["head"] + 1


async def test_client_that_never_acknowledges_is_closed(
    hub: Hub, cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await reader(cast, "omar", room)
    client.acknowledges = False
    await act(said, cast, "basel", room)
    await client.hears("entry")
    await sweep(hub)
    monkeypatch.setattr(audit, "SILENCE_SECONDS", -1.0)
    await sweep(hub)
    assert await client.is_closed_with() == 4409


async def test_failed_turn_is_repeated(hub: Hub, cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database goes away while the pump reads."""
    client = await reader(cast, "omar", room)
    monkeypatch.setattr("live.pump.PAUSE_AFTER_FAILURE", 0.01)
    readings = iter([OSError("gone")])

    def stumbling(*args: Any) -> Any:
        for error in readings:
            raise error
        return read_turn(*args)

    monkeypatch.setattr("live.pump.read_turn", stumbling)
    await act(said, cast, "basel", room)
    await client.hears("entry")


async def test_five_second_query_delays_nobody(hub: Hub, cast: Cast, room: Room) -> None:
    """While the desk's every thread is busy, what happens in rooms still comes at once."""
    client = await reader(cast, "omar", room)
    release = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow() -> None:
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result()

    busy = [asyncio.ensure_future(hub.desk.run(slow)) for _ in range(hub.desk.threads)]
    await act(said, cast, "basel", room)
    await client.hears("entry")
    release.set()
    await asyncio.gather(*busy)
