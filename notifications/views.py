"""The pages of what one hears of."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from journal.ids import id_of
from notifications import actions, queries
from organizations.actors import actor_of

ON_A_PAGE = 50


@login_required
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """What one is to hear of, grouped by room, the newest first; `?before=<id>` goes on to older ones."""
    user = actor_of(request).user
    rows = queries.newest(user, ON_A_PAGE + 1, id_of(request.GET.get("before", "")))
    page = rows[:ON_A_PAGE]
    context = {
        "groups": grouped(queries.listed(user, page)),
        "newest": page[0].pk if page else 0,
        "older": page[-1].pk if len(rows) > ON_A_PAGE else None,
        "is_first": "before" not in request.GET,
    }
    return render(request, "notifications/notifications.html", context)


def grouped(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By room, in the order of each room's newest; what concerns no room stands together."""
    groups: dict[int | None, dict[str, Any]] = {}
    for notification in listed:
        room = notification["room"]
        group = groups.setdefault(room["id"] if room else None, {"room": room, "notifications": []})
        group["notifications"].append(notification)
    return list(groups.values())


@login_required
@require_POST
def read_notifications(request: HttpRequest) -> HttpResponse:
    """The button "all read": up to the newest that was shown."""
    up_to = id_of(request.POST.get("up_to", ""))
    if up_to is not None:
        actions.read_notifications(actor=actor_of(request), up_to=up_to)
    return redirect("notifications:notifications")
