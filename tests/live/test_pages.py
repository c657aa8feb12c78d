"""Requests on threads of our own: bodies, cookies, streams, and nothing that leaks from one request into the next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import translation
from pytest_django import Settings

from live.pages import Pages

pytestmark = pytest.mark.django_db(transaction=True)
threads_seen: list[int] = []


def echo(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(request.body, status=202)
    response.set_cookie("taste", "bitter")
    return response


def counted(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        yield from (b"one", b"", b"two")

    return StreamingHttpResponse(pieces())


def speaking(request: HttpRequest) -> HttpResponse:
    before = translation.get_language()
    translation.activate("en")
    threads_seen.append(threading.get_ident())
    return HttpResponse(before)


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a fault of ours")


urlpatterns = [path("echo", echo), path("counted", counted), path("speaking", speaking), path("broken", broken)]


@pytest.fixture
def pages(settings: Settings, db: None) -> Iterator[Pages]:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    application = Pages()
    yield application
    application.threads.shutdown()


async def asked(pages: Pages, address: str, *events: dict[str, Any]) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of one request."""
    scope = {"type": "http", "method": "POST", "path": f"/{address}", "query_string": b"", "headers": []}
    up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    for event in events or ({"type": "http.request", "body": b""},):
        up.put_nowait(event)
    down: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        down.append(message)

    await pages(scope, up.get, send)
    if not down:
        return 0, {}, b""
    assert [bool(message.get("more_body")) for message in down[1:]] == [True] * (len(down) - 2) + [False]
    return down[0]["status"], dict(down[0]["headers"]), b"".join(message["body"] for message in down[1:])


async def test_body_in_pieces_comes_back_with_status_and_cookie(pages: Pages) -> None:
    pieces = [{"type": "http.request", "body": bytes([number]) * 8192, "more_body": number < 9} for number in range(10)]
    status, headers, body = await asked(pages, "echo", *pieces)
    assert (status, body) == (202, b"".join(bytes([number]) * 8192 for number in range(10)))
    assert headers[b"Set-Cookie"].startswith(b"taste=bitter")


async def test_streamed_response_is_streamed(pages: Pages) -> None:
    assert (await asked(pages, "counted"))[2] == b"onetwo"


async def test_fault_answers_500(pages: Pages) -> None:
    assert (await asked(pages, "broken"))[0] == 500


async def test_client_that_leaves_while_it_sends_gets_no_answer(pages: Pages) -> None:
    half = {"type": "http.request", "body": b"x", "more_body": True}
    assert await asked(pages, "echo", half, {"type": "http.disconnect"}) == (0, {}, b"")


async def test_language_of_a_request_does_not_leak_into_the_next(pages: Pages) -> None:
    threads_seen.clear()
    answers = [(await asked(pages, "speaking"))[2] for _ in range(20)]
    assert set(answers) == {b"ar"}
    assert len(set(threads_seen)) < len(threads_seen)
