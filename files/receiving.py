"""A piece of an upload, from the request into its file: written first, counted by a verb after.

The file is locked meanwhile, so of two pieces at once one waits outside; killed in between, the count stays where it
was, and the next piece is written over what was not counted.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from files.actions import append_upload, discard_upload
from files.examining import Examined, FileRefused, examine
from files.models import StoredFile
from files.sound import sound_length
from journal.actors import Actor
from journal.refusals import Conflict, invalid

LONGEST_VOICE = 15 * 60 + 30  # seconds; what the recorder said was asked for when the upload began


class Busy(Exception):
    """Another request writes this file now."""


def receive_chunk(*, actor: Actor, file: StoredFile, offset: int, content: bytes) -> StoredFile:
    """Write a piece at `offset` and count it. The last one makes the file complete, or refuses it for what it holds.

    Busy; Conflict wrong_offset; ValidationError beyond_length, and what `refusal` says of the content.
    """
    with held(Path(file.content.path)) as opened:
        file.refresh_from_db()
        if file.received != offset or file.is_finished:
            raise Conflict(_("The upload has moved on."), code="wrong_offset")
        if offset + len(content) > file.length:
            raise invalid(_("This is more than was announced."), code="beyond_length")
        opened.seek(offset)
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
        examined = examined_whole(actor, file, opened) if offset + len(content) == file.length else None
        return append_upload(actor=actor, file=file, offset=offset, size=len(content), examined=examined)


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield opened


def examined_whole(actor: Actor, file: StoredFile, opened: BinaryIO) -> Examined:
    """Before the verb that counts the last piece: hashing and cleaning may take a second."""
    opened.truncate(file.length)  # what a killed request wrote beyond
    try:
        examined = examine(opened, file.name)
        if file.kind == StoredFile.Kind.VOICE:
            require_sound(opened, examined)
    except FileRefused as refused:
        discard_upload(actor=actor, file=file)
        raise refusal(refused.code) from refused
    opened.flush()
    return examined


def require_sound(opened: BinaryIO, examined: Examined) -> None:
    if not examined.type.startswith("audio/"):
        raise FileRefused("not_sound")
    length = sound_length(opened, examined.type)
    if length is not None and length > LONGEST_VOICE:
        raise FileRefused("voice_too_long")


def refusal(code: str) -> ValidationError:
    """What somebody is told whose file is not taken."""
    words = {
        "type_lies": _("The name says one kind of file, the content is another. Give it its true name and try again."),
        "program": _("Programs cannot be sent here."),
        "uncleanable_picture": _("Pictures of this kind tell where they were taken. Send it as JPEG or PNG."),
        "broken_picture": _("This picture is damaged and cannot be read."),
        "too_many_points": _("This picture is too large for most phones. Make it smaller and try again."),
        "not_sound": _("This is no sound that can be played here."),
        "voice_too_long": _("A voice note lasts at most 15 minutes."),
    }
    return invalid(words[code], code=code, field="file")
