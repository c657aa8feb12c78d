"""The files beside a task: put there, taken away, and shown to whoever sees the task."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from files.answers import file_answer, preview_answer
from files.models import StoredFile
from projects import permissions


@login_required
@require_safe
def task_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    return file_answer(request, held_file(request, pk, file_pk))


@login_required
@require_safe
def task_file_preview(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    return preview_answer(request, held_file(request, pk, file_pk))


def held_file(request: HttpRequest, pk: int, file_pk: int) -> StoredFile:
    seen = permissions.task_files_for(request.user).select_related("file")
    return get_object_or_404(seen, pk=file_pk, task=pk).file
