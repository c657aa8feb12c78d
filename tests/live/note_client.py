"""An editor of a note in the test's own event loop: a Yjs document and a line to the consumer, as the stock provider
keeps them.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from live.consumer import application
from live.notes import presence, protocol
from live.notes.presence import Presence
from live.notes.protocol import Kind, Said, Step, about_text

PATIENCE = 10.0


class Editor:
    """Connects at once; `joined` waits until it has what is stored."""

    def __init__(
        self, note: int, *, session: str = "", token: str = "", origin: str = "", query: str = "", doc: Any = None
    ) -> None:
        headers = [(b"host", b"testserver"), (b"cookie", f"sessionid={session}".encode())]
        headers += [(b"origin", origin.encode())] if origin else []
        headers += [(b"authorization", f"Token {token}".encode())] if token else []
        scope = {"type": "websocket", "path": f"/ws/notes/{note}/", "headers": headers, "query_string": query.encode()}
        self.doc: Doc[Any] = doc or Doc()
        self.up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.down: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.present: dict[int, Any] = {}
        self.saved = 0
        self.denied = 0
        self.running = asyncio.ensure_future(application(scope, self.up.get, self.down.put))  # type: ignore[arg-type]
        self.up.put_nowait({"type": "websocket.connect"})

    async def event(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            return await self.down.get()

    async def joined(self) -> Self:
        assert (await self.event())["type"] == "websocket.accept"
        self.send(about_text(Step.HAVE, self.doc.get_state()))
        while (await self.hears()).step is not Step.MISSED:
            pass
        return self

    def send(self, frame: bytes) -> None:
        self.up.put_nowait({"type": "websocket.receive", "bytes": frame})

    async def hears(self) -> Said:
        """The next message, taken to heart as the stock provider does."""
        event = await self.event()
        assert event["type"] == "websocket.send", event
        frame = event["bytes"]
        if frame[0] == Kind.SAVED:
            self.saved = protocol.Reader(frame[1:]).number()
            return Said(Kind.SAVED, None, b"")
        if frame[0] == Kind.DENIED:
            self.denied += 1
            return Said(Kind.DENIED, None, frame[3:])
        said = protocol.read(frame)
        if said.step is Step.HAVE:
            self.send(about_text(Step.MISSED, self.doc.get_update(said.payload)))
        elif said.step is not None:
            self.doc.apply_update(said.payload)
        elif said.kind is Kind.AWARENESS:
            self.present |= {one.client: json.loads(one.state) for one in presence.read(said.payload)}
        return said

    async def hears_until(self, *, text: str = "", saved: int = 0, denied: int = 0) -> None:
        """Until the note reads so, so many updates are known to be stored, or so many were refused."""
        while (text and self.text != text) or self.saved < saved or self.denied < denied:
            await self.hears()

    @property
    def text(self) -> str:
        """The note's paragraphs, a line each."""
        return str(self.root).replace("<paragraph>", "").replace("</paragraph>", "\n").strip()

    @property
    def root(self) -> XmlFragment:
        found: XmlFragment = self.doc.get("default", type=XmlFragment)
        return found

    def added(self, words: str) -> bytes:
        """A paragraph more; the update that says so."""
        before = self.doc.get_state()
        paragraph = XmlElement("paragraph")
        self.root.children.append(paragraph)
        paragraph.children.append(XmlText(words))
        return self.doc.get_update(before)

    def write(self, words: str) -> None:
        self.send(about_text(Step.UPDATE, self.added(words)))

    def tell(self, client: int, state: Any, clock: int = 1) -> None:
        self.send(presence.message([Presence(client, clock, json.dumps(state))]))

    async def is_closed_with(self) -> int:
        """The code the server closes with; whatever it said before is passed over."""
        while (event := await self.event())["type"] != "websocket.close":
            assert event["type"] in {"websocket.send", "websocket.accept"}
        return int(event["code"])

    async def hang_up(self) -> None:
        self.up.put_nowait({"type": "websocket.disconnect", "code": 1005})
        await self.running
