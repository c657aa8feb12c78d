"""Small inputs that cost much: each is answered in a time that nobody else notices.

While a message is rendered or a pattern searched, nothing else of the process runs (one lock holds all threads).
"""

from __future__ import annotations

import gc
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from accounts.pictures import NotAPicture, square_webp
from arabic.direction import defuse
from arabic.normalise import normalise
from chat.markdown import excerpt, render
from chat.mentions import mentioned_in
from chat.models import BODY_LIMIT
from chat.whatsapp.wording import without_edit_mark
from organizations.cells import TableError
from organizations.tables import read_table

MOST = 1.0  # seconds of CPU on a busy machine; before they were mended these took 1 to 40
UNITS = [
    *("a", "a@", "a.", "_a", "**a*", "*a ", "a*b_", "~~a", "[", "![", "[a](", "[](", "](", "[\\]", "@[", "<a:", "`"),
    *("-\n", ">\n", "> ", ">", "- ", "1. ", "a\n- ", "a\n", "|\n", "---\n", "```\n", "\t", "\n"),
    *(
        "http://",
        "http://a ",
        "http://a(",
        "mailto:a@",
        "a@a.",
        "//",
        "&",
        "\ufdfa",
        "\u0301\u0327",
        "\u2068",
        "\u200d",
    ),
]
BODIES = {unit: (unit * BODY_LIMIT)[:BODY_LIMIT] for unit in UNITS} | {
    "deep quotes": ">" * 99 + "a" * 7900,
    "deep lists": "> - " * 12 + "a" * 7900,
    "quotes": ">" * 20 + "a" * 7980,
    "a wide table": "|" * 2000 + "\n" + "|-" * 2000 + "|\n" + "|" * 1900,
    "a long table": "|a|b|\n|-|-|\n" + "|\n" * 3800,
    "emphasis": "*" * 4000 + "a" + "*" * 3999,
    "parentheses": "[a](" + "(" * 7900,
    "isolates": "\u2068" * 4000 + "a" * 4000,
}


def seconds(act: Callable[[Any], object], given: Any) -> float:
    """What this thread computes; that the machine is busy with something else does not count, nor the search for
    rubbish among all that thousands of tests before have left.
    """
    gc.disable()
    try:
        begun = time.thread_time()
        act(given)
        return time.thread_time() - begun
    finally:
        gc.enable()


@pytest.mark.parametrize("act", [render, excerpt, mentioned_in, defuse, normalise])
@pytest.mark.parametrize("name", BODIES)
def test_no_body_takes_long(act: Callable[[str], object], name: str) -> None:
    assert seconds(act, BODIES[name]) < MOST


@pytest.mark.parametrize("tail", ["x>", ">", "<", "<x>"])
def test_an_export_of_spaces_is_read_at_once(tail: str) -> None:
    assert seconds(without_edit_mark, "a" + " " * 200_000 + tail) < MOST


def test_a_table_of_empty_lines_is_refused_at_once() -> None:
    begun = time.thread_time()
    with pytest.raises(TableError, match="too_many_rows"):
        read_table(b"name_ar\n" + b"a\n" * 1_000_000)
    assert time.thread_time() - begun < 1


def picture(kind: str, size: tuple[int, int]) -> BytesIO:
    made = BytesIO()
    Image.new("1" if kind == "PNG" else "L", size).save(made, kind)
    return BytesIO(made.getvalue())


def test_a_small_file_does_not_unpack_to_hundreds_of_megabytes() -> None:
    with pytest.raises(NotAPicture, match="too_large"):
        square_webp(picture("PNG", (7000, 7000)))


def picture_with(tag: int, kind: int) -> BytesIO:
    """A JPEG that is to be turned, and whose EXIF says a number as another kind of thing."""
    turned = b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + turned + struct.pack(">HHI", tag, kind, 1) + b"abcd\0\0\0\0"
    made = BytesIO()
    Image.new("L", (8, 8)).save(made, "JPEG", exif=exif)
    return BytesIO(made.getvalue())


@pytest.mark.parametrize(("tag", "kind"), [(0x100, 1), (0x100, 2), (0x11A, 1), (0x11A, 2)])
def test_a_picture_with_broken_notes_is_drawn_or_refused(tag: int, kind: int) -> None:
    """Pillow raises struct.error and TypeError for these."""
    with suppress(NotAPicture):
        assert square_webp(picture_with(tag, kind)).startswith(b"RIFF")
