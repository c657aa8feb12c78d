"""A client of the live socket in the test's own event loop, speaking ASGI to the consumer."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self

from live.consumer import application

PATIENCE = 10.0


class Client:
    """Connects at once. `hears` gives the next frame; every frame is acknowledged unless `acknowledges` is off."""

    def __init__(self, *, session: str = "", origin: str = "", path: str = "/ws/", offers: str = "multaqa.v1") -> None:
        headers = [(b"host", b"testserver"), (b"cookie", f"sessionid={session}".encode())]
        headers += [(b"origin", origin.encode())] if origin else []
        scope = {"type": "websocket", "path": path, "headers": headers, "subprotocols": [offers]}
        self.up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.down: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard = 0
        self.acknowledges = True
        self.running = asyncio.ensure_future(application(scope, self.up.get, self.down.put))  # type: ignore[arg-type]
        self.up.put_nowait({"type": "websocket.connect"})

    async def event(self) -> dict[str, Any]:
        """The next thing the server does."""
        async with asyncio.timeout(PATIENCE):
            return await self.down.get()

    async def opened(self) -> Self:
        assert (await self.event())["type"] == "websocket.accept"
        return self

    async def greeted(self, *, token: str | None = None, streams: dict[str, Any] | None = None) -> dict[str, Any]:
        """Say hello and hear `ready`."""
        await self.opened()
        self.say("hello", token=token, streams=streams or {})
        return await self.hears("ready")

    def say(self, op: str, **fields: Any) -> None:
        self.say_text(json.dumps({"op": op, **fields}))

    def say_text(self, text: str) -> None:
        self.up.put_nowait({"type": "websocket.receive", "text": text})

    async def hears(self, op: str) -> dict[str, Any]:
        """The next frame, which must be of this operation."""
        said = await self.hears_any()
        assert said["op"] == op, said
        return said

    async def hears_any(self) -> dict[str, Any]:
        event = await self.event()
        assert event["type"] == "websocket.send", event
        self.heard += 1
        if self.acknowledges:
            self.say("ack", count=self.heard)
        said: dict[str, Any] = json.loads(event["text"])
        return said

    async def is_closed_with(self) -> int:
        """The code the server closes with; whatever it said before is passed over."""
        while (event := await self.event())["type"] == "websocket.send":
            self.heard += 1
        assert event["type"] == "websocket.close"
        return int(event["code"])

    async def hears_only_a_pong(self) -> None:
        """Nothing else was on its way."""
        self.say("ping", t=7)
        assert await self.hears("pong") == {"op": "pong", "t": 7}

    async def hang_up(self) -> None:
        self.up.put_nowait({"type": "websocket.disconnect", "code": 1005})
        await self.running
