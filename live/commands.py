"""What a client may say: frames read from JSON, each checked for its shape (PROTOCOL 2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from live.reading import Wish
from live.streams import Level, is_name

LARGEST = 16 * 1024  # bytes
MOST_STREAMS = 308  # in one hello: eight to read, three hundred to glance at
WHISPERS = frozenset({"typing"})
OPERATIONS = frozenset({"hello", "watch", "unwatch", "ack", "whisper", "ping"})


class BadFrame(Exception):
    """A frame that cannot be understood. `code` goes back to the client, the connection stays."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Hello:
    token: str | None
    wishes: dict[str, Wish]


def is_too_large(text: str) -> bool:
    return len(text) > LARGEST or (len(text) * 4 > LARGEST and len(text.encode()) > LARGEST)


def read(text: str | None) -> dict[str, Any]:
    """The frame as an object with a known `op`."""
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError) as error:
        raise BadFrame("bad_json", "a frame is a JSON object, as text") from error
    if not isinstance(said, dict):
        raise BadFrame("bad_json", "a frame is a JSON object")
    if not is_one_of(said.get("op"), OPERATIONS):
        raise BadFrame("unknown_op", f"op is one of: {', '.join(sorted(OPERATIONS))}")
    return said


def hello(said: dict[str, Any]) -> Hello:
    token, streams = said.get("token"), said.get("streams", {})
    if not isinstance(token, str | None) or not isinstance(streams, dict):
        raise BadFrame("bad_json", "token is a text, streams an object")
    if len(streams) > MOST_STREAMS:
        raise BadFrame("too_many_streams", f"at most {MOST_STREAMS}")
    return Hello(token, {stream_name(name): wish(asked) for name, asked in streams.items()})


def wish(asked: object) -> Wish:
    if not isinstance(asked, dict):
        raise BadFrame("bad_json", "a stream is asked for as {after, level}")
    after, level = asked.get("after"), asked.get("level", Level.ENTRIES)
    if not is_one_of(level, frozenset(Level)):
        raise BadFrame("bad_json", "level is entries or head")
    if after is not None and not is_number(after):
        raise BadFrame("bad_json", "after is a whole number, 0 or more")
    return Wish(Level(level), after)


def stream_name(name: object) -> str:
    if not is_name(name):
        raise BadFrame("bad_stream", "a stream is named kind.key")
    return str(name)


def count(said: dict[str, Any]) -> int:
    if not is_number(said.get("count")):
        raise BadFrame("bad_json", "count is a whole number")
    return int(said["count"])


def whisper_kind(said: dict[str, Any]) -> str:
    if not is_one_of(said.get("kind"), WHISPERS):
        raise BadFrame("bad_json", f"kind is one of: {', '.join(sorted(WHISPERS))}")
    return str(said["kind"])


def ping_time(said: dict[str, Any]) -> int | float | None:
    """What a pong gives back: a number, or nothing."""
    given = said.get("t")
    return given if isinstance(given, int | float) and abs(given) < 1e15 else None


def is_one_of(given: object, allowed: frozenset[str]) -> bool:
    return isinstance(given, str) and given in allowed


def is_number(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 2**63
