"""Django's pages: each request from its first to its last line in one thread, which keeps its database connection.

Django's own ASGI handler makes a thread for every request, opens the database anew in it, and, because our middleware
is synchronous, runs an event loop inside that thread; all that costs more than storing a message does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 8  # with the hub's four they are the connections that settings.DATABASES' pool holds
AT_ONCE = 2  # more runnable threads than this fight for the interpreter: eight need more than twice the CPU per request
SLOW = 0.05  # seconds after which a request no longer counts among them: it waits for something else


class Pages(ASGIHandler):
    """An ASGI application for HTTP. Views are synchronous; a slow one occupies one of a few threads."""

    def __init__(self) -> None:
        self.load_middleware(is_async=False)
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        self.turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        # A context of its own: what a view activates (a language, a verb's ledger) ends with it.
        context = copy_context()
        loop = asyncio.get_running_loop()
        response = await self.in_turn(context, scope, body)
        try:
            await send({"type": "http.response.start", "status": response.status_code, "headers": headers(response)})
            if response.streaming:
                async for chunk in self.chunks(response, context):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
            else:
                await send({"type": "http.response.body", "body": response.content})
        finally:
            if response.streaming:
                await loop.run_in_executor(self.threads, context.run, response.close)

    async def in_turn(self, context: Context, scope: Any, body: IO[bytes]) -> Any:
        """The answer; a request that takes long gives its turn to the next one meanwhile."""
        async with self.turns:
            answering = asyncio.get_running_loop().run_in_executor(self.threads, context.run, self.answer, scope, body)
            await asyncio.wait([answering], timeout=SLOW)
        return await answering

    def answer(self, scope: Any, body: IO[bytes]) -> Any:
        """The whole of a request in this thread. A response that streams is still to be closed."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = self.get_response(request) if request else refusal
        response._handler_class = self.__class__
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()
        body.close()
        return response

    async def chunks(self, response: Any, context: Any) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        pieces: Iterator[bytes] = iter(response)
        while (piece := await loop.run_in_executor(self.threads, context.run, next, pieces, None)) is not None:
            yield piece


def headers(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    """Headers and cookies as ASGI wants them."""
    plain = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [
        (b"Set-Cookie", cookie.output(header="").encode("ascii").strip()) for cookie in response.cookies.values()
    ]
    return plain + cookies
