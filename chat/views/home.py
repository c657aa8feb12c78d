"""The first page: what waits for a person; signed out, what this is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from chat import queries
from organizations.actors import actor_of
from organizations.models import Application
from organizations.permissions import applications_for, running_memberships
from organizations.queries import resets_of

READ_IN_LIST = 8
ARRIVAL = timedelta(minutes=1)  # within which the worker has opened a new person's rooms


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a person; signed out, what this is."""
    if not request.user.is_authenticated:
        return render(request, "chat/landing.html")
    joined = queries.joined_rooms(request.user)
    waiting = [
        {**room, "unread": room["seq"] - room["read_seq"]}
        for room in joined
        if room["seq"] > room["read_seq"] and not room["is_muted"]
    ]
    memberships = list(running_memberships(request.user))
    context = {
        "rooms": sorted(waiting, key=lambda room: -room["mentions"])[:READ_IN_LIST],
        "unread": sum(room["unread"] for room in waiting),
        "mentions": sum(room["mentions"] for room in joined),
        "to_unread": f"/rooms/{waiting[0]['id']}/" if waiting else reverse("chat:rooms"),
        "to_mention": to_mention(request.user, joined),
        "joined": len(joined),
        "joined_rooms": joined,  # a first visit begins here: the list of rooms need not be asked for
        "greeting": greeting(),
        "organization": actor_of(request).organization,
        "memberships": memberships,
        "is_arriving": not joined and any(timezone.now() - each.started_at < ARRIVAL for each in memberships),
        "applications": applications_for(request.user).filter(state=Application.State.WAITING).count(),
        "announcements": list(queries.announcements_waiting(actor_of(request))[:5]),
        "reports": queries.open_reports(request.user).count(),
        "failed": queries.failed_imports(request.user),
        "resets": resets_of(request.user).filter(event="password_reset")[:1],
    }
    return render(request, "chat/home.html", context)


def to_mention(user: User, joined: list[dict[str, Any]]) -> str:
    """Where the first unread mention stands."""
    first = queries.first_mention(user) if any(room["mentions"] for room in joined) else None
    return f"/rooms/{first[0]}/?around={first[1]}" if first else reverse("chat:rooms")


def greeting() -> str:
    return _("Good morning") if 4 <= timezone.localtime().hour < 12 else _("Good evening")
