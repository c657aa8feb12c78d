"""A finished copy as an HTTP answer. Who may have it, the caller has asked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header

from archives.models import Archive
from files.answers import content_answer


def archive_answer(request: HttpRequest, found: Archive) -> HttpResponseBase:
    if not found.file:
        raise Http404
    answer = content_answer(request, found.file, found.size, f"a{found.pk}")
    answer.headers["Content-Type"] = "application/zip"
    name = f"multaqa-{found.room_id or 'mine'}-{found.asked_at:%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
