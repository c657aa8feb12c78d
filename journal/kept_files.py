"""Files that belong to rows: written and deleted so that a verb that fails leaves none behind and loses none."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from journal.records import undo_by


def keep_file(field: FieldFile, name: str, content: bytes) -> None:
    """In a verb, give a row a file; the row is saved by the caller. If the verb fails, the file goes again."""
    field.save(name, ContentFile(content), save=False)
    storage, kept = field.storage, field.name or ""
    undo_by(lambda: storage.delete(kept))


def drop_file(field: FieldFile | None) -> None:
    """Delete a row's file once it is certain that the row lets go of it: after commit. No file is no matter."""
    if field:
        storage, name = field.storage, field.name or ""
        transaction.on_commit(lambda: storage.delete(name), robust=True)
