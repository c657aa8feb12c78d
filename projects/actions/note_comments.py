"""The verbs of what is said beside the words of a note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns
from projects import permissions
from projects.actions.notes import as_it_stands
from projects.models import Document, NoteComment
from projects.notes.texts import ROOT

PARTS = frozenset({"type", "tname", "item", "assoc"})  # of a relative position in JSON
LARGEST = 2**53
Place = dict[str, Any] | None


@verb
def comment_note(
    *,
    actor: Actor,
    note: Document,
    client_id: UUID,
    body: str,
    start: Place = None,
    end: Place = None,
    quote: str = "",
    answers: NoteComment | None = None,
) -> NoteComment:
    """Say something about a note, about some of its words (from `start` to `end`, Yjs's relative positions in JSON;
    `quote` are the words), or in answer to what was said.

    A repeated `client_id` gives the same comment, or Conflict `client_id_reused`. ValidationError by field.
    """
    note = as_it_stands(note)
    require(permissions.can_comment_note(actor, note))
    body = defuse(body).strip()
    if first := NoteComment.objects.filter(author=actor.user, client_id=client_id).first():
        demand_repeat((first.document_id, first.body) == (note.pk, body))
        return first
    comment = NoteComment(document=note, author=actor.user, organization=actor.organization, client_id=client_id)
    comment.body, comment.quote = body, defuse_name(quote)[:300]
    comment.start, comment.end = checked_place(start), checked_place(end)
    comment.answers = checked_answers(note, answers)
    check_columns(comment, ["body"])
    comment.save()
    record("note_commented", stream=note.project.stream, actor=actor, subject=comment, kind="note_comment")
    return comment


@verb
def resolve_note_comment(*, actor: Actor, comment: NoteComment, is_resolved: bool = True) -> NoteComment:
    """Say that it is settled, or not settled after all. Saying the same again changes nothing."""
    require(permissions.can_resolve_note_comment(actor, comment))
    mark = {"resolved_at": timezone.now(), "resolved_by": actor.user}
    changed = NoteComment.objects.filter(pk=comment.pk, resolved_at__isnull=is_resolved).update(
        **(mark if is_resolved else {"resolved_at": None, "resolved_by": None})
    )
    comment.refresh_from_db()
    if changed:
        event = "note_comment_resolved" if is_resolved else "note_comment_reopened"
        record(event, stream=comment.document.project.stream, actor=actor, subject=comment, kind="note_comment")
    return comment


@verb
def delete_note_comment(*, actor: Actor, comment: NoteComment) -> NoteComment:
    """Take back one's own. What others answered stays, under words that say so."""
    require(permissions.can_delete_note_comment(actor, comment))
    NoteComment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now())
    stream = comment.document.project.stream
    record("note_comment_deleted", stream=stream, actor=actor, subject=comment, kind="note_comment")
    return comment


def checked_place(place: Place) -> Place:
    """A relative position as Yjs writes it: the shape alone, what it points at only an editor knows."""
    if place is not None and not (set(place) <= PARTS and all(map(is_part, place.values()))):
        raise invalid(_("This is no place in the note."), code="invalid_place", field="start")
    return place


def is_part(value: Any) -> bool:
    """A number, the name of the text, nothing, or who wrote an item and as which."""
    if isinstance(value, dict):
        return set(value) <= {"client", "clock"} and all(map(is_number, value.values()))
    return value in (None, ROOT) or is_number(value)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST < value < LARGEST


def checked_answers(note: Document, answers: NoteComment | None) -> NoteComment | None:
    """An answer to an answer stands beside it: talk about a word has one level."""
    first = answers.answers if answers is not None and answers.answers_id is not None else answers
    if first is not None and (first.document_id != note.pk or first.deleted_at is not None):
        raise invalid(_("What you answer is not there any more."), code="invalid_answers", field="answers")
    return first
