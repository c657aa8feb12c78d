"""The files of a room's messages, for those who may see the messages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from chat import permissions, queries
from files.answers import file_answer, preview_answer
from files.models import StoredFile

ON_A_PAGE = 48


@login_required
@require_safe
def room_files(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of a room, the newest first; `?kind=image` and its like."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in StoredFile.Kind.values else ""
    page = Paginator(queries.room_files(found, kind), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "room_row": found, "kind": kind, "kinds": StoredFile.Kind.choices}
    return render(request, "chat/room_files.html", context | {"query": f"kind={kind}" if kind else ""})


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponseBase:
    """The file itself; `?download` to save it."""
    return file_answer(request, attached(request, pk, attachment_pk))


@login_required
@require_safe
def attachment_preview(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponseBase:
    """Its small picture."""
    return preview_answer(request, attached(request, pk, attachment_pk))


def attached(request: HttpRequest, room_pk: int, attachment_pk: int) -> StoredFile:
    seen = permissions.attachments_for(request.user).select_related("file")
    return get_object_or_404(seen, pk=attachment_pk, message__room=room_pk).file
