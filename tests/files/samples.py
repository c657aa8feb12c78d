"""Files for tests: true ones, and ones made to harm. Made here, so that none lies in the repository."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

PLACE = b"zqxplace"  # stands for where a picture was taken


def jpeg(size: tuple[int, int] = (64, 48), *, orientation: int = 1) -> bytes:
    """With EXIF that tells a place, a comment, and something behind its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, PLACE.decode()
    made = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, "JPEG", exif=exif.tobytes(), comment=PLACE)
    return made.getvalue() + b"trailing " + PLACE


def png(size: tuple[int, int] = (64, 48)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, "PNG")
    text = b"tEXt" + b"Place\0" + PLACE
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return made.getvalue()[:33] + chunk + made.getvalue()[33:]


def webp() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = PLACE.decode()
    made = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(made, "WEBP", exif=exif.tobytes())
    return made.getvalue()


def gif() -> bytes:
    made = BytesIO()
    frames = [Image.new("P", (32, 24), shade) for shade in (0, 90, 200)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=PLACE)
    return made.getvalue()


def bomb_png() -> bytes:
    """Few bytes that say they are 60,000 × 60,000 points."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    ihdr = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + ihdr
        + struct.pack(">I", zlib.crc32(ihdr))
        + struct.pack(">I", 1)
        + b"IDAT"
        + b"\0" * 40
    )


def pdf(width: int = 595, height: int = 842, drawn: bytes = b"0 0 100 100 re f") -> bytes:
    """A page of these points with a square on it."""
    packed = zlib.compress(drawn)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R >>" % (width, height),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def docx() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def ogg(seconds: float = 3) -> bytes:
    """A first and a last page, as an Opus recording has them."""
    head = b"OpusHead\x01\x01" + b"\0" * 9
    first = b"OggS\0\x02" + bytes(8) + b"\1\0\0\0" + bytes(8) + b"\x01" + bytes([len(head)]) + head
    last = b"OggS\0\x04" + int(seconds * 48_000).to_bytes(8, "little") + b"\1\0\0\0\1\0\0\0" + bytes(4) + b"\x01\x00"
    return first + last


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
