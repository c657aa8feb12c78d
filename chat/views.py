"""Pages of rooms: fetch through rooms_for, call one verb or query, render."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.permissions import people_for
from chat import actions, permissions, queries
from chat.forms import ExportForm, PeopleForm, RoleForm, RoomDetailsForm, RoomForm, SendersForm
from chat.models import HistoryImport, Room
from chat.queries.exports import known_senders, opened, preview
from chat.standing import Standing
from journal.forms import apply_form
from journal.queries import head
from journal.refusals import Conflict
from organizations.actors import actor_of
from organizations.models import Application
from organizations.permissions import applications_for, running_memberships
from organizations.queries import resets_of

READ_IN_LIST = 8
ARRIVAL = timedelta(minutes=1)  # within which the worker has opened a new person's rooms
ON_A_PAGE = 24  # messages a room page brings along: a visit should cost 15 kB


@require_GET
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
        "greeting": greeting(),
        "organization": actor_of(request).organization,
        "memberships": memberships,
        "is_arriving": not joined and any(timezone.now() - each.started_at < ARRIVAL for each in memberships),
        "applications": applications_for(request.user).filter(state=Application.State.WAITING).count(),
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


@login_required
@require_GET
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
    }


@login_required
@require_GET
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """One room with its newest messages, or those around `?around=<seq>` or on `?day=<date>`."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    around = seq_asked(request, "around")
    if day := day_asked(request):
        around = queries.first_seq_on(found, datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)))
    reached = head(found.stream)
    shown = queries.window(found, queries.timeline(found, around=around, limit=ON_A_PAGE))
    context = {**shown_rooms(request, found), "messages": {**shown, "head": reached}, "around": around}
    return render(request, "chat/rooms.html", context)


@login_required
@require_GET
def message(request: HttpRequest, pk: int, message_pk: int) -> HttpResponse:
    """The permalink of a message: its room, around it."""
    found = get_object_or_404(permissions.visible_messages(request.user), pk=message_pk, room=pk)
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
        "close": permissions.can_close_room(actor, room, stands),
        "add_members": permissions.can_add_members(actor, room, stands),
        "import_history": permissions.can_import_history(actor, room, stands),
    }


@login_required
@require_GET
def header(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    context = {
        "room": queries.room_for_person(actor_of(request), found),
        "room_row": found,
        "can": abilities(request, found),
    }
    return render(request, "chat/_header.html", context)


@login_required
@require_GET
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
@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What a message said before."""
    found = get_object_or_404(permissions.visible_messages(request.user), pk=pk, deleted_at__isnull=True)
    return render(request, "chat/_versions.html", {"message": found, "versions": found.versions.all()})


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
@require_POST
def close_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    actions.close_room(actor=actor_of(request), room=found)
    notices.success(request, _("The room is closed. Its messages stay readable."))
    return redirect("chat:room", pk=pk)


@login_required
@require_POST
def join_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    actions.join_room(actor=actor_of(request), room=found)
    return redirect("chat:room", pk=pk)


@login_required
@require_POST
def leave_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    if not is_done(request, lambda: actions.leave_room(actor=actor_of(request), room=found)):
        return redirect("chat:members", pk=pk)
    notices.success(request, _("You left the room."))
    return redirect("chat:rooms")


def is_done(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a button says; where it contradicts what stands, say so above the next page."""
    try:
        act()
    except Conflict as conflict:
        notices.error(request, conflict.detail)
        return False
    return True


@login_required
@require_POST
def mute_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    actions.mute_room(actor=actor_of(request), room=found, is_muted=request.POST.get("is_muted") == "1")
    return redirect("chat:room", pk=pk)


@login_required
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in a room, with roles; moderators change them here."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    context = {
        "room_row": found,
        "people": queries.members_with_roles(found),
        "can": abilities(request, found),
        "form": PeopleForm(actor=actor_of(request), room=found),
        "roles": RoleForm.base_fields["role"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "chat/members.html", context)


@login_required
@require_POST
def add_members(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = PeopleForm(request.POST, actor=actor_of(request), room=found)
    if form.is_valid():
        actions.add_members(actor=actor_of(request), room=found, people=form.cleaned_data["people"])
    else:
        notices.error(request, _("Choose at least one person."))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def remove_member(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    person = get_object_or_404(queries.people_in(found), pk=person_pk)
    is_done(request, lambda: actions.remove_member(actor=actor_of(request), room=found, person=person))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def set_room_role(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    person = get_object_or_404(queries.people_in(found), pk=person_pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, actor = form.cleaned_data["role"], actor_of(request)
        is_done(request, lambda: actions.set_room_role(actor=actor, room=found, person=person, role=role))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def open_direct(request: HttpRequest, person_pk: int) -> HttpResponse:
    person: User = get_object_or_404(people_for(request.user), pk=person_pk)
    return redirect("chat:room", pk=actions.open_direct(actor=actor_of(request), person=person).pk)


@login_required
def import_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload an exported chat; nothing is written before its senders are named."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = ExportForm(request.POST or None, request.FILES or None)
    history = apply_form(form, lambda cleaned: keep_export(request, found, cleaned["source"]))
    if history is not None:
        return redirect("chat:start_history", pk=history.pk)
    context = {
        "form": form,
        "room_row": found,
        "can": abilities(request, found),
        "failed": queries.failed_imports(request.user).filter(room=found),
    }
    return render(request, "chat/import_history.html", context)


def keep_export(request: HttpRequest, room: Room, uploaded: UploadedFile[Any]) -> HistoryImport:
    source, filename = uploaded.read(), uploaded.name or ""
    seen = preview(opened(source, filename), room)
    return actions.import_history(actor=actor_of(request), room=room, source=source, filename=filename, preview=seen)


@login_required
def start_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at people and dates of an export, say who is who, and begin."""
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    if history.started_at is not None:
        return redirect("chat:history_progress", pk=pk)
    if not history.preview:  # it came before previews were kept: the file is chosen anew
        return redirect("chat:import_history", pk=history.room_id)
    form = SendersForm(
        request.POST or None,
        senders=history.preview["senders"],
        known=known_senders(history.room),
        people=list(queries.people_in(history.room)),
    )
    started = apply_form(
        form,
        lambda _cleaned: actions.start_history(actor=actor_of(request), history=history, people=form.mapping()) or True,
    )
    if started:
        return redirect("chat:history_progress", pk=pk)
    return render(request, "chat/start_history.html", {"form": form, "history": history, **shown_preview(history)})


def shown_preview(history: HistoryImport) -> dict[str, Any]:
    """The preview with times as times, for a template."""
    seen = history.preview
    examples = [{**each, "at": datetime.fromisoformat(each["at"])} for each in seen["examples"]]
    first, last = (datetime.fromisoformat(seen[name]) if seen[name] else None for name in ("first", "last"))
    return {**seen, "room_row": history.room, "examples": examples, "first": first, "last": last}


@login_required
@require_GET
def history_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is; the page asks for its fragment until it is finished."""
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    template = "chat/_history_progress.html" if request.headers.get("HX-Request") else "chat/history_progress.html"
    percent = round(100 * history.read / history.total) if history.total else 100
    return render(request, template, {"history": history, "room_row": history.room, "percent": percent})


@login_required
@require_POST
def restart_history(request: HttpRequest, pk: int) -> HttpResponse:
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    actions.restart_history(actor=actor_of(request), history=history)
    return redirect("chat:history_progress", pk=pk)


@login_required
@require_POST
def discard_history(request: HttpRequest, pk: int) -> HttpResponse:
    history = get_object_or_404(permissions.imports_for(request.user), pk=pk)
    actions.discard_history(actor=actor_of(request), history=history)
    notices.success(request, _("The import is discarded. Nothing of it stays in the room."))
    return redirect("chat:import_history", pk=history.room_id)
