"""A person's picture as it is kept: a small square, drawn anew, so that nothing the camera wrote into it stays."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol

from PIL import Image, ImageOps

SIDE = 256  # pixels
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
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
    above 8 MiB, or unpacks to more than 50 million pixels.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise NotAPicture("too_large")
    try:
        return drawn_anew(content)
    except NotAPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise NotAPicture("wrong_kind") from error


def drawn_anew(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=KINDS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAPicture("too_large")
        picture.draft("RGB", (SIDE * 2, SIDE * 2))
        turned = ImageOps.exif_transpose(picture)
        square = ImageOps.fit(turned.convert("RGBA"), (SIDE, SIDE))
    kept = BytesIO()
    square.save(kept, "WEBP", quality=82)
    return kept.getvalue()
