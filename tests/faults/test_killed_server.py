"""`kill -9` under load, ten times: what was acknowledged is there once, and everybody catches up alone."""

import asyncio

import pytest

from chat.models import Message
from tests.faults.conftest import Scene
from tests.faults.people import Outbox, Watcher
from tests.live.conftest import act
from tests.live.serving import Serving, free_port

pytestmark = [pytest.mark.faults, pytest.mark.both]
TIMES = 10


async def test_kill_nine_loses_and_doubles_nothing(scene: Scene) -> None:
    port, ending = free_port(), asyncio.Event()
    address = f"http://127.0.0.1:{port}"
    outboxes = [Outbox(address, token, scene.room.pk) for token in scene.tokens.values()]
    watchers = [Watcher(address, token, scene.room.stream, scene.head) for token in scene.tokens.values()]
    posting = [asyncio.ensure_future(outbox.post_on(ending)) for outbox in outboxes]
    watching = [asyncio.ensure_future(watcher.run()) for watcher in watchers]
    for _ in range(TIMES):
        await act(live_and_die, port, sum(len(outbox.stored) for outbox in outboxes), outboxes)
    with Serving(port):
        ending.set()
        await asyncio.gather(*posting)
        head = max(outbox.head for outbox in outboxes)
        await asyncio.gather(*(watcher.has(head, 20) for watcher in watchers))
    for task in watching:
        task.cancel()
    acknowledged = sorted(each for outbox in outboxes for each in outbox.stored)
    kept = await act(
        lambda: [str(each) for each in Message.objects.order_by("seq").values_list("client_id", flat=True)]
    )
    assert sorted(kept) == acknowledged
    assert sum(outbox.failures for outbox in outboxes) >= TIMES
    for watcher in watchers:
        assert watcher.messages == kept
        assert watcher.connections > TIMES


def client_ids() -> list[str]:
    return [str(each) for each in Message.objects.order_by("seq").values_list("client_id", flat=True)]


def live_and_die(port: int, before: int, outboxes: list[Outbox]) -> None:
    """Serve until twenty more messages are stored, then kill in the middle of the next ones."""
    with Serving(port) as serving:
        while sum(len(outbox.stored) for outbox in outboxes) < before + 20:
            assert serving.process.poll() is None
        serving.kill()
