"""The files beside the chat in an export's zip, found by the names its lines call. None is ever unpacked to a path."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Protocol

from chat.whatsapp.lines import without_marks
from chat.whatsapp.opening import MAX_RATIO, RATIO_ASKED_FROM, READ_ERRORS, ZIP_SIGNATURE, chat_entry

MAX_MEDIA = 2_000
MAX_UNPACKED = 1024**3
# What phones write. Others ask for memory that a length does not tell.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UTF8 = 0x800  # the flag without which zipfile reads names in the letters of DOS


class Naming(Protocol):
    """A message that may name a file."""

    @property
    def attachment(self) -> str: ...


@contextmanager
def opened_zip(file: IO[bytes]) -> Iterator[zipfile.ZipFile | None]:
    """The export's zip, or None for a text. Its directory was found small when its chat was read."""
    begins = file.read(len(ZIP_SIGNATURE))
    file.seek(0)
    if begins != ZIP_SIGNATURE:
        yield None
        return
    with zipfile.ZipFile(file) as archive:
        yield archive


def named_media(archive: zipfile.ZipFile, messages: Iterable[Naming]) -> dict[int, zipfile.ZipInfo]:
    """Return {place of a message in the order given: the file that it names and the zip holds}.

    At most 2,000 files and 1 GiB together, the first ones named; what is packed like a bomb is not there.
    """
    chat = chat_entry(archive.infolist())
    entries = {_name(entry): entry for entry in archive.infolist() if entry is not chat and _is_acceptable(entry)}
    found: dict[int, zipfile.ZipInfo] = {}
    unpacked = 0
    for place, message in enumerate(messages):
        entry = entries.get(_plain(message.attachment)) if message.attachment else None
        if entry is None or len(found) >= MAX_MEDIA or unpacked + entry.file_size > MAX_UNPACKED:
            continue
        unpacked += entry.file_size
        found[place] = entry
    return found


def unpacked_media(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes | None:
    """Return a file's content; None where it is empty, larger than `largest` bytes or damaged."""
    if not 0 < entry.file_size <= largest:
        return None
    try:
        with archive.open(entry) as stream:
            content = stream.read(largest + 1)  # what is declared may be a lie: the reading has its own end
    except (*READ_ERRORS, ValueError):
        return None
    return content if 0 < len(content) <= largest else None


def _is_acceptable(entry: zipfile.ZipInfo) -> bool:
    """A name that leads out of its folder is nobody's export; neither is a megabyte of nothing."""
    parts = entry.filename.replace("\\", "/").split("/")
    if entry.is_dir() or parts[0] in ("", "__MACOSX") or ".." in parts or entry.compress_type not in _METHODS:
        return False
    return entry.file_size <= RATIO_ASKED_FROM or entry.file_size <= MAX_RATIO * max(1, entry.compress_size)


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename.rpartition("/")[2]
    if not entry.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return _plain(name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", without_marks(name)).split())
