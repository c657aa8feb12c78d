"""Who reads a note that several write together, and who writes in it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Document, NoteComment, NoteVersion, Project
from projects.permissions.seen import can_work, projects_for


def notes_for(user: Any) -> QuerySet[Document]:
    """The notes of the projects somebody sees; deleted ones are gone."""
    return Document.objects.filter(
        kind=Document.Kind.NOTE, deleted_at__isnull=True, project__in=projects_for(user)
    ).select_related("project")


def note_versions_for(user: Any) -> QuerySet[NoteVersion]:
    return NoteVersion.objects.filter(document__in=notes_for(user)).select_related("document__project")


def note_comments_for(user: Any) -> QuerySet[NoteComment]:
    """What was said beside the words of notes; taken back ones are gone."""
    return NoteComment.objects.filter(document__in=notes_for(user), deleted_at__isnull=True).select_related(
        "document__project", "author"
    )


def can_create_note(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_write_note(actor: Actor, note: Document) -> bool:
    """Whoever works in the project, while the note stands."""
    return note.kind == Document.Kind.NOTE and note.deleted_at is None and can_work(actor, note.project)


def can_rename_note(actor: Actor, note: Document) -> bool:
    return can_write_note(actor, note)


def can_keep_note_version(actor: Actor, note: Document) -> bool:
    return can_write_note(actor, note)


def can_restore_note_version(actor: Actor, version: NoteVersion) -> bool:
    return can_write_note(actor, version.document)


def can_comment_note(actor: Actor, note: Document) -> bool:
    return can_write_note(actor, note)


def can_resolve_note_comment(actor: Actor, comment: NoteComment) -> bool:
    """A remark is settled by whoever writes there; answers are settled with what they answer."""
    return comment.answers_id is None and comment.deleted_at is None and can_write_note(actor, comment.document)


def can_delete_note_comment(actor: Actor, comment: NoteComment) -> bool:
    """One's own."""
    mine = comment.author_id == actor.person_id and comment.deleted_at is None
    return mine and can_write_note(actor, comment.document)
