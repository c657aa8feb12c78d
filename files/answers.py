"""A stored file as an HTTP answer that runs in nobody's browser. Who may have it, the caller has asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from files.models import StoredFile

# What a browser may show or play by itself; it is never told any other type of what somebody sent.
SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}
SHOWN |= {"audio/ogg", "audio/webm", "audio/mp4", "audio/mpeg", "audio/aac", "audio/wav", "video/mp4", "video/webm"}
PIECE = 64 * 1024
KEPT_FOR = 60 * 60 * 24 * 30
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def file_answer(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The file itself: shown where that is safe and `?download` is not asked for; a part of it for `Range`."""
    is_shown = file.type in SHOWN and "download" not in request.GET
    answer = content_answer(request, file.content, file.size, file.sha256[:32])
    answer.headers["Content-Type"] = file.type if file.type in SHOWN else "application/octet-stream"
    disposition = content_disposition_header(as_attachment=not is_shown, filename=file.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


def preview_answer(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The small picture; Http404 where none was made."""
    if not file.preview:
        raise Http404
    answer = guarded(HttpResponse(path_of(file.preview).read_bytes(), content_type="image/webp"), f"p{file.pk}")
    answer.headers["Content-Disposition"] = "inline"
    return answer


def content_answer(request: HttpRequest, field: FieldFile, size: int, tag: str) -> HttpResponseBase:
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return guarded(HttpResponse(status=304), tag)
    wanted = wanted_range(request.headers.get("Range", ""), size)
    if wanted is None:
        answer: HttpResponseBase = StreamingHttpResponse(pieces(path_of(field), 0, size))
        answer.headers["Content-Length"] = str(size)
        return guarded(answer, tag)
    start, end = wanted
    if start >= size or end < start:
        return guarded(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), tag)
    answer = StreamingHttpResponse(pieces(path_of(field), start, end + 1), status=206)
    answer.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    answer.headers["Content-Length"] = str(end + 1 - start)
    return guarded(answer, tag)


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; None where the whole is wanted."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1


def path_of(field: FieldFile) -> Path:
    path = Path(field.path)
    if not path.is_file():
        raise Http404
    return path


def pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    """Opened when the first piece is asked for: an answer that nobody hears out leaves nothing open."""
    with path.open("rb") as content:
        content.seek(start)
        while start < end and (piece := content.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece


def guarded(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    """It runs nothing, frames nothing, is kept by this browser only, and there for this session only."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_FOR}"
    answer.headers["Vary"] = "Cookie, Authorization"
    answer.headers["ETag"] = f'"{tag}"'
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Encoding"] = "identity"  # else the middleware would pack it and lose its length
    return answer
