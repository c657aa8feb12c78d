"""Files in the talk: photos drawn here, a letter, a list, a voice note. Brought as people bring them, by the verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from PIL import Image, ImageDraw

from chat.actions import post_message
from demo.stage import Stage
from files.actions import Voice, create_upload, store_file
from files.examining import examine_bytes
from files.models import StoredFile
from files.receiving import receive_chunk
from journal.actors import Actor

VOICE = Path(__file__).parent / "voice.webm"
PEAKS = "AAAAAAAAAAAAAAAAqqqqFFFAAAAAAAAA____GGGAAAAAAAAA____HHHBBBAAAAAA"
LIST = "المركز,السلال,الأسر\nالحجر الأسود,120,118\nببيلا,85,85\nيلدا,64,66\n"
# Who sends what where: room, person, words, files.
SENT = (
    (
        "convoy",
        "omar",
        "صور التحميل من المستودع، والشاحنة الثانية بعد الظهر.",
        ("photo 0", "photo 1", "photo 2"),
    ),
    ("convoy", "basel", "قائمة التوزيع بعد التدقيق، مع كتاب المديرية.", ("list", "letter")),
    ("convoy", "omar", "خبر سريع من الطريق", ("voice",)),
    ("direct basel hala", "hala", "هكذا صار المدخل بعد الترميم.", ("photo 3",)),
)
SHADES = (("#8fb3c9", "#b98b5e"), ("#c9d4d8", "#7d8f4e"), ("#e2c9a1", "#a3553f"), ("#9cc2b4", "#c7b28a"))


def bring_files(stage: Stage, moment: datetime) -> None:
    """What the cast sends shortly before the last hours."""
    for number, (key, username, words, names) in enumerate(SENT):
        stage.move_to(moment - timedelta(minutes=4 * (len(SENT) - number)))
        actor = stage.cast[username].actor()
        files = [brought(actor, name) for name in names]
        post_message(actor=actor, room=stage.rooms[key], body=words, client_id=own_id(f"message {number}"), files=files)


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/files/{name}")


def brought(actor: Actor, name: str) -> StoredFile:
    if name == "voice":
        return spoken(actor)
    if name == "list":
        return store_file(actor=actor, examined=examine_bytes(LIST.encode("utf-8-sig"), "قائمة التوزيع.csv"))
    if name == "letter":
        return store_file(actor=actor, examined=examine_bytes(letter(), "كتاب المديرية بشأن التوزيع.pdf"))
    number = int(name.split()[1])
    return store_file(actor=actor, examined=examine_bytes(photo(number), f"IMG-{1041 + number}.jpg"))


def spoken(actor: Actor) -> StoredFile:
    """By the way of uploads, which alone knows waveforms."""
    content = VOICE.read_bytes()
    voice = Voice(2020, PEAKS)
    client_id, length = own_id("voice"), len(content)
    begun = create_upload(actor=actor, name="voice.webm", length=length, client_id=client_id, voice=voice)
    file = begun.file
    return receive_chunk(actor=actor, file=file, offset=0, content=content)


def photo(number: int) -> bytes:
    """Parcels before a wall, in the colours of a winter day."""
    wall, parcels = SHADES[number]
    picture = Image.new("RGB", (1200, 900 if number % 2 else 1600), wall)
    pen = ImageDraw.Draw(picture)
    ground = picture.height * 2 // 3
    pen.rectangle((0, ground, picture.width, picture.height), fill="#6d675c")
    for place in range(12):
        left, row = 90 + place % 6 * 170, place // 6
        top = ground + 60 - row * 150 - number * 9
        pen.rectangle((left, top, left + 150, top + 135), fill=parcels, outline="#4d4132", width=5)
        pen.line((left + 75, top, left + 75, top + 135), fill="#e9dfc9", width=9)
    made = BytesIO()
    picture.save(made, "JPEG", quality=80)
    return made.getvalue()


def letter() -> bytes:
    """A page with a head, lines and a stamp."""
    page = Image.new("L", (620, 877), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((380, 60, 560, 80), fill=60)
    for line in range(18):
        pen.rectangle((60 + line % 5 * 34, 190 + line * 26, 560, 198 + line * 26), fill=120)
    pen.ellipse((80, 690, 220, 830), outline=90, width=6)
    made = BytesIO()
    page.save(made, "PDF", resolution=75)
    return made.getvalue()
