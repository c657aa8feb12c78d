"""The page that carries a message on into other rooms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chat import actions, queries
from chat.forms import ForwardForm
from chat.views.marks import standing_message
from journal.forms import apply_form
from organizations.actors import actor_of


@login_required
def forward_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into which rooms, and forward."""
    found = standing_message(request, pk)
    form = ForwardForm(request.POST or None, choices=queries.writable_rooms(actor_of(request)))
    made = apply_form(form, lambda given: actions.forward_message(actor=actor_of(request), message=found, **given))
    if made is not None:
        return redirect("chat:message", pk=made[0].room_id, message_pk=made[0].pk)
    return render(request, "chat/forward_message.html", {"form": form, "message": found, "room_row": found.room})
