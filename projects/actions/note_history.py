"""The verbs of a note's history: keep how it stands under a name, make an older text the newest again."""

from __future__ import annotations

from uuid import UUID

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, require
from journal.verbs import verb
from organizations.columns import check_columns
from projects import permissions
from projects.actions.notes import as_it_stands, write_note
from projects.models import Document, NoteVersion
from projects.notes.restoring import restored
from projects.notes.texts import Text
from projects.queries import note_updates


@verb
def keep_note_version(*, actor: Actor, note: Document, client_id: UUID, title: str) -> NoteVersion:
    """Keep how the note stands now, under a name.

    A repeated `client_id` gives the same version, or Conflict `client_id_reused`. ValidationError by field.
    """
    note = as_it_stands(note)
    require(permissions.can_keep_note_version(actor, note))
    if first := NoteVersion.objects.filter(document=note, client_id=client_id).first():
        demand_repeat((first.title, first.person_id) == (defuse_name(title), actor.person_id))
        return first
    version = version_of(actor, note, Text(note_updates(note.pk)[1]).missed())
    version.title, version.client_id = defuse_name(title), client_id
    check_columns(version, ["title"])
    version.save()
    record("note_version_kept", stream=note.project.stream, actor=actor, subject=note, kind="note", version=version.pk)
    return version


@verb
def restore_note_version(*, actor: Actor, version: NoteVersion) -> Document:
    """Make the note say what it said then. What it says now is kept as a version; whoever writes in it at this moment
    sees it change, and what they write meanwhile is merged into it.
    """
    note = as_it_stands(version.document)
    require(permissions.can_restore_note_version(actor, version))
    now = Text(note_updates(note.pk)[1])
    version_of(actor, note, now.missed()).save()
    for update in restored(now, bytes(version.state)):
        write_note(actor=actor, note=note, update=update)
    record("note_restored", stream=note.project.stream, actor=actor, subject=note, kind="note", version=version.pk)
    return note


def version_of(actor: Actor, note: Document, state: bytes) -> NoteVersion:
    return NoteVersion(document=note, state=state, person=actor.user, organization=actor.organization)
