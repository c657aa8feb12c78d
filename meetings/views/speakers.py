"""Pages of the speakers list, the session's room and its projector."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from journal.forms import attempt
from journal.ids import id_of
from journal.queries import head
from meetings import actions, permissions, queries
from meetings.models import Session, Speaker
from meetings.views.attendance import fresh_or, participant_asked
from meetings.views.sessions import back, seen, shell
from organizations.actors import actor_of


@login_required
@require_safe
def speakers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who speaks, who waits, and how long each organisation has spoken."""
    reached = head(f"session.{pk}")
    row = seen(request, pk)
    context = shell(request, row, "speakers")
    if not context["is_inside"]:
        raise Http404
    more = floor_context(request, row, context)
    return render(request, "meetings/speakers.html", {**context, **more, "head": reached})


def floor_context(request: HttpRequest, row: Session, context: dict[str, Any]) -> dict[str, Any]:
    """What `_speakers.html` shows."""
    mine = permissions.participant_of(actor_of(request), row.body)
    there = [] if not context["can_run"] else queries.participants_of(row, only_inside=True)
    return {
        "floor": queries.floor_of(row),
        "mine": mine,
        "am_inside": mine is not None and row.attendances.filter(participant=mine, left_at=None).exists(),
        "there": there,
        "fresh": uuid4(),
    }


@login_required
@require_POST
def ask_to_speak(request: HttpRequest, pk: int) -> HttpResponse:
    """`participant`, or oneself; `kind` for a point of order."""
    row, actor = seen(request, pk), actor_of(request)
    given: dict[str, Any] = {
        "participant": participant_asked(request, row),
        "client_id": fresh_or(request.POST.get("client_id", "")),
        "kind": request.POST.get("kind") or Speaker.Kind.ORDINARY,
    }
    attempt(request, lambda: actions.ask_to_speak(actor=actor, session=row, **given))
    return back(request, row)


@login_required
@require_POST
def withdraw_speaker(request: HttpRequest, pk: int) -> HttpResponse:
    speaker, actor = seen_speaker(request, pk), actor_of(request)
    attempt(request, lambda: actions.withdraw_speaker(actor=actor, speaker=speaker))
    return back(request, speaker.session)


@login_required
@require_POST
def give_floor(request: HttpRequest, pk: int) -> HttpResponse:
    speaker, actor = seen_speaker(request, pk), actor_of(request)
    attempt(request, lambda: actions.give_floor(actor=actor, speaker=speaker))
    return back(request, speaker.session)


@login_required
@require_POST
def end_turn(request: HttpRequest, pk: int) -> HttpResponse:
    speaker, actor = seen_speaker(request, pk), actor_of(request)
    attempt(request, lambda: actions.end_turn(actor=actor, speaker=speaker))
    return back(request, speaker.session)


@login_required
@require_POST
def move_speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """Behind the one that `after` names; first without it."""
    speaker, actor = seen_speaker(request, pk), actor_of(request)
    asked, after = request.POST.get("after", ""), None
    if asked:
        after = get_object_or_404(permissions.speakers_for(request.user), pk=id_of(asked), session=speaker.session)
    attempt(request, lambda: actions.move_speaker(actor=actor, speaker=speaker, after=after))
    return back(request, speaker.session)


@login_required
@require_POST
def set_speakers_list(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    is_open = request.POST.get("is_open") == "1"
    attempt(request, lambda: actions.set_speakers_list(actor=actor, session=row, is_open=is_open))
    return back(request, row)


@login_required
@require_POST
def enter_session_room(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_enter_session_room(actor, row):
        raise PermissionDenied
    if attempt(request, lambda: actions.enter_session_room(actor=actor, session=row)):
        row.refresh_from_db(fields=["room"])
        return back(request, row) if "beside" in request.POST else redirect("chat:room", row.room_id)
    return back(request, row)


@login_required
@require_safe
def talk_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a session's page on a wide screen: its room, for those who are in it; else the way in."""
    row = seen(request, pk)
    if not permissions.can_enter_session_room(actor_of(request), row):
        raise Http404
    return render(
        request, "meetings/_talk_beside.html", {"session": row, "is_in": queries.is_in_room(request.user, row)}
    )


def seen_speaker(request: HttpRequest, pk: int) -> Speaker:
    rows = permissions.speakers_for(request.user)
    return get_object_or_404(rows.select_related("session__body", "session__chair", "participant"), pk=pk)
