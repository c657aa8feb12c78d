"""What the clock wakes."""

from __future__ import annotations

from files.actions import discard_upload
from files.models import StoredFile
from journal.actors import Actor


def expire_upload(file_id: int) -> None:
    """A week after an upload began: what nothing uses, on its way or here, goes."""
    file = StoredFile.objects.filter(pk=file_id, uses=0).first()
    if file is not None:
        discard_upload(actor=Actor.clock(), file=file)
