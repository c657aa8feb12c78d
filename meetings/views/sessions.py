"""Pages of a session as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form
from journal.queries import head
from meetings import actions, permissions, queries
from meetings.forms.sessions import SessionForm
from meetings.models import Session
from organizations.actors import actor_of


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, when and where; in the session's pages the rest."""
    reached = head(f"session.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    return render(request, "meetings/session.html", {**shell(request, row, "session"), "head": reached})


def seen(request: HttpRequest, pk: int) -> Session:
    row = queries.seen_session(request.user, pk)
    if row is None:
        raise Http404
    return row


def shell(request: HttpRequest, row: Session, here: str) -> dict[str, Any]:
    """What the head of every page of a session shows; `here` is the tab one is in."""
    actor = actor_of(request)
    return {
        "session": row,
        "body": row.body,
        "here": here,
        "is_inside": permissions.can_see(actor, row.body),
        "can_minute": permissions.can_minute(actor, row.body),
        "can_chair": permissions.can_chair(actor, row.body),
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
