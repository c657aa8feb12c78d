"""docs/protocol.md is true: its examples are said to the server, and the server answers as they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client as Browser

from live import streams
from live.hub import Hub
from tests.chat.rooms import said, sector_room
from tests.factories import Cast
from tests.live.client import Client
from tests.live.conftest import act, session_of

pytestmark = pytest.mark.both
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
BLOCK = re.compile(r"^```(up|down|http \d+|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LITERAL = {
    "op",
    "event",
    "code",
    "level",
    "body",
    "gone",
    "reset",
    "more",
    "t",
    "deleted",
    "client_id",
    "head",
    "seq",
    "number",
    "html",
}


class Example(NamedTuple):
    kind: str
    text: str


def examples() -> list[Example]:
    return [Example(*found) for found in BLOCK.findall(DOCUMENT.read_text())]


def same_shape(written: Any, actual: Any, at: str = "") -> None:
    """The same keys and kinds of values everywhere, and the same words where words are the protocol."""
    if isinstance(written, dict):
        assert isinstance(actual, dict), at
        assert written.keys() == actual.keys(), at
        for key, value in written.items():
            same_shape(value, actual[key], f"{at}.{key}")
            assert key not in LITERAL or value == actual[key], f"{at}.{key}: {actual[key]!r}"
    elif isinstance(written, list):
        assert bool(written) == bool(actual), at
        for value in written:
            same_shape(value, actual[0], f"{at}[]")
    else:
        assert type(written) is type(actual), f"{at}: {actual!r}"


async def test_examples_are_what_the_server_does(hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PAUSE", 0.0)
    room = await act(sector_room, cast, "basel", "omar")
    await act(said, cast, "omar", room, "السلام عليكم")
    key = await act(session_of, cast.basel)
    names = {"room.33": room.stream, "/rooms/33/": f"/rooms/{room.pk}/", "user.4": f"user.{cast.basel.pk}"}
    client = await Client(session=key).opened()
    browser = Browser()
    browser.cookies["sessionid"] = key
    answer: Any = None
    for kind, text in examples():
        for written, actual in names.items():
            text = text.replace(written, actual)  # noqa: PLW2901  the document's numbers become this test's
        if kind == "up":
            client.say_text(text)
        elif kind == "down":
            same_shape(json.loads(text), await client.hears_any(), text.split(",")[0])
        elif kind == "json":
            same_shape(json.loads(text), answer)
        else:
            answer = await act(call, browser, text, int(kind.split()[1]))


def call(browser: Browser, text: str, status: int) -> Any:
    first, _, body = text.strip().partition("\n")
    method, address = first.split()
    answer = browser.generic(method, address, body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_document_has_its_examples() -> None:
    kinds = [kind.split()[0] for kind, _ in examples()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"up": 7, "down": 9, "http": 3, "json": 1}
