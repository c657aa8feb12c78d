"""A socket that comes while the stream moves gets everything once: the reading is held up while messages arrive."""

import threading
from typing import Any

import pytest

from chat.actions import remove_member
from chat.models import Room
from live import admission, streams
from live.audit import audit_heads
from live.hub import Hub
from live.reading import read_wishes
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.live.client import Client
from tests.live.conftest import act, session_of

pytestmark = pytest.mark.both


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


class HeldUp:
    """Reads at once, but answers only when told; counts the readings."""

    def __init__(self) -> None:
        self.has_read = threading.Event()
        self.may_answer = threading.Event()
        self.readings = 0
        self.read = read_wishes

    def __call__(self, *args: Any) -> Any:
        found = self.read(*args)
        self.readings += 1
        self.has_read.set()
        self.may_answer.wait(10)
        return found


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> HeldUp:
    held = HeldUp()
    monkeypatch.setattr(admission, "read_wishes", held)
    return held


async def late_and_early(cast: Cast, room: Room, held_up: HeldUp) -> tuple[Client, Client]:
    """Basel reads the room already; the `watch` of Hala, who has not joined it, has been read but not answered."""
    early = Client(session=await act(session_of, cast.basel))
    await early.greeted(streams={room.stream: {}})
    late = Client(session=await act(session_of, cast.hala))
    await late.greeted()
    late.say("watch", stream=room.stream, after=0)
    await act(held_up.has_read.wait, 10)
    return late, early


@pytest.mark.parametrize("meanwhile", [0, 1, 5])
async def test_nothing_is_missed_or_doubled(hub: Hub, cast: Cast, room: Room, held_up: HeldUp, meanwhile: int) -> None:
    await act(said, cast, "basel", room)
    late, early = await late_and_early(cast, room, held_up)
    for _ in range(meanwhile):
        await act(said, cast, "basel", room)
        await early.hears("entry")
    held_up.may_answer.set()
    frame = await late.hears("entries")
    numbers = [entry["number"] for entry in frame["entries"]]
    numbers += [(await late.hears("entry"))["number"] for _ in range(meanwhile)]
    await act(said, cast, "basel", room)
    numbers.append((await late.hears("entry"))["number"])
    assert numbers == list(range(1, len(numbers) + 1))


async def test_what_was_caught_up_does_not_come_again_when_the_others_get_it(
    hub: Hub, cast: Cast, room: Room, unheard: None
) -> None:
    early = Client(session=await act(session_of, cast.basel))
    await early.greeted(streams={room.stream: {}})
    await act(said, cast, "basel", room)
    late = Client(session=await act(session_of, cast.omar))
    await late.greeted(streams={room.stream: {"after": 0}})
    head = (await late.hears("entries"))["head"]
    await audit_heads(hub)
    assert (await early.hears("entry"))["number"] == head
    await late.hears_only_a_pong()


async def test_too_much_meanwhile_is_told_as_a_head(
    hub: Hub, cast: Cast, room: Room, held_up: HeldUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "KEPT", 2)
    late, early = await late_and_early(cast, room, held_up)
    for _ in range(3):
        await act(said, cast, "basel", room)
        last = await early.hears("entry")
    held_up.may_answer.set()
    await late.hears("entries")
    assert (await late.hears("head"))["head"] == last["number"]
    await act(said, cast, "basel", room)
    assert (await late.hears("entry"))["number"] == last["number"] + 1


async def test_right_lost_meanwhile_is_heeded(hub: Hub, cast: Cast, held_up: HeldUp) -> None:
    group = await act(group_room, cast, "basel", [cast.hala])
    hala = Client(session=await act(session_of, cast.hala))
    await hala.greeted()
    hala.say("watch", stream=group.stream, after=0)
    await act(held_up.has_read.wait, 10)
    await act(remove_member, actor=cast.actor("basel"), room=group, person=cast.hala)
    told = [await hala.hears_any() for _ in range(3)]
    held_up.may_answer.set()
    told.append(await hala.hears_any())
    assert held_up.readings == 2
    assert not [frame for frame in told if frame["op"] in {"entries", "ready"}]
    assert told[-1] == {"op": "gone", "stream": group.stream}
