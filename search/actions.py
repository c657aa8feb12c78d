"""The verbs by which things become findable, and stop being so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from accounts.models import User
from chat.markdown import plain_text
from chat.models import Attachment
from chat.permissions import shown_messages
from journal.actors import Actor
from journal.due import schedule
from journal.refusals import require
from journal.verbs import verb
from organizations.models import Organization
from search import permissions
from search.models import SearchEntry
from search.terms import searched

Kind = SearchEntry.Kind
KEPT = ["room", "message", "person", "organization", "has_file", "at", "text"]


@verb
def index_things(*, actor: Actor, kind: str, ids: Iterable[int]) -> None:
    """Write down how these messages, people or organisations are found, as they stand now; at most a few hundred.

    What is gone, deleted or not shown yet is not found, and leaves no word behind. Again changes nothing.
    """
    require(permissions.can_index_things(actor))
    wanted = sorted(set(ids))
    replace(SearchEntry.objects.filter(kind=kind, object_id__in=wanted), MAKERS[kind](wanted))
    if kind == Kind.MESSAGE:
        replace(SearchEntry.objects.filter(kind=Kind.FILE, message__in=wanted), entries_of_files(wanted))


def replace(standing: QuerySet[SearchEntry], entries: list[SearchEntry]) -> None:
    """These entries instead of those that stand; one of the same thing is changed in its place."""
    standing.exclude(object_id__in=[entry.object_id for entry in entries]).delete()
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=KEPT
    )


def entries_of_messages(ids: list[int]) -> list[SearchEntry]:
    """The rows are held until commit: an older version written after a newer one would stay."""
    rows = shown_messages().filter(pk__in=ids, deleted_at__isnull=True)
    held = rows.select_for_update(of=("self",), no_key=True).select_related("sender").order_by("pk")
    return [
        SearchEntry(
            kind=Kind.MESSAGE,
            object_id=row.pk,
            room_id=row.room_id,
            message_id=row.pk,
            person_id=row.author_id or (row.sender.person_id if row.sender else None),
            organization_id=row.organization_id,
            has_file=row.files_count > 0,
            at=row.written_at,
            text=searched(plain_text(row.body)),
        )
        for row in held
    ]


def entries_of_files(messages: list[int]) -> list[SearchEntry]:
    """The files beside these messages, by their names."""
    shown = shown_messages().filter(pk__in=messages, deleted_at__isnull=True, files_count__gt=0)
    rows = Attachment.objects.filter(message__in=shown).select_related("file", "message__sender")
    return [
        SearchEntry(
            kind=Kind.FILE,
            object_id=row.pk,
            room_id=row.message.room_id,
            message_id=row.message_id,
            person_id=row.message.author_id or (row.message.sender.person_id if row.message.sender else None),
            organization_id=row.message.organization_id,
            has_file=True,
            at=row.message.written_at,
            text=searched(row.file.name),
        )
        for row in rows
    ]


def entries_of_people(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=Kind.PERSON, object_id=row.pk, person_id=row.pk, at=row.date_joined, text=searched(row.display_name)
        )
        for row in User.objects.filter(pk__in=ids)
    ]


def entries_of_organizations(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=Kind.ORGANIZATION,
            object_id=row.pk,
            organization_id=row.pk,
            at=row.created_at,
            text=searched(f"{row.name_ar} {row.name_en} {row.acronym} {row.licence_number} {row.about}"),
        )
        for row in Organization.objects.filter(pk__in=ids)
    ]


MAKERS: dict[str, Callable[[list[int]], list[SearchEntry]]] = {
    Kind.MESSAGE: entries_of_messages,
    Kind.PERSON: entries_of_people,
    Kind.ORGANIZATION: entries_of_organizations,
}


@verb
def rebuild_search(*, actor: Actor) -> None:
    """Have the worker write down anew how everything is found: after a restore, or for rows older than the journal."""
    require(permissions.can_rebuild_search(actor))
    schedule("fill_search", key="search.fill", kinds=[Kind.ORGANIZATION, Kind.PERSON, Kind.MESSAGE], after=0)
