"""Cards: what a link to a room, a message or a poll shows where somebody says it. Guarded as their pages are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from chat import permissions, queries
from organizations.actors import actor_of


@require_safe
def room_card(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    return render(request, "chat/room_card.html", {"room": found})


@require_safe
def message_card(request: HttpRequest, pk: int, message_pk: int) -> HttpResponse:
    seen = permissions.visible_messages(request.user).filter(deleted_at__isnull=True)
    found = get_object_or_404(queries.with_people(seen).select_related("room"), pk=message_pk, room=pk)
    return render(request, "chat/message_card.html", {"message": found})


@require_safe
def poll_card(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        raise Http404
    found = get_object_or_404(queries.seen_polls(actor_of(request)), pk=pk)
    context = {"poll_row": found, "poll": queries.poll_facts(found), "shares": queries.shares(found)}
    return render(request, "chat/poll_card.html", context)
