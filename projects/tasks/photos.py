"""What the clock wakes of pictures."""

from __future__ import annotations

from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor
from projects.actions import publishing
from projects.models import Photo


def preview_photo(photo_id: int) -> None:
    """Draw the small picture of a photo."""
    photo = Photo.objects.select_related("file", "project").filter(pk=photo_id, file__preview="").first()
    preview = drawn_preview(photo.file) if photo is not None and can_have_preview(photo.file) else None
    if photo is not None and preview is not None:
        publishing.preview_photo(actor=Actor.clock(), photo=photo, preview=preview)
