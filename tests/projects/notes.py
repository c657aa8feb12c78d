"""Notes for tests: begun by the verb, written as an editor writes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from projects.actions import create_note, write_note
from projects.models import Document, Project
from projects.notes.blocks import blocks_of
from projects.notes.plain import plain
from projects.notes.texts import Text
from projects.queries import note_updates
from tests.factories import Cast
from tests.projects.made import joint_project


def begun_note(cast: Cast, project: Project | None = None, title: str = "محضر الاجتماع") -> Document:
    """Basel's note in a project that his association and Omar's do together; nothing is written in it."""
    project = project or joint_project(cast)
    return create_note(actor=cast.actor("basel"), project=project, client_id=uuid4(), title=title)


def paragraph(words: str) -> XmlElement:
    return XmlElement("paragraph", {}, [XmlText(words)])


def update_of(*elements: XmlElement, after: list[bytes] | None = None) -> bytes:
    """What an editor sends that adds these blocks to what it knows."""
    doc: Doc[Any] = Doc()
    for update in after or []:
        doc.apply_update(update)
    before = doc.get_state()
    root = doc.get("default", type=XmlFragment)
    for element in elements:
        root.children.append(element)
    return doc.get_update(before)


def wrote(cast: Cast, name: str, note: Document, *words: str) -> int:
    """Somebody of the cast adds paragraphs at the end."""
    update = update_of(*map(paragraph, words), after=note_updates(note.pk)[1])
    return write_note(actor=cast.actor(name), note=note, update=update)


def words_of(note: Document) -> str:
    """What a note says now, a line for each paragraph."""
    return plain(blocks_of(Text(note_updates(note.pk)[1]).root))
