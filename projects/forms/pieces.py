"""Files of a form: small ones in its request, large ones in pieces before it (frontend/uploading.ts)."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from files.models import StoredFile
from files.permissions import files_for
from journal.ids import id_of

MOST_PIECES = 20


class PiecesInput(forms.ClearableFileInput):
    """An input whose large files a script sends in pieces, and what it says meanwhile."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        words = {
            "sending": _("Sending “{name}”: {percent}%"),
            "waiting": _("“{name}” waits for the line at {percent}% and goes on by itself."),
            "refused": _("The file was not taken. Nothing else was changed."),
            "cancel": _("Cancel"),
        }
        return super().get_context(name, value, {**(attrs or {}), "data-pieces": json.dumps(words, ensure_ascii=False)})


def brought_in_pieces(user: Any, given: Any) -> list[StoredFile]:
    """The files that a form names, of those the person brought, in the order named. ValidationError `unknown_file`."""
    ids = [id_of(text) for text in given.getlist("pieces")[:MOST_PIECES]]
    known = files_for(user).in_bulk([pk for pk in ids if pk is not None])
    if any(pk not in known for pk in ids):
        raise forms.ValidationError(_("This file is not here (any more)."), code="unknown_file")
    return [known[pk] for pk in ids if pk is not None]
