"""Notes as the socket, the pages and the API read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from journal.stamps import stamp
from projects.models import Document, NoteComment, NoteUpdate
from projects.notes.blocks import Block, blocks_of
from projects.notes.texts import Text

Facts = dict[str, Any]


def note_updates(pk: int, after: int = 0) -> tuple[int, list[bytes]]:
    """The number of a note's newest stored update, and what was stored after another number, in order.

    One statement: a compaction that happens meanwhile is seen wholly or not at all. Where it passed `after`, what comes
    first holds everything from the beginning.
    """
    rows = NoteUpdate.objects.filter(document=pk, number__gt=after).order_by("number").values_list("number", "update")
    found = [(number, bytes(update)) for number, update in rows]
    return (found[-1][0] if found else after), [update for _, update in found]


def note_blocks(row: Document) -> list[Block]:
    """What a note says now."""
    return blocks_of(Text(note_updates(row.pk)[1]).root)


def note_heads(pks: Iterable[int]) -> dict[int, int]:
    """{note: the number of its newest stored update}."""
    return dict(Document.objects.filter(pk__in=list(pks)).values_list("pk", "written"))


# What the journal is told ---------------------------------------------------------------------------------------------
def notes(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: note_facts(row) for row in Document.objects.filter(pk__in=ids, kind=Document.Kind.NOTE)}


def note_facts(row: Document) -> Facts:
    """What everybody of its project may know of it; its words are read from the note itself."""
    if row.deleted_at is not None:
        return {"id": row.pk, "project": row.project_id, "deleted": True}
    return {
        "id": row.pk,
        "project": row.project_id,
        "folder": row.folder_id,
        "title": row.title,
        "author": row.author_id,
        "organization": row.organization_id,
        "created_at": stamp(row.created_at),
        "changed_at": stamp(row.changed_at),
    }


def comments(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: comment_facts(row) for row in NoteComment.objects.filter(pk__in=ids).select_related("author")}


def comment_facts(row: NoteComment) -> Facts:
    """A remark on some words of a note: `start` and `end` are relative positions in Yjs's JSON."""
    if row.deleted_at is not None:
        return {"id": row.pk, "note": row.document_id, "deleted": True}
    return {
        "id": row.pk,
        "note": row.document_id,
        "answers": row.answers_id,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "body": row.body,
        "author": row.author_id,
        "author_name": str(row.author),
        "organization": row.organization_id,
        "created_at": stamp(row.created_at),
        "resolved_at": stamp(row.resolved_at),
    }


KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {"note": notes, "note_comment": comments}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} of notes and of what is remarked on them."""
    return KINDS[kind](ids)
