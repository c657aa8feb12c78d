"""A note taken along: as a DOCX to work on, as a PDF to hand on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from projects import queries
from projects.models import Document
from projects.notes.docx import as_docx
from projects.notes.paper import as_paper
from projects.typesetting import as_pdf
from projects.views.notes import found_note

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def note_docx(request: HttpRequest, pk: int) -> HttpResponse:
    note = found_note(request, pk)
    made = as_docx(note.title, line_of(note), queries.note_blocks(note))
    return taken(made, DOCX, f"{note.title}.docx")


@login_required
@require_safe
def note_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    note = found_note(request, pk)
    source = as_paper(note.title, line_of(note), queries.note_blocks(note), get_language() or "ar")
    return taken(as_pdf(source), "application/pdf", f"{note.title}.pdf")


def line_of(note: Document) -> str:
    """Under the title: whose note it is, and of which day this copy is."""
    return f"{note.project.title} · {note.project.code} · {date_format(timezone.localdate())}"


def taken(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name.replace("/", "-")) or "attachment"
    return answer
