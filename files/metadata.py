"""Pictures without what the camera wrote into them: where and when they were taken, by whom, and what lies behind them.

Nothing is drawn anew, so nothing of a picture is lost: only the parts that say what to draw are kept. No Django.
"""

from __future__ import annotations

import re
from typing import BinaryIO

_ENTROPY_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_KEPT_OF_PNG = re.compile("IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|iCCP|sBIT|bKGD|pHYs|acTL|fcTL|fdAT")
_KEPT_OF_WEBP = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TELLING = {b"udta", b"meta", b"uuid"}
_OPENED = {b"moov", b"trak", b"mdia"}
ZEROS, MOST_BOXES = 65_536, 1000


class Broken(ValueError):
    """The file is not built as its kind is."""


def stripped(content: bytes, mime: str, orientation: int = 1) -> bytes:
    """A JPEG, PNG, WebP or GIF without metadata and without what follows its end. Broken where it has no such form.

    `orientation` is the EXIF turn (1 to 8) to keep in a JPEG, since without it the picture would lie on its side.
    """
    try:
        return {"image/jpeg": jpeg, "image/png": png, "image/webp": webp, "image/gif": gif}[mime](content, orientation)
    except (IndexError, KeyError) as error:
        raise Broken(mime) from error


def jpeg(content: bytes, orientation: int) -> bytes:
    kept = [b"\xff\xd8", *([turned(orientation)] if orientation != 1 else [])]
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise Broken("jpeg")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        length = int.from_bytes(content[at + 2 : at + 4])
        if length < 2:
            raise Broken("jpeg")
        end = at + 2 + length
        if marker == 0xDA:  # the drawing itself, up to the next marker that is none of its own
            found = _ENTROPY_END.search(content, end)
            end = found.start() if found else len(content)
        if keeps_segment(marker, content[at + 4 : at + 16]):
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def keeps_segment(marker: int, start: bytes) -> bool:
    """Of the application segments those that say how colours are meant; no comment."""
    if marker == 0xE0:
        return start.startswith(b"JFIF\0")
    if marker == 0xE2:
        return start.startswith(b"ICC_PROFILE")
    return marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def turned(orientation: int) -> bytes:
    """An EXIF segment that holds nothing but the turn."""
    tag = b"\x01\x12\0\x03\0\0\0\x01\0" + bytes([orientation]) + b"\0\0"
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + tag + b"\0\0\0\0"
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif


def png(content: bytes, _orientation: int) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8].decode("latin-1")
        end = at + 12 + length
        if len(name) < 4 or end > len(content):
            raise Broken("png")
        if _KEPT_OF_PNG.fullmatch(name):
            kept.append(content[at:end])
        at = end
        if name == "IEND":
            break
    return b"".join(kept)


def webp(content: bytes, _orientation: int) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        part = content[at:end]
        if name == b"VP8X":  # its flags must no longer promise EXIF (8) and XMP (4)
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if name in _KEPT_OF_WEBP:
            kept.append(part)
        at = end
    if not kept:
        raise Broken("webp")
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def gif(content: bytes, _orientation: int) -> bytes:
    at = 13 + colours(content[10])
    kept = [content[:at]]
    while content[at] != 0x3B:
        start = at
        if content[at] == 0x21:
            label, at = content[at + 1], past_blocks(content, at + 2)
            is_loop = label == 0xFF and content[start + 3 : start + 14] in _LOOPS
            keeps = label == 0xF9 or is_loop
        elif content[at] == 0x2C:
            at, keeps = past_blocks(content, at + 11 + colours(content[at + 9])), True
        else:
            raise Broken("gif")
        if keeps:
            kept.append(content[start:at])
    return b"".join([*kept, b"\x3b"])


def colours(flags: int) -> int:
    """The bytes of a colour table, as its flags announce it."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def past_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def clean_film(file: BinaryIO) -> None:
    """Empty, in place, the boxes of an MP4 or MOV that tell of place and device; nothing moves, so it still plays."""
    size = file.seek(0, 2)
    for start, end in telling_boxes(file, 0, size, 0):
        file.seek(start + 4)
        file.write(b"free")
        for at in range(start + 8, end, ZEROS):
            file.seek(at)
            file.write(b"\0" * min(ZEROS, end - at))


def telling_boxes(file: BinaryIO, start: int, end: int, depth: int) -> list[tuple[int, int]]:
    """Where such boxes begin and end."""
    found: list[tuple[int, int]] = []
    at = start
    while at + 8 <= end and len(found) < MOST_BOXES:
        file.seek(at)
        head = file.read(16)
        length, name, inner = int.from_bytes(head[:4]), head[4:8], at + 8
        if length == 1:
            length, inner = int.from_bytes(head[8:16]), at + 16
        past = min(end, at + length) if length else end
        if past < inner:
            break
        if name in _TELLING:
            found.append((at, past))
        elif name in _OPENED and depth < 4:
            found += telling_boxes(file, inner, past, depth + 1)
        at = past
    return found
