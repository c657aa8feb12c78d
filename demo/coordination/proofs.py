"""What proves the reports of the demo: letters and lists made here, a few photos, addresses."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from demo.files import letter, photo
from files.examining import Examined, examine_bytes

LISTED = "المحافظة,العدد,ملاحظات\nدمشق,12,\nريف دمشق,17,\nحلب,22,اثنتان لم تؤكدا\nحمص,14,\nحماة,9,\nإدلب,8,\n"


def proof(words: str) -> tuple[Examined | str, str]:
    """What "file محضر.pdf", "list أسماء.csv", "photo 2 المستودع", "link https://… عنوان" mean, and how it is called."""
    kind, _space, rest = words.partition(" ")
    if kind == "link":
        address, _space, title = rest.partition(" ")
        return address, title
    if kind == "photo":
        number, _space, title = rest.partition(" ")
        return examine_bytes(small_photo(int(number)), f"IMG-{2210 + int(number)}.jpg"), title
    content = page() if kind == "file" else LISTED.encode("utf-8-sig")
    return examine_bytes(content, rest), rest.rpartition(".")[0]


@cache
def page() -> bytes:
    return letter()


@cache
def small_photo(number: int) -> bytes:
    """The photos of the talk, as a phone sends them in a hurry."""
    picture = Image.open(BytesIO(photo(number))).resize((640, 480))
    ImageDraw.Draw(picture).rectangle((0, 470, 640, 480), fill="#4d4132")
    made = BytesIO()
    picture.save(made, "JPEG", quality=70)
    return made.getvalue()
