"""Rights to a note on two servers: whoever loses theirs, by a verb in yet another process, hears no later word."""

from __future__ import annotations

import asyncio

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from bench.note_writer import Writer
from live.notes.protocol import Kind, Step, about_text, read
from projects.actions import leave_project
from projects.models import Document
from tests.factories import Cast
from tests.faults.conftest import Scene
from tests.faults.test_notes import said, until
from tests.live.conftest import act
from tests.live.serving import Serving
from tests.projects.notes import begun_note

pytestmark = [pytest.mark.faults, pytest.mark.both]
PATIENCE = 20.0


async def heard_until_the_end(address: str, token: str, note: int, is_in: asyncio.Event) -> tuple[int, list[bytes]]:
    """The code with which the server ends it, and every update told before."""
    told: list[bytes] = []
    headers = {"Authorization": f"Token {token}"}
    async with connect(f"{address.replace('http', 'ws', 1)}/ws/notes/{note}/", additional_headers=headers) as socket:
        await socket.send(about_text(Step.HAVE, b"\x00"))
        try:
            while True:
                frame = await socket.recv()
                if isinstance(frame, bytes) and frame[0] == Kind.SYNC and (one := read(frame)).step is not Step.HAVE:
                    told.append(one.payload)
                    is_in.set()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 0, told


def leave(cast: Cast, note: Document) -> None:
    partner = note.project.partners.get(organization=cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")


async def test_who_lost_the_right_hears_no_word_written_on_the_other_server(scene: Scene) -> None:
    note = await act(begun_note, scene.cast)
    with Serving() as one, Serving() as other:
        basel, is_in = Writer(one.address, scene.tokens["basel"], note.pk), asyncio.Event()
        hala = Writer(other.address, scene.tokens["hala"], note.pk)
        running = [asyncio.ensure_future(writer.run()) for writer in (basel, hala)]
        omar = asyncio.ensure_future(heard_until_the_end(other.address, scene.tokens["omar"], note.pk, is_in))
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(basel.is_synced.wait(), hala.is_synced.wait(), is_in.wait())
        await act(leave, scene.cast, note)
        await basel.write("secret")
        async with asyncio.timeout(PATIENCE):
            code, told = await omar
        await until(lambda: said(hala) == ["secret"])
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    assert code == 4404
    assert not [update for update in told if b"secret" in update]
