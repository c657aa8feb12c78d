"""What is said beside the words of a note; the page of the note fetches it as a fragment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form
from journal.ids import id_of
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions
from projects.forms.notes import NoteCommentForm
from projects.models import NoteComment
from projects.views.note_remarks import remarks
from projects.views.notes import found_note


def found_comment(request: HttpRequest, pk: int) -> NoteComment:
    return get_object_or_404(permissions.note_comments_for(request.user), pk=pk)


@login_required
@require_safe
def note_comments(request: HttpRequest, pk: int) -> HttpResponse:
    note = found_note(request, pk)
    return render(request, "projects/_note_comments.html", remarks(request, note))


@login_required
def comment_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about the whole of it, or in answer (`answers`)."""
    note, actor = found_note(request, pk), actor_of(request)
    require(permissions.can_comment_note(actor, note))
    form = NoteCommentForm(request.POST or None)
    answers = request.POST.get("answers", "")
    first = get_object_or_404(permissions.note_comments_for(request.user), pk=id_of(answers)) if answers else None
    if apply_form(form, lambda given: actions.comment_note(actor=actor, note=note, answers=first, **given)) is not None:
        return redirect("projects:note", pk)
    return render(request, "projects/comment_note.html", {"form": form, "note": note, "answers": first})


@login_required
@require_POST
def resolve_note_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = found_comment(request, pk)
    is_resolved = request.POST.get("is_resolved") != "no"
    actions.resolve_note_comment(actor=actor_of(request), comment=comment, is_resolved=is_resolved)
    return redirect("projects:note", comment.document_id)


@login_required
@require_POST
def delete_note_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = found_comment(request, pk)
    actions.delete_note_comment(actor=actor_of(request), comment=comment)
    return redirect("projects:note", comment.document_id)
