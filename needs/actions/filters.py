"""Keeping a search of the board, following what it finds, and letting it go."""

from __future__ import annotations

from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from needs.models import SavedFilter
from needs.permissions.filters import can_delete_filter, can_follow_filter, can_save_filter

MOST = 30
LONGEST_NAME, LONGEST_QUERY = 60, 400


@verb
def save_filter(*, actor: Actor, name: str, query: str) -> SavedFilter:
    """Keep what the board's address asks under a name. The same question again gets the new name.

    ValidationError `required`, `too_long`; Conflict `too_many_filters` beyond thirty.
    """
    require(can_save_filter(actor))
    name = defuse_name(name)
    for field, value, longest in (("name", name, LONGEST_NAME), ("query", query, LONGEST_QUERY)):
        if not value:
            raise invalid(_("Fill this in."), code="required", field=field)
        if len(value) > longest:
            raise invalid(_("Say it with fewer letters."), code="too_long", field=field)
    own = SavedFilter.objects.filter(person=actor.user)
    if own.exclude(query=query).count() >= MOST:
        raise Conflict(_("Thirty searches are kept already. Delete one of them first."), code="too_many_filters")
    saved, _is_new = SavedFilter.objects.update_or_create(person=actor.user, query=query, defaults={"name": name})
    record("filter_saved", stream=f"user.{actor.user.pk}", actor=actor, subject=saved, kind="saved_filter")
    return saved


@verb
def follow_filter(*, actor: Actor, saved: SavedFilter, is_followed: bool) -> SavedFilter:
    """Hear of every need that is put on the board and that this search finds; or no longer. Saying it twice changes
    nothing.
    """
    require(can_follow_filter(actor, saved))
    if saved.is_followed != is_followed:
        saved.is_followed = is_followed
        saved.save(update_fields=["is_followed"])
        record("filter_followed", stream=f"user.{actor.user.pk}", actor=actor, subject=saved, kind="saved_filter")
    return saved


@verb
def delete_filter(*, actor: Actor, saved: SavedFilter) -> None:
    """Let a kept search go; what it found stays."""
    require(can_delete_filter(actor, saved))
    record("filter_deleted", stream=f"user.{actor.user.pk}", actor=actor, subject=saved, kind="saved_filter")
    SavedFilter.objects.filter(pk=saved.pk).delete()
