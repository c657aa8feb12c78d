"""A note on two servers over one database, one of them killed again and again: all words are there, and all agree."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bench.note_writer import Writer
from tests.faults.conftest import Scene
from tests.live.conftest import act
from tests.live.serving import Serving, free_port
from tests.projects.notes import begun_note, words_of

pytestmark = [pytest.mark.faults, pytest.mark.both]
TIMES, WORDS = 3, 12


async def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  no event says that several documents agree
            await asyncio.sleep(0.05)


async def test_two_servers_agree_though_one_is_killed(scene: Scene) -> None:
    note = await act(begun_note, scene.cast)
    safe, mortal = free_port(), free_port()
    addresses = [f"http://127.0.0.1:{port}" for port in (safe, mortal)]
    writers = [Writer(addresses[0], token, note.pk) for token in scene.tokens.values()]
    writers[0].addresses, writers[1].addresses = addresses, addresses[::-1]
    with Serving(safe):
        running = [asyncio.ensure_future(writer.run()) for writer in writers]
        for turn in range(TIMES):
            await act(live_and_die, mortal, asyncio.get_running_loop(), writers, turn)
        await until(lambda: len({writer.text for writer in writers}) == 1 and said(writers[0]) == expected())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    assert sorted((await act(words_of, note)).split("\n")) == expected()


def live_and_die(port: int, loop: asyncio.AbstractEventLoop, writers: list[Writer], turn: int) -> None:
    """Serve while all of them write, and die in the middle of it."""
    with Serving(port) as serving:
        for number in range(WORDS):
            for name, writer in enumerate(writers):
                asyncio.run_coroutine_threadsafe(writer.write(f"{turn} {name} {number}"), loop).result(10)
            if number == WORDS // 2:
                serving.kill()


def expected() -> list[str]:
    return sorted(f"{turn} {name} {number}" for turn in range(TIMES) for name in range(3) for number in range(WORDS))


def said(writer: Writer) -> list[str]:
    return sorted(str(child).removeprefix("<paragraph>").removesuffix("</paragraph>") for child in writer.root.children)
