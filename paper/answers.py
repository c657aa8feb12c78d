"""A file that was made on the spot, as an HTTP answer. Stored ones are answered by files/answers.py."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml",
    "zip": "application/zip",
}


def made_answer(content: bytes, name: str, *, is_shown: bool = False) -> HttpResponse:
    """To be kept under this name (whose ending says what it is), or `is_shown` in the browser first."""
    answer = HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]])
    kept = content_disposition_header(as_attachment=not is_shown, filename=name.replace("/", "-"))
    answer.headers["Content-Disposition"] = kept or "attachment"
    return answer
