"""Notes as the socket, the pages and the API read them."""

from __future__ import annotations

from collections.abc import Iterable

from projects.models import Document, NoteUpdate


def note_updates(pk: int, after: int = 0) -> tuple[int, list[bytes]]:
    """The number of a note's newest stored update, and what was stored after another number, in order.

    One statement: a compaction that happens meanwhile is seen wholly or not at all. Where it passed `after`, what comes
    first holds everything from the beginning.
    """
    rows = NoteUpdate.objects.filter(document=pk, number__gt=after).order_by("number").values_list("number", "update")
    found = [(number, bytes(update)) for number, update in rows]
    return (found[-1][0] if found else after), [update for _, update in found]


def note_heads(pks: Iterable[int]) -> dict[int, int]:
    """{note: the number of its newest stored update}."""
    return dict(Document.objects.filter(pk__in=list(pks)).values_list("pk", "written"))
