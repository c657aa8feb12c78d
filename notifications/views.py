"""The pages of what one hears of."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from chat.actions import set_level
from chat.models import RoomMembership
from journal.actors import Actor
from journal.forms import apply_form
from journal.ids import id_of
from notifications import actions, queries
from notifications.forms import PreferencesForm
from notifications.mailing import person_of_token
from notifications.models import Preferences
from notifications.pushing import public_key
from organizations.actors import actor_of

ON_A_PAGE = 50


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What one is to hear of, grouped by room, the newest first; `?before=<id>` goes on to older ones."""
    user = actor_of(request).user
    rows = queries.newest(user, ON_A_PAGE + 1, id_of(request.GET.get("before", "")))
    page = rows[:ON_A_PAGE]
    context = {
        "groups": grouped(queries.listed(user, sorted(page, key=lambda row: row.at, reverse=True))),
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


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """What one hears of, and how: all of it on one page, kept by one save."""
    actor = actor_of(request)
    form = PreferencesForm(request.POST or None, instance=queries.preferences_of(actor.user))
    rooms = queries.rooms_with_levels(actor.user)
    if apply_form(form, lambda given: keep(request, actor, given, rooms)) is not None:
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    context = {
        "form": form,
        "rooms": rooms,
        "levels": RoomMembership.Level.choices,
        "push_key": public_key(settings.VAPID_KEY),
        "paused_until": queries.paused_until(actor.user),
        "address": queries.mail_address(actor.user),
    }
    return render(request, "notifications/preferences.html", context)


def keep(request: HttpRequest, actor: Actor, given: dict[str, Any], rooms: list[dict[str, Any]]) -> Preferences:
    """The preferences, and the levels of those rooms where another one was chosen."""
    kept = actions.update_preferences(actor=actor, **given)
    for room in rooms:
        wanted = request.POST.get(f"level-{room['id']}", room["level"])
        if wanted != room["level"]:
            set_level(actor=actor, room=room["row"], level=wanted)
    return kept


@csrf_exempt  # a service worker has no token; JSON and the session's cookie come from no other site
@require_POST
def renew_push(request: HttpRequest) -> HttpResponse:
    """The browser changed its address for pushes by itself: the one known here gives way to the new one."""
    if not request.user.is_authenticated or request.content_type != "application/json":
        return HttpResponse(status=403)
    try:
        given = json.loads(request.body)
        old, fresh = str(given["old"]), given["subscription"]
        keys = {"p256dh": str(fresh["keys"]["p256dh"]), "auth": str(fresh["keys"]["auth"])}
        renew(request, old, str(fresh["endpoint"]), keys)
    except (ValueError, KeyError, TypeError, ValidationError):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


def renew(request: HttpRequest, old: str, endpoint: str, keys: dict[str, str]) -> None:
    actor, session_key = actor_of(request), request.session.session_key or ""
    actions.subscribe_push(actor=actor, endpoint=endpoint, session_key=session_key, **keys)
    actions.unsubscribe_push(actor=actor, endpoint=old)


@csrf_exempt  # mail programs press the button (RFC 8058); the signature in the address is the proof
@require_http_methods(["GET", "POST"])
def unsubscribe_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The way out at the foot of every mail, without signing in."""
    person = get_object_or_404(User, pk=person_of_token(token), is_active=True)
    if request.method == "POST":
        actions.update_preferences(actor=Actor(person), mail=Preferences.Mail.NONE)
    return render(request, "notifications/unsubscribe_mail.html", {"is_done": request.method == "POST"})
