"""The files beside a task: put there, taken away, and shown to whoever sees the task."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer, preview_answer
from files.examining import Examined, FileRefused, examine_bytes
from files.models import StoredFile
from journal.refusals import invalid
from organizations.actors import actor_of
from projects import actions, permissions
from projects.forms.pieces import brought_in_pieces
from projects.forms.tasks import FilesForm
from projects.models import TaskFile
from projects.views.small_forms import try_verb
from projects.views.tasks import own_task


@login_required
@require_POST
def attach_files(request: HttpRequest, pk: int) -> HttpResponse:
    """What a form brings: large files by the numbers under which they came in pieces; others are looked at before the
    verb begins.
    """
    row, form = own_task(request, pk), FilesForm(request.POST, request.FILES)

    def act() -> object:
        if "pieces" in request.POST:
            files = brought_in_pieces(request.user, request.POST)
            return actions.attach_files(actor=actor_of(request), task=row, files=files)
        if not form.is_valid():
            raise invalid(" ".join(str(each) for each in form.errors["brought"]), code="no_files", field="files")
        examined = [examined_one(each) for each in form.cleaned_data["brought"]]
        return actions.attach_files(actor=actor_of(request), task=row, examined=examined)

    return try_verb(request, row.project, act, f"{resolve_url('projects:task', pk)}#files")


def examined_one(upload: UploadedFile[Any]) -> Examined:
    try:
        return examine_bytes(upload.read(), upload.name or "file")
    except FileRefused as no:
        words = _("“%(name)s” cannot be taken: it is not what its name says, or could do harm.")
        raise invalid(words % {"name": upload.name}, code=no.code, field="files") from None


@login_required
@require_POST
def detach_file(request: HttpRequest, pk: int) -> HttpResponse:
    rows = permissions.task_files_for(request.user).select_related("file", "task__project")
    held: TaskFile = get_object_or_404(rows, pk=pk)
    return try_verb(
        request,
        held.task.project,
        lambda: actions.detach_file(actor=actor_of(request), held=held),
        f"{resolve_url('projects:task', held.task_id)}#files",
    )


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
