"""A stored file whose name and bytes bear the mark."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from files.models import StoredFile
from tests.factories import Cast


def make_file(cast: Cast, mark: str) -> StoredFile:
    file = StoredFile(owner=cast.salma, client_id=uuid4(), name=f"{mark}.pdf", type="application/pdf", kind="document")
    file.length = file.received = file.size = len(mark)
    file.uses, file.finished_at = 1, timezone.now()
    file.content.save(f"{mark}-gathered", ContentFile(mark.encode()), save=False)
    file.save()
    return file
