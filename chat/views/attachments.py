"""The files of a room's messages, for those who may see the messages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from chat import permissions
from files.answers import file_answer, preview_answer
from files.models import StoredFile


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
