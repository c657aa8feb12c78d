"""Pages on which a room brings its past along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat import actions, permissions, queries
from chat.forms import ExportForm, SendersForm
from chat.models import HistoryImport, Room
from chat.queries.exports import known_senders, opened, preview
from chat.views.rooms import abilities
from journal.forms import apply_form
from organizations.actors import actor_of


@login_required
def import_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload an exported chat; nothing is written before its senders are named."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = ExportForm(request.POST or None, request.FILES or None)
    history = apply_form(form, lambda cleaned: keep_export(request, found, cleaned["source"]))
    if history is not None:
        return redirect("chat:start_history", pk=history.pk)
    context = {
        "form": form,
        "room_row": found,
        "can": abilities(request, found),
        "failed": [each for each in queries.failed_imports(request.user) if each.room_id == found.pk],
    }
    return render(request, "chat/import_history.html", context)


def keep_export(request: HttpRequest, room: Room, uploaded: UploadedFile[Any]) -> HistoryImport:
    source, filename = uploaded.read(), uploaded.name or ""
    seen = preview(opened(source, filename), room)
    return actions.import_history(actor=actor_of(request), room=room, source=source, filename=filename, preview=seen)


@login_required
def start_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at people and dates of an export, say who is who, and begin."""
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    if history.started_at is not None:
        return redirect("chat:history_progress", pk=pk)
    if not history.preview:  # it came before previews were kept: the file is chosen anew
        return redirect("chat:import_history", pk=history.room_id)
    form = SendersForm(
        request.POST or None,
        senders=history.preview["senders"],
        known=known_senders(history.room),
        people=list(queries.people_in(history.room)),
    )
    started = apply_form(
        form,
        lambda _cleaned: actions.start_history(actor=actor_of(request), history=history, people=form.mapping()) or True,
    )
    if started:
        return redirect("chat:history_progress", pk=pk)
    return render(request, "chat/start_history.html", {"form": form, "history": history, **shown_preview(history)})


def shown_preview(history: HistoryImport) -> dict[str, Any]:
    """The preview with times as times, for a template."""
    seen = history.preview
    examples = [{**each, "at": datetime.fromisoformat(each["at"])} for each in seen["examples"]]
    first, last = (datetime.fromisoformat(seen[name]) if seen[name] else None for name in ("first", "last"))
    return {**seen, "room_row": history.room, "examples": examples, "first": first, "last": last}


@login_required
@require_safe
def history_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is; the page asks for its fragment until it is finished."""
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    template = "chat/_history_progress.html" if request.headers.get("HX-Request") else "chat/history_progress.html"
    percent = round(100 * history.read / history.total) if history.total else 100
    return render(request, template, {"history": history, "room_row": history.room, "percent": percent})


@login_required
@require_POST
def restart_history(request: HttpRequest, pk: int) -> HttpResponse:
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    actions.restart_history(actor=actor_of(request), history=history)
    return redirect("chat:history_progress", pk=pk)


@login_required
@require_POST
def discard_history(request: HttpRequest, pk: int) -> HttpResponse:
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    actions.discard_history(actor=actor_of(request), history=history)
    notices.success(request, _("The import is discarded. Nothing of it stays in the room."))
    return redirect("chat:import_history", pk=history.room_id)
