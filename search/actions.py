"""The verbs by which things become findable, and stop being so."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from journal.actors import Actor
from journal.due import schedule
from journal.refusals import require
from journal.verbs import verb
from search import permissions
from search.models import SearchEntry
from search.things import THINGS

Kind = SearchEntry.Kind
KEPT = ["room", "message", "person", "organization", "has_file", "at", "text"]


@verb
def index_things(*, actor: Actor, kind: str, ids: Iterable[int]) -> None:
    """Write down how these things are found, as they stand now, messages with their files; at most a few hundred.

    What is gone, deleted or not shown yet is not found, and leaves no word behind. Again changes nothing.
    """
    require(permissions.can_index_things(actor))
    wanted = sorted(set(ids))
    replace(SearchEntry.objects.filter(kind=kind, object_id__in=wanted), THINGS[kind].entries(wanted))
    if kind == Kind.MESSAGE:
        replace(SearchEntry.objects.filter(kind=Kind.FILE, message__in=wanted), THINGS[Kind.FILE].entries(wanted))


def replace(standing: QuerySet[SearchEntry], entries: list[SearchEntry]) -> None:
    """These entries instead of those that stand; one of the same thing is changed in its place."""
    standing.exclude(object_id__in=[entry.object_id for entry in entries]).delete()
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=KEPT
    )


@verb
def rebuild_search(*, actor: Actor) -> None:
    """Have the worker write down anew how everything is found: after a restore, or for rows older than the journal."""
    require(permissions.can_rebuild_search(actor))
    schedule("fill_search", key="search.fill", kinds=[kind for kind, thing in THINGS.items() if thing.source], after=0)
