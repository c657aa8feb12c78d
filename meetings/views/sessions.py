"""Pages of a session as a whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from journal.states import ways_from
from meetings import actions, permissions, queries
from meetings.forms.sessions import EditSessionForm, SessionForm, StatusForm
from meetings.models import Session
from meetings.states import CHAIRED, CLOSED, CONVENED, OPEN, RUNNING
from organizations.actors import actor_of


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, when and where; what is in hand, who is there."""
    reached = head(f"session.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    context = shell(request, row, "session")
    return render(request, "meetings/session.html", {**context, **here_of(request, row, context), "head": reached})


def seen(request: HttpRequest, pk: int) -> Session:
    row = queries.seen_session(request.user, pk)
    if row is None:
        raise Http404
    return row


def shell(request: HttpRequest, row: Session, here: str) -> dict[str, Any]:
    """What the head of every page of a session shows; `here` is the tab one is in."""
    actor = actor_of(request)
    held = permissions.held_by(actor, row.body)
    is_inside, stands = "see_body" in held, row.body.closed_at is None
    can_chair = stands and "chair_body" in held
    late = queries.lateness_of(row)
    return {
        "session": row,
        "body": row.body,
        "here": here,
        "now": timezone.now(),
        "late": late,
        "late_minutes": minutes_late(late.at(timezone.now())),
        "is_inside": is_inside,
        "can_minute": stands and "minute_body" in held,
        "can_chair": can_chair,
        "can_run": can_chair or permissions.is_named_chair(actor, row),
        "quorum": queries.quorum_now(row) if is_inside and row.is_open else None,
    }


def minutes_late(late: Any) -> int | None:
    """Whole minutes, late above nothing, ahead below it."""
    return None if late is None else int(late.total_seconds() / 60)


def here_of(request: HttpRequest, row: Session, context: dict[str, Any]) -> dict[str, Any]:
    """Of the session's page: the agenda, who is there, and what those who run it may do next."""
    actor = actor_of(request)
    ways = set(ways_from(CHAIRED, row.status)) if context["can_run"] else set()
    mine = permissions.participant_of(actor, row.body) if context["is_inside"] else None
    return {
        "agenda": queries.agenda_of(row, request.user),
        "counts": queries.counts_of(row) if context["is_inside"] else None,
        "mine": mine,
        "am_inside": mine is not None and row.attendances.filter(participant=mine, left_at=None).exists(),
        "can_show": context["can_run"] and row.status in RUNNING,
        "shown_choices": [each for each in Session.Shown.choices if each[0] != Session.Shown.WORDS],
        "floor": queries.floor_of(row) if context["is_inside"] else None,
        "fresh": uuid4(),
        "step": next((state for state in (CONVENED, OPEN, CLOSED) if state in ways and row.status != CLOSED), ""),
        "has_ways": bool(ways),
        "can_edit": context["can_chair"] and row.status in RUNNING,
        "can_take_up": context["can_run"] and row.is_open,
        "talks": context["is_inside"] and row.status in (CONVENED, OPEN),
    }


@login_required
def plan_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Another session of body `pk`."""
    body, actor = get_object_or_404(permissions.bodies_for(request.user), pk=pk), actor_of(request)
    if not permissions.can_plan_session(actor, body):
        raise PermissionDenied
    form = SessionForm(request.POST or None, body=body)
    made = apply_form(
        form, lambda given: actions.plan_session(actor=actor, body=body, client_id=given["client_id"], **form.details())
    )
    if made is not None:
        messages.success(request, _("It stands in the programme, in preparation."))
        return redirect("meetings:session", made.pk)
    return render(request, "meetings/plan_session.html", {"form": form, "body": body})


@login_required
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_session(actor, row):
        raise PermissionDenied
    form = EditSessionForm(request.POST or None, body=row.body, session=row)
    if apply_form(form, lambda _given: actions.edit_session(actor=actor, session=row, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("meetings:session", pk)
    return render(request, "meetings/edit_session.html", {"session": row, "body": row.body, "form": form})


@login_required
def set_session_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Every way from here, with its reason; the common ones are buttons of the session's page that post here."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_set_session_status(actor, row):
        raise PermissionDenied
    form: forms.Form = StatusForm(request.POST or None, status=row.status)
    if apply_form(form, lambda given: actions.set_session_status(actor=actor, session=row, **given)):
        return redirect("meetings:session", pk)
    return render(request, "meetings/set_session_status.html", {"session": row, "body": row.body, "form": form})


@login_required
@require_POST
def take_up_item(request: HttpRequest, pk: int) -> HttpResponse:
    """`item` is in hand from now on; without one, nothing is."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_run_session(actor, row):
        raise PermissionDenied
    asked, item = request.POST.get("item", ""), None
    if asked:
        item = get_object_or_404(permissions.agenda_items_for(request.user), pk=id_of(asked), session=row)
    attempt(request, lambda: actions.take_up_item(actor=actor, session=row, item=item))
    return back(request, row)


PLACES = {"agenda": "meetings:agenda", "speakers": "meetings:speakers", "attendance": "meetings:attendance"}


def back(request: HttpRequest, row: Session) -> HttpResponse:
    """To the page of the session on which the button stood (`back`)."""
    return redirect(PLACES.get(request.POST.get("back", ""), "meetings:session"), row.pk)
