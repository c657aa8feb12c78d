"""A program of its own: `python drawing.py PATH TYPE` writes a small WebP of a picture or of a PDF's first page.

Run by files/previews.py, never imported by the site: it limits itself before it opens what somebody sent.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

SIDE = 480  # pixels of the longer side
MEMORY, SECONDS = 768 * 1024 * 1024, 20
MOST_POINTS = 130_000_000  # files/examining.py refuses larger ones; here it keeps what somebody put there by hand out
MOST_BYTES = 20 * 1024


def main(path: str, mime: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    picture = first_page(path) if mime == "application/pdf" else thumbnail(path, mime)
    sys.stdout.buffer.write(packed(picture))
    return 0


def first_page(path: str) -> Image.Image:
    """However large a page says it is, the bitmap has our size."""
    page = pypdfium2.PdfDocument(path)[0]
    width, height = page.get_size()
    if min(width, height) <= 0 or max(width, height) / min(width, height) > 20:
        raise ValueError("no page to be drawn")
    drawn: Image.Image = page.render(scale=SIDE / max(width, height)).to_pil()
    return drawn.convert("RGB")


def thumbnail(path: str, mime: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    with Image.open(path, formats=[mime.removeprefix("image/").upper()]) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise ValueError("too many points")
        opened.draft("RGB", (SIDE * 2, SIDE * 2))
        opened.thumbnail((SIDE, SIDE))
        turned = ImageOps.exif_transpose(opened)
    return turned.convert("RGBA" if has_holes(turned) else "RGB")


def has_holes(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def packed(picture: Image.Image) -> bytes:
    """As good as 20 KB allow."""
    for quality in (76, 60, 45, 30, 15):
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=4)
        if written.tell() <= MOST_BYTES:
            return written.getvalue()
    picture.thumbnail((SIDE // 2, SIDE // 2))
    written = BytesIO()
    picture.save(written, "WEBP", quality=20)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
