"""What pages of any body share: its head, whether it is a forum or a committee."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from coordination import queries
from coordination.models import Forum
from coordination.permissions import forums_for
from coordination.views import forums
from meetings.models import Body
from meetings.permissions import bodies_for, held_by
from organizations.actors import actor_of


def seen_body(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(bodies_for(request.user).select_related("organization"), pk=pk)


def body_shell(request: HttpRequest, body: Body, here: str) -> dict[str, Any]:
    """For templates/coordination/_body_head.html."""
    forum: Forum | None = queries.listed_forums(forums_for(request.user).filter(body=body)).first()
    if forum is not None:
        return forums.shell(request, forum, here)
    held, stands = held_by(actor_of(request), body), body.closed_at is None
    return {
        "forum": None,
        "body": body,
        "here": here,
        "is_inside": "see_body" in held,
        "can_chair": stands and "chair_body" in held,
        "can_lead": "lead_body" in held,
    }
