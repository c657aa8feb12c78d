"""Pages on which people take along what they may."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archives import actions, permissions
from archives.answers import archive_answer
from chat.permissions import rooms_for
from journal.refusals import Refused
from organizations.actors import actor_of


@login_required
@require_safe
def archives(request: HttpRequest) -> HttpResponse:
    """One's copies, and asking for one's own data."""
    return render(request, "archives/archives.html", {"archives": permissions.archives_for(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def ask_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of a room: what it holds, and asking for it."""
    room = get_object_or_404(rooms_for(request.user), pk=pk)
    actor = actor_of(request)
    if request.method == "POST":
        return redirect("archives:archive", pk=actions.ask_archive(actor=actor, room=room).pk)
    if not permissions.can_ask_archive(actor, room):
        raise Refused
    return render(request, "archives/ask_archive.html", {"room_row": room})


@login_required
@require_POST
def ask_own_archive(request: HttpRequest) -> HttpResponse:
    return redirect("archives:archive", pk=actions.ask_archive(actor=actor_of(request)).pk)


@login_required
@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a copy is; the page asks for its fragment until it is there."""
    found = get_object_or_404(permissions.archives_for(request.user), pk=pk)
    template = "archives/_archive.html" if request.headers.get("HX-Request") else "archives/archive.html"
    percent = round(100 * found.written / found.total) if found.total else 0
    return render(request, template, {"archive": found, "percent": percent})


@login_required
@require_safe
def download_archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, piece by piece, or a part of it for `Range`."""
    return archive_answer(request, get_object_or_404(permissions.archives_for(request.user), pk=pk))


@login_required
@require_POST
def forget_archive(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.archives_for(request.user), pk=pk)
    actions.forget_archive(actor=actor_of(request), archive=found)
    return redirect("archives:archives")
