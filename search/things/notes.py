"""Notes written together, by their titles and their words as they were put together last."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.excerpts import excerpt
from arabic.initials import initials
from arabic.terms import searched
from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Document
from projects.permissions import notes_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    standing = Document.objects.filter(pk__in=ids, kind=Document.Kind.NOTE, deleted_at__isnull=True)
    return [
        SearchEntry(
            kind=SearchEntry.Kind.NOTE,
            object_id=row.pk,
            person_id=row.author_id,
            organization_id=row.organization_id,
            at=row.changed_at,
            text=searched(f"{row.title} {row.text}"),
        )
        for row in standing
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=notes_for(user).values("pk"))


def shown(user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = notes_for(user).filter(pk__in=ids).select_related("project", "organization__governorate")
    return {row.pk: note_shown(row, wanted) for row in rows}


def note_shown(row: Document, wanted: list[str]) -> Facts:
    """The words around what was asked, or the title where that alone was hit."""
    in_text = bool(wanted) and any(piece.is_hit for piece in excerpt(row.text, wanted))
    found = row.text if in_text else row.title
    return {
        "href": f"/notes/{row.pk}/",
        "title": row.title,
        "mark": initials(row.title),
        "person": None,
        "organization": organization_mark(row.organization) if row.organization else None,
        "room": None,
        "seq": None,
        "at": row.changed_at,
        "moment": stamp(row.changed_at),
        "detail": row.project.title,
        "is_beside": in_text,
        **with_pieces(excerpt(found, wanted), found),
    }


THING = Thing(entries, seen, shown, Document)
