"""Notes as the socket, the pages and the API read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from journal.stamps import stamp
from projects.models import Document, NoteComment, NoteStretch, NoteUpdate, NoteVersion
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


def version_blocks(version: NoteVersion) -> list[Block]:
    """What a note said then."""
    return blocks_of(Text([bytes(version.state)]).root)


def note_versions(row: Document) -> QuerySet[NoteVersion]:
    """How the note stood at times, the newest first, without the texts themselves."""
    return row.kept.select_related("person", "organization").defer("state").order_by("-pk")


def note_stretches(row: Document) -> QuerySet[NoteStretch]:
    """Who wrote when, the newest first."""
    return row.stretches.select_related("person", "organization").order_by("-ended_at", "-pk")


def note_remarks(row: Document) -> list[NoteComment]:
    """What is said beside its words, the oldest first, each with `shown_replies`; settled ones last. Of what was taken
    back only what others answered stays.
    """
    rows = list(row.remarks.select_related("author", "organization").order_by("pk"))
    replies: dict[int, list[NoteComment]] = {}
    for each in rows:
        if each.answers_id is not None and each.deleted_at is None:
            replies.setdefault(each.answers_id, []).append(each)
    firsts = [each for each in rows if each.answers_id is None and (each.deleted_at is None or each.pk in replies)]
    for each in firsts:
        each.shown_replies = replies.get(each.pk, [])  # type: ignore[attr-defined]
    return sorted(firsts, key=lambda each: each.resolved_at is not None)


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
    return {row.pk: remark_facts(row) for row in NoteComment.objects.filter(pk__in=ids).select_related("author")}


def remark_facts(row: NoteComment) -> Facts:
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


def version_facts(row: NoteVersion) -> Facts:
    """A version as programs read it; one without a person was kept by the clock."""
    return {
        "id": row.pk,
        "note": row.document_id,
        "title": row.title,
        "person": row.person_id,
        "organization": row.organization_id,
        "at": stamp(row.at),
    }


KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {"note": notes, "note_comment": comments}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} of notes and of what is remarked on them."""
    return KINDS[kind](ids)
