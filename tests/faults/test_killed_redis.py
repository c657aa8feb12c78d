"""Redis dies and comes back under load: no write fails, and everybody sees everything within the audit's interval."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.faults.conftest import Scene
from tests.faults.people import Outbox, Watcher
from tests.live.conftest import act
from tests.live.serving import Serving, free_port
from tools.throwaway import redis

pytestmark = [pytest.mark.faults, pytest.mark.both]
AUDIT_SECONDS = 10.0


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


async def test_redis_killed_and_back(scene: Scene, opened: ExitStack) -> None:
    port, ending = free_port(), asyncio.Event()
    first = ExitStack()
    url = first.enter_context(redis(port))
    writing, reading = (
        opened.enter_context(Serving(REDIS_URL=url, AUDIT_SECONDS=str(AUDIT_SECONDS))) for _ in range(2)
    )
    outbox = Outbox(writing.address, scene.tokens["basel"], scene.room.pk)
    watcher = Watcher(reading.address, scene.tokens["omar"], scene.room.stream, scene.head)
    watching = asyncio.ensure_future(watcher.run())
    await asyncio.wait_for(watcher.is_ready.wait(), 10)
    posting = asyncio.ensure_future(outbox.post_on(ending, pause=0.05))
    await watcher.has(scene.head + 20, 20)
    await act(first.close)
    without = outbox.head
    await watcher.has(without + 20, 2 * AUDIT_SECONDS)
    await act(opened.enter_context, redis(port))
    await watcher.has(outbox.head + 20, 2 * AUDIT_SECONDS)
    ending.set()
    await posting
    await watcher.has(outbox.head, 2 * AUDIT_SECONDS)
    watching.cancel()
    assert outbox.failures == 0
    assert watcher.messages == outbox.stored
    delays = [at - outbox.sent_at[each] for each, at in zip(watcher.messages, watcher.took_at, strict=True)]
    assert max(delays) < AUDIT_SECONDS + 2
