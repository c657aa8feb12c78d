"""Pages of a note's history: who wrote when, how it stood, back to how it stood."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.notes import NoteVersionForm
from projects.models import NoteVersion
from projects.notes.html import as_html
from projects.views.notes import found_note

PAGE = 20
STRETCHES = 30


def found_version(request: HttpRequest, pk: int) -> NoteVersion:
    return get_object_or_404(permissions.note_versions_for(request.user).select_related("person"), pk=pk)


@login_required
@require_safe
def note_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions, the newest first, and who wrote when."""
    note = found_note(request, pk)
    context = {
        "note": note,
        "project": note.project,
        "page": Paginator(queries.note_versions(note), PAGE).get_page(request.GET.get("page")),
        "stretches": queries.note_stretches(note)[:STRETCHES],
        "form": NoteVersionForm() if permissions.can_keep_note_version(actor_of(request), note) else None,
    }
    return render(request, "projects/note_history.html", context)


@login_required
def keep_note_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep how it stands under a name."""
    note, actor = found_note(request, pk), actor_of(request)
    require(permissions.can_keep_note_version(actor, note))
    form = NoteVersionForm(request.POST or None)
    if apply_form(form, lambda given: actions.keep_note_version(actor=actor, note=note, **given)) is not None:
        return onward(request, _("Kept."), "projects:note_history", pk)
    return render(request, "projects/keep_note_version.html", {"form": form, "note": note, "project": note.project})


@login_required
@require_safe
def note_version(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stood."""
    version = found_version(request, pk)
    context = {
        "version": version,
        "note": version.document,
        "project": version.document.project,
        "text": mark_safe(as_html(queries.version_blocks(version))),  # noqa: S308  escaped there, word by word
        "can_restore": permissions.can_restore_note_version(actor_of(request), version),
    }
    return render(request, "projects/note_version.html", context)


@login_required
def restore_note_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, and make it say that again."""
    version, actor = found_version(request, pk), actor_of(request)
    require(permissions.can_restore_note_version(actor, version))
    if request.method == "POST":
        actions.restore_note_version(actor=actor, version=version)
        return onward(
            request,
            _("The note says again what it said then. What it said before is in its history."),
            "projects:note",
            version.document_id,
        )
    context = {"version": version, "note": version.document, "project": version.document.project}
    return render(request, "projects/restore_note_version.html", context)
