"""Pages of notes that several people write together."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.notes import NoteForm, NoteTitleForm
from projects.models import Document
from projects.notes.html import as_html
from projects.views.note_remarks import remarks
from projects.views.projects import seen, shell


def found_note(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(permissions.notes_for(request.user), pk=pk)


@login_required
@require_safe
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The note to read, which becomes the one to write as soon as its script is there."""
    row, actor = found_note(request, pk), actor_of(request)
    writes = permissions.can_write_note(actor, row)
    if request.method == "GET" and not queries.has_read(actor.user, row, row.written):
        actions.read_document(actor=actor, document=row)
    context = {
        "head": head(row.project.stream),  # before the comments are read
        **remarks(request, row),
        "note": row,
        "readings": queries.readings_of(row),
        "project": row.project,
        "writes": writes,
        "text": mark_safe(as_html(queries.note_blocks(row))),  # noqa: S308  escaped there, word by word
        "given_note": {"id": row.pk, "writes": writes, "organization": actor.organization_id},
    }
    return render(request, "projects/note.html", context)


@login_required
def create_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a note in a project."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_note(actor, row))
    form = NoteForm(request.POST or None, project=row, initial={"folder": request.GET.get("folder")})
    if made := apply_form(form, lambda given: actions.create_note(actor=actor, project=row, **given)):
        return redirect("projects:note", made.pk)
    return render(request, "projects/create_note.html", {**shell(request, row, "documents"), "form": form})


@login_required
def rename_note(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_note(request, pk), actor_of(request)
    require(permissions.can_rename_note(actor, row))
    form = NoteTitleForm(request.POST or None, initial={"title": row.title})
    if apply_form(form, lambda given: actions.rename_note(actor=actor, note=row, **given)) is not None:
        return onward(request, _("Saved."), "projects:note", pk)
    return render(request, "projects/rename_note.html", {"form": form, "note": row, "project": row.project})
