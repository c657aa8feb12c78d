"""Threads: one beside its room's talk, those of a room, those that a person follows."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from chat import permissions, queries
from chat.models import Thread
from chat.views.rooms import shown_room

PAGE = 50


@login_required
@require_safe
def thread(request: HttpRequest, pk: int, root_pk: int) -> HttpResponse:
    """A room with the thread of one of its messages open beside the talk; on a phone in its place."""
    begun = permissions.visible_messages(request.user).filter(thread__isnull=True)
    root = get_object_or_404(begun.select_related("room"), pk=root_pk, room=pk)
    return render(request, "chat/rooms.html", {**shown_room(request, root.room), "thread": root.pk})


@login_required
@require_safe
def threads(request: HttpRequest, pk: int) -> HttpResponse:
    """The threads of a room, the liveliest first."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    return render(request, "chat/threads.html", {"room_row": found, **listed(request, queries.room_threads(found))})


@login_required
@require_safe
def followed_threads(request: HttpRequest) -> HttpResponse:
    """The threads one follows, with what is unread."""
    assert request.user.is_authenticated
    return render(request, "chat/followed_threads.html", listed(request, queries.followed_threads(request.user)))


def listed(request: HttpRequest, found: QuerySet[Thread]) -> dict[str, object]:
    assert request.user.is_authenticated
    page = Paginator(queries.with_roots(found), PAGE).get_page(request.GET.get("page"))
    shown = zip(queries.listed_threads(request.user, page), page, strict=True)
    return {"page": page, "threads": [{**facts, "last": thread.last_at} for facts, thread in shown]}
