"""The pages and fragments of rooms and their talk."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat import actions, permissions, queries
from chat.forms import RetentionForm, RoomDetailsForm, RoomForm
from chat.models import Room
from chat.standing import Standing
from journal.forms import apply_form
from journal.queries import head
from organizations.actors import actor_of

MANY_UNREAD = 20  # as in frontend/rooms.ts
ON_A_PAGE = 24  # messages a room page brings along: a visit should cost 15 kB


def seq_asked(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else None


def day_asked(request: HttpRequest) -> date | None:
    """`?day=2026-11-22`; None for anything else, and for days no message can be of."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def first_unread(told: dict[str, Any]) -> int | None:
    """The seq at which a room opens after a long absence; None where the newest messages show what is unread too."""
    return told["read_seq"] + 1 if told["seq"] - told["read_seq"] > MANY_UNREAD else None


@login_required
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """All the rooms of a person, none open."""
    return render(request, "chat/rooms.html", shown_rooms(request, None))


def shown_rooms(request: HttpRequest, room: Room | None) -> dict[str, Any]:
    user = request.user
    assert user.is_authenticated
    others = queries.other_rooms(user)
    return {
        "rooms": queries.joined_rooms(user),
        "others": [queries.other_facts(other) for other in others[:100]],
        "room": queries.room_for_person(actor_of(request), room) if room else None,
        "room_row": room,
        "can": abilities(request, room) if room else {},
        "followed": queries.followed_in_short(user),
    }


@login_required
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """One room with its newest messages, or those around `?around=<seq>` or on `?day=<date>`."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    around = seq_asked(request, "around")
    if day := day_asked(request):
        around = queries.first_seq_on(found, datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)))
    return render(request, "chat/rooms.html", shown_room(request, found, around))


def shown_room(request: HttpRequest, room: Room, around: int | None = None) -> dict[str, Any]:
    """The page of rooms with this one open, after a long absence at the first unread message."""
    reached = head(room.stream)
    context = shown_rooms(request, room)
    at = first_unread(context["room"]) if around is None else around
    shown = queries.window(room, queries.timeline(room, around=at, limit=ON_A_PAGE))
    return {**context, "messages": {**shown, "head": reached}, "around": around}


@login_required
@require_safe
def message(request: HttpRequest, pk: int, message_pk: int) -> HttpResponse:
    """The permalink of a message: its room, around it."""
    found = get_object_or_404(permissions.visible_messages(request.user), pk=message_pk, room=pk)
    if found.thread_id is not None:
        return redirect(f"/rooms/{pk}/threads/{found.thread_id}/?reply={found.thread_seq}")
    return redirect(f"/rooms/{pk}/?around={found.seq}")


def abilities(request: HttpRequest, room: Room) -> dict[str, bool]:
    """Which buttons to show; the verbs ask again."""
    actor = actor_of(request)
    stands = Standing(actor, room)
    return {
        "join": not stands.is_in and permissions.can_join_room(actor, room, stands),
        "leave": stands.is_in and permissions.can_leave_room(actor, room),
        "write": stands.writes,
        "moderate": stands.moderates,
        "update": permissions.can_update_room(actor, room, stands),
        "set_retention": permissions.can_set_retention(actor, room, stands),
        "close": permissions.can_close_room(actor, room, stands),
        "add_members": permissions.can_add_members(actor, room, stands),
        "import_history": permissions.can_import_history(actor, room, stands),
    }


@login_required
@require_safe
def header(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    context = {
        "room": queries.room_for_person(actor_of(request), found),
        "room_row": found,
        "can": abilities(request, found),
    }
    return render(request, "chat/_header.html", context)


@login_required
@require_safe
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """About the room, its organisations, and (first hundred) its people."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    context = {
        "room": queries.room_for_person(actor_of(request), found),
        "room_row": found,
        "people": queries.people_in(found)[:100],
        "organizations": queries.organizations_in(found),
        "can": abilities(request, found),
    }
    return render(request, "chat/_panel.html", context)


@login_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What a message said before."""
    found = get_object_or_404(permissions.visible_messages(request.user), pk=pk, deleted_at__isnull=True)
    return render(request, "chat/_versions.html", {"message": found, "versions": found.versions.all()})


@login_required
@require_safe
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has read what one wrote in a small room, and who has not."""
    found = get_object_or_404(permissions.visible_messages(request.user).select_related("room"), pk=pk)
    read, unread = queries.readers(actor_of(request), found)
    return render(request, "chat/readers.html", {"message": found, "read": read, "unread": unread})


@login_required
def create_room(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    form = RoomForm(request.POST or None, actor=actor_of(request))
    made = apply_form(form, lambda cleaned: actions.create_room(actor=actor_of(request), **cleaned))
    if made is not None:
        return redirect("chat:room", pk=made.pk)
    return render(request, "chat/create_room.html", {"form": form})


@login_required
def update_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = RoomDetailsForm(request.POST or None, initial={"name": found.name, "about": found.about})
    made = apply_form(form, lambda cleaned: actions.update_room(actor=actor_of(request), room=found, **cleaned))
    if made is not None:
        return redirect("chat:room", pk=pk)
    return render(request, "chat/update_room.html", {"form": form, "room_row": found, "can": abilities(request, found)})


@login_required
def set_retention(request: HttpRequest, pk: int) -> HttpResponse:
    """How long the room keeps its messages; the verb's objection is the question whether one means it."""
    found = get_object_or_404(permissions.moderated_rooms(request.user), pk=pk)
    form = RetentionForm(request.POST or None, days=found.retention_days)
    made = apply_form(form, lambda given: actions.set_retention(actor=actor_of(request), room=found, **given))
    if made is not None:
        notices.success(request, _("Saved."))
        return redirect("chat:room", pk=pk)
    asked = form.cleaned_data.get("days") if form.is_bound and form.non_field_errors() else None
    context = {"form": form, "room_row": found, "asked": asked, "words": form.non_field_errors()}
    return render(request, "chat/set_retention.html", context)


@login_required
@require_POST
def close_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    actions.close_room(actor=actor_of(request), room=found)
    notices.success(request, _("The room is closed. Its messages stay readable."))
    return redirect("chat:room", pk=pk)
