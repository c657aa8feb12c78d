"""A person's picture as it is kept: a small square, drawn anew, so that nothing the camera wrote into it stays."""

from __future__ import annotations

import struct
from io import BytesIO
from threading import Lock
from typing import Protocol

from PIL import Image, ImageOps

SIDE = 256  # pixels
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000  # of a JPEG as cameras write it, which is read at an eighth of its size
MAX_PIXELS_UNPACKED = 12_000_000  # of what must be unpacked whole, progressive JPEGs too: 48 to 72 MB
one_at_a_time = Lock()  # several large pictures at once are more than a small machine has memory for
# What Pillow raises on files made to harm: whatever it is, it is no picture.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, OverflowError, struct.error),
    Image.DecompressionBombError,
)
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


class Readable(Protocol):
    """A file, as far as it is needed here."""

    def read(self, size: int, /) -> bytes: ...


class NotAPicture(ValueError):
    """The file is too large, of another kind, or broken; `code` says which: too_large, wrong_kind."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def square_webp(file: Readable) -> bytes:
    """A 256 × 256 px WebP of the picture's middle, turned as the camera meant it, without metadata.

    What a file calls itself is not asked, only what it holds. NotAPicture when it holds no JPEG, PNG, WebP or GIF, is
    above 8 MiB, or has more than 12 million pixels (a JPEG that is not progressive: 50 million).
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise NotAPicture("too_large")
    try:
        with one_at_a_time:
            return drawn_anew(content)
    except NotAPicture:
        raise
    except BROKEN as error:
        raise NotAPicture("wrong_kind") from error


def drawn_anew(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=KINDS) as picture:
        is_light = picture.format == "JPEG" and not picture.info.get("progressive")
        most = MAX_PIXELS if is_light else MAX_PIXELS_UNPACKED
        if picture.width * picture.height > most:
            raise NotAPicture("too_large")
        picture.draft("RGB", (SIDE * 2, SIDE * 2))
        picture.thumbnail((SIDE * 4, SIDE * 4))
        turned = ImageOps.exif_transpose(picture)
        square = ImageOps.fit(turned.convert("RGBA"), (SIDE, SIDE))
    kept = BytesIO()
    square.save(kept, "WEBP", quality=82)
    return kept.getvalue()
