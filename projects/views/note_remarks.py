"""The comments beside a note, as its page and its fragment show them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from organizations.actors import actor_of
from projects import permissions, queries
from projects.forms.notes import NoteCommentForm
from projects.models import Document


def remarks(request: HttpRequest, note: Document) -> dict[str, Any]:
    """What the fragment shows; where a comment stands is JSON for the editor."""
    rows: list[Any] = queries.note_remarks(note)
    for row in rows:
        row.start_json, row.end_json = json.dumps(row.start), json.dumps(row.end)
    return {
        "note": note,
        "remarks": rows,
        "can_comment": permissions.can_comment_note(actor_of(request), note),
        "comment_form": NoteCommentForm(),
        "reader": request.user,
    }
