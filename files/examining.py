"""A file before it is kept: what it is, how large, without what it should not tell. Done outside of any verb."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from accounts.pictures import BROKEN
from files.metadata import Broken, clean_film, stripped
from files.models import StoredFile
from files.names import clean_name, ending_of, with_ending
from files.sniffing import Sniffed, is_program, lies, sniff

Image.MAX_IMAGE_PIXELS = None  # every place that opens a picture has its own limit
CLEANED_BYTES = 48 * 1024 * 1024  # of a picture, which is read whole to be cleaned
POINTS, POINTS_OF_JPEG = 40_000_000, 120_000_000  # what phones can show; a JPEG is drawn at an eighth of its size
TURN = 0x0112  # EXIF's tag
KINDS = {"picture": StoredFile.Kind.IMAGE, "pdf": StoredFile.Kind.DOCUMENT, "office": StoredFile.Kind.DOCUMENT}
KINDS |= {"text": StoredFile.Kind.DOCUMENT}


class FileRefused(ValueError):
    """`code`: type_lies, program, uncleanable_picture, broken_picture, too_many_points, not_sound."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Examined:
    """What a file was found to be. `cleaned` is to be kept instead of what came; None where that may stay."""

    name: str
    type: str
    kind: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    cleaned: bytes | None = None


def examine(file: BinaryIO, name: str) -> Examined:
    """Look at a seekable, writable file; a film is cleaned in place. FileRefused when it is not taken."""
    called = clean_name(name)
    ending = ending_of(called)
    sniffed = sniff(file, ending)
    if is_program(sniffed, ending):
        raise FileRefused("program")
    if sniffed.family == "uncleanable":
        raise FileRefused("uncleanable_picture")
    if lies(sniffed, ending):
        raise FileRefused("type_lies")
    if sniffed.family == "picture":
        return examined_picture(file, called, sniffed)
    if sniffed.type in {"video/mp4", "audio/mp4", "video/quicktime", "video/3gpp"}:
        clean_film(file)
    size, digest = measured(file)
    return Examined(with_true_ending(called, sniffed), sniffed.type, kind_of(sniffed), size, digest)


def examine_bytes(content: bytes, name: str) -> Examined:
    """The same of bytes in memory, always with `cleaned`: what files.actions.store_file keeps."""
    file = BytesIO(content)
    examined = examine(file, name)
    kept = examined.cleaned if examined.cleaned is not None else file.getvalue()
    return Examined(**{**vars(examined), "cleaned": kept})


def kind_of(sniffed: Sniffed) -> str:
    if sniffed.family == "media":
        return StoredFile.Kind.AUDIO if sniffed.type.startswith("audio/") else StoredFile.Kind.VIDEO
    return KINDS.get(sniffed.family, StoredFile.Kind.OTHER)


def with_true_ending(name: str, sniffed: Sniffed) -> str:
    """A name keeps its ending where that is no lie; a PNG called .jpg, and what has none, gets its own."""
    same = {"jpg": {"jpg", "jpeg", "jpe", "jfif"}, "png": {"png", "apng"}}.get(sniffed.ending, {sniffed.ending})
    if sniffed.family == "office" and ending_of(name):
        return name
    return name if not sniffed.ending or ending_of(name) in same else with_ending(name, sniffed.ending)


def measured(file: BinaryIO) -> tuple[int, str]:
    """Size and SHA-256."""
    digest = hashlib.sha256()
    size = file.seek(0, 2)
    file.seek(0)
    while part := file.read(1024 * 1024):
        digest.update(part)
    return size, digest.hexdigest()


def examined_picture(file: BinaryIO, name: str, sniffed: Sniffed) -> Examined:
    file.seek(0)
    content = file.read(CLEANED_BYTES + 1)
    if len(content) > CLEANED_BYTES:
        raise FileRefused("too_many_points")
    width, height, orientation = dimensions(content, sniffed.type)
    try:
        cleaned = stripped(content, sniffed.type, orientation)
    except Broken as error:
        raise FileRefused("broken_picture") from error
    if orientation >= 5:
        width, height = height, width
    size, digest = measured(BytesIO(cleaned))
    called = with_true_ending(name, sniffed)
    return Examined(called, sniffed.type, StoredFile.Kind.IMAGE, size, digest, width, height, cleaned)


def dimensions(content: bytes, mime: str) -> tuple[int, int, int]:
    """Width and height as stored, and the turn the camera meant; read from the head, nothing is unpacked."""
    try:
        with Image.open(BytesIO(content), formats=[mime.removeprefix("image/").upper()]) as picture:
            width, height = picture.size
            orientation = turn_of(picture) if mime == "image/jpeg" else 1
    except BROKEN as error:
        raise FileRefused("broken_picture") from error
    if width * height > (POINTS_OF_JPEG if mime == "image/jpeg" else POINTS):
        raise FileRefused("too_many_points")
    return width, height, orientation


def turn_of(picture: Image.Image) -> int:
    """Notes that cannot be read ask for no turn."""
    try:
        turn = picture.getexif().get(TURN, 1)
    except BROKEN:
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1
