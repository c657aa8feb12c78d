"""An editor of a note over a real socket: a Yjs document kept in step by the y-websocket protocol, as the stock
provider does it. Comes back by itself after any trouble, with what it wrote meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from live.notes.protocol import Kind, Step, about_text, read

NEWEST = 40  # paragraphs at the end that may be new
PAUSE = 0.1  # seconds before trying again; a real provider waits longer
TROUBLE = (OSError, WebSocketException, TimeoutError)


class Writer:
    """`heard` are the moments at which a paragraph of somebody else came, by its words."""

    def __init__(self, address: str, token: str, note: int) -> None:
        self.addresses = [address]
        self.headers = {"Authorization": f"Token {token}"}
        self.note = note
        self.doc: Doc[Any] = Doc()
        self.root = self.doc.get("default", type=XmlFragment)
        self.socket: ClientConnection | None = None
        self.heard: dict[str, float] = {}
        self.connections = 0
        self.is_synced = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            address = self.addresses[self.connections % len(self.addresses)]
            self.connections += 1
            try:
                await self.follow(f"{address.replace('http', 'ws', 1)}/ws/notes/{self.note}/")
            except TROUBLE:
                await asyncio.sleep(PAUSE)
            finally:
                self.socket = None

    async def follow(self, address: str) -> None:
        async with connect(address, additional_headers=self.headers, max_size=None) as socket:
            await socket.send(about_text(Step.HAVE, self.doc.get_state()))
            self.socket = socket
            async for frame in socket:
                if isinstance(frame, bytes) and frame[0] == Kind.SYNC:
                    await self.take(socket, frame)

    async def take(self, socket: ClientConnection, frame: bytes) -> None:
        said = read(frame)
        if said.step is Step.HAVE:
            await socket.send(about_text(Step.MISSED, self.doc.get_update(said.payload)))
            return
        self.doc.apply_update(said.payload)
        many = len(self.root.children)
        for number in range(max(0, many - NEWEST), many):  # whoever wrote at the same moment stands between
            self.heard.setdefault(str(self.root.children[number]), time.perf_counter())
        if said.step is Step.MISSED:
            self.is_synced.set()

    async def write(self, words: str) -> None:
        """A paragraph more at the end; without a line it waits in the document."""
        before = self.doc.get_state()
        paragraph = XmlElement("paragraph")
        self.root.children.append(paragraph)
        paragraph.children.append(XmlText(words))
        if self.socket is not None:
            with contextlib.suppress(*TROUBLE):
                await self.socket.send(about_text(Step.UPDATE, self.doc.get_update(before)))

    @property
    def text(self) -> str:
        return str(self.root)
