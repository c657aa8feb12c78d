"""How long a recording is, read from its container: what a recorder says of itself is not believed. No Django."""

from __future__ import annotations

from typing import BinaryIO

TAIL = 128 * 1024
OPUS_RATE = 48_000
_CLUSTER = b"\x1f\x43\xb6\x75"
_TIMECODE = 0xE7


def sound_length(file: BinaryIO, mime: str) -> float | None:
    """Seconds, of Ogg and WebM within half a minute; None where the container does not tell."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    if mime == "audio/ogg":
        return ogg_length(tail)
    if mime == "audio/webm":
        file.seek(0)
        return webm_length(file.read())
    return None


def ogg_length(tail: bytes) -> float | None:
    """The last page says how many samples lie before its end."""
    start = tail.rfind(b"OggS")
    page = tail[start : start + 14]
    if start < 0 or len(page) < 14:
        return None
    samples = int.from_bytes(page[6:14], "little")
    return None if samples >= 2**63 else samples / OPUS_RATE


def webm_length(content: bytes) -> float | None:
    """The last cluster says at which millisecond it begins; its blocks reach at most 32 s beyond."""
    start = content.rfind(_CLUSTER)
    after = content[start + 4 : start + 30]
    if start < 0 or not after or after[0] == 0:
        return None
    at = 9 - after[0].bit_length()  # the bytes of the cluster's own length
    if len(after) < at + 3 or after[at] != _TIMECODE:
        return None
    count = after[at + 1] & 0x7F
    return int.from_bytes(after[at + 2 : at + 2 + count]) / 1000
