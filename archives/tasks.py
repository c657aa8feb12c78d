"""What the clock wakes: copies are written, and deleted when their time is over."""

from __future__ import annotations

from contextlib import contextmanager
from uuid import uuid4

from archives.actions import fail_archive, finish_archive, forget_archive, note_archive
from archives.models import Archive
from archives.writing import written
from journal.actors import Actor
from journal.due import keep_claim


class Unwanted(Exception):
    """Its maker deleted it while it was made."""


def write_archive(archive_id: int) -> None:
    """Make the file. Killed in the middle, it begins anew: nothing of a half file is ever seen."""
    archive = Archive.objects.select_related("room", "maker").filter(pk=archive_id).first()
    if archive is None or not archive.is_waiting:
        return

    def progress(count: int) -> None:
        keep_claim()
        if not note_archive(actor=Actor.clock(), archive=archive, written=count):
            raise Unwanted

    try:
        with contextmanager(written)(archive, progress) as path:
            name = f"archives/{uuid4().hex}.zip"
            kept = path.rename(path.parents[1] / name.split("/")[1])
            if not finish_archive(actor=Actor.clock(), archive=archive, name=name, size=kept.stat().st_size):
                kept.unlink()
    except Unwanted:
        return


def give_up_archive(archive_id: int) -> None:
    """The last try to write it failed."""
    if archive := Archive.objects.filter(pk=archive_id).first():
        fail_archive(actor=Actor.clock(), archive=archive)


def forget_old_archive(archive_id: int) -> None:
    if archive := Archive.objects.filter(pk=archive_id).first():
        forget_archive(actor=Actor.clock(), archive=archive)
