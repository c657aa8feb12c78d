"""Notes after they were written: put together, made findable, kept for the history."""

from __future__ import annotations

from journal.actors import Actor
from projects import actions
from projects.models import Document
from projects.notes.blocks import blocks_of
from projects.notes.plain import plain
from projects.notes.texts import Text
from projects.queries import note_updates


def tidy_note(note: int) -> None:
    """The minute in which somebody wrote is over. Reading and putting together happen before the transaction."""
    row = Document.objects.filter(pk=note).first()
    if row is None:
        return
    number, updates = note_updates(note)
    text = Text(updates)
    words = plain(blocks_of(text.root))
    actions.tidy_note(actor=Actor.clock(), note=row, number=number, whole=text.missed(), words=words)
