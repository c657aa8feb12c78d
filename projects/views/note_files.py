"""A note taken along: as a DOCX to work on, as a PDF to hand on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from paper.answers import made_answer
from paper.typesetting import as_pdf
from projects import queries
from projects.models import Document
from projects.notes.docx import as_docx
from projects.notes.paper import as_paper
from projects.views.notes import found_note


@login_required
@require_safe
def note_docx(request: HttpRequest, pk: int) -> HttpResponse:
    note = found_note(request, pk)
    made = as_docx(note.title, line_of(note), queries.note_blocks(note))
    return made_answer(made, f"{note.title}.docx")


@login_required
@require_safe
def note_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    note = found_note(request, pk)
    source = as_paper(note.title, line_of(note), queries.note_blocks(note), get_language() or "ar")
    return made_answer(as_pdf(source), f"{note.title}.pdf")


def line_of(note: Document) -> str:
    """Under the title: whose note it is, and of which day this copy is. Marks keep the day's number at its month where
    the code before it runs from left to right.
    """
    mark = "\u200f" if get_language_bidi() else ""
    return f" {mark}· {mark}".join([note.project.title, note.project.code, date_format(timezone.localdate())])
