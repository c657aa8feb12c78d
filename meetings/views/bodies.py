"""What pages of forums and committees share: the room of their body."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from meetings import actions, permissions
from organizations.actors import actor_of


@login_required
@require_POST
def enter_body_room(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = get_object_or_404(permissions.bodies_for(request.user), pk=pk), actor_of(request)
    if not permissions.can_enter_body_room(actor, row):
        raise PermissionDenied
    room = actions.enter_body_room(actor=actor, body=row)
    return redirect("chat:room", room.pk)
