"""Clients as they should be: one that watches a room whatever happens, one that posts until it is stored."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import aiohttp
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PAUSE = 0.1  # seconds before trying again; a real client waits longer
TROUBLE = (OSError, WebSocketException, aiohttp.ClientError, TimeoutError)
Messages = list[str]


class Watcher:
    """Follows one stream from a number on. `entries` are what it has, in the order it took them."""

    def __init__(self, address: str, token: str, stream: str, after: int) -> None:
        self.address = address
        self.token = token
        self.stream = stream
        self.number = after
        self.entries: list[dict[str, Any]] = []
        self.took_at: list[float] = []
        self.connections = 0
        self.moved = asyncio.Event()
        self.is_ready = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled: connect, catch up, follow; after any trouble again."""
        async with aiohttp.ClientSession(headers={"Authorization": f"Token {self.token}"}) as http:
            while True:
                try:
                    await self.follow(http)
                except TROUBLE:
                    await asyncio.sleep(PAUSE)

    async def follow(self, http: aiohttp.ClientSession) -> None:
        socket = self.address.replace("http", "ws", 1) + "/ws/"
        async with connect(socket, subprotocols=["multaqa.v1"], max_size=None) as client:  # type: ignore[list-item]
            self.connections += 1
            streams = {self.stream: {"after": self.number, "level": "entries"}}
            await client.send(json.dumps({"op": "hello", "token": self.token, "streams": streams}))
            await self.listen(client, http)

    async def listen(self, client: ClientConnection, http: aiohttp.ClientSession) -> None:
        heard = 0
        async for said in client:
            heard += 1
            await client.send(json.dumps({"op": "ack", "count": heard}))
            await self.take(json.loads(said), http)

    async def take(self, said: dict[str, Any], http: aiohttp.ClientSession) -> None:
        op = said["op"]
        assert op not in {"reset", "gone", "error"}, said
        if op == "ready":
            self.is_ready.set()
        elif said.get("stream") == self.stream and op == "entries":
            self.keep(said["entries"])
            if said.get("more"):
                await self.fetch(http)
        elif said.get("stream") == self.stream and op == "entry":
            if said["number"] > self.number + 1:
                await self.fetch(http)
            self.keep([said])
        elif said.get("stream") == self.stream and op == "head" and said["head"] > self.number:
            await self.fetch(http)

    async def fetch(self, http: aiohttp.ClientSession) -> None:
        more = True
        while more:
            async with http.get(f"{self.address}/api/sync/", params={self.stream: self.number}) as answer:
                found = (await answer.json())["streams"][self.stream]
            self.keep(found["entries"])
            more = found["more"]

    def keep(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            if entry["number"] > self.number:
                assert entry["number"] == self.number + 1, "a gap"
                self.number = entry["number"]
                self.entries.append(entry)
                self.took_at.append(time.monotonic())
        self.moved.set()

    async def has(self, number: int, seconds: float) -> None:
        """Wait until it holds the entry of this number."""
        async with asyncio.timeout(seconds):
            while self.number < number:
                self.moved.clear()
                await self.moved.wait()

    @property
    def messages(self) -> Messages:
        """The client ids of the messages it holds, in order."""
        return [entry["data"]["client_id"] for entry in self.entries if entry["event"] == "message_posted"]


class Outbox:
    """Posts one message after another; each until the server says that it is stored."""

    def __init__(self, address: str, token: str, room: int) -> None:
        self.url = f"{address}/api/rooms/{room}/messages/"
        self.headers = {"Authorization": f"Token {token}"}
        self.stored: Messages = []
        self.head = 0
        self.failures = 0
        self.sent_at: dict[str, float] = {}

    async def post(self, http: aiohttp.ClientSession, body: str) -> None:
        written = {"client_id": str(uuid4()), "body": body}
        self.sent_at[written["client_id"]] = time.monotonic()
        while not await self.is_stored(http, written):
            self.failures += 1
            await asyncio.sleep(PAUSE)
        self.stored.append(written["client_id"])

    async def is_stored(self, http: aiohttp.ClientSession, written: dict[str, str]) -> bool:
        try:
            async with http.post(self.url, json=written, headers=self.headers) as answer:
                assert answer.status in {200, 201}, await answer.text()
                self.head = max(self.head, (await answer.json())["head"])
                return True
        except TROUBLE:
            return False

    async def post_on(self, ending: asyncio.Event, body: str = "رسالة", pause: float = 0.0) -> None:
        """Until `ending`; the last one is stored when this returns."""
        async with aiohttp.ClientSession() as http:
            while not ending.is_set():
                await self.post(http, body)
                await asyncio.sleep(pause)
