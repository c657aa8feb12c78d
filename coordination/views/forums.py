"""Pages of forums as a whole: those I see, one of them, writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import actions, permissions, queries
from coordination.forms.forums import ForumForm
from coordination.forms.states import acts_from
from coordination.models import Committee, Forum
from journal.forms import apply_form
from journal.queries import head
from meetings.permissions import bodies_for, held_by
from organizations.actors import actor_of

PAGE = 20


@login_required
@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """The forums I see, the newest first; `?q=` words, `?status=` one of their states."""
    words, status = request.GET.get("q", "")[:80], request.GET.get("status", "")
    status = status if status in Forum.Status.values else ""
    page = Paginator(queries.listed_forums(queries.forums_asked(request.user, words, status)), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "words": words,
        "status": status,
        "statuses": Forum.Status.choices,
        "can_create": permissions.can_create_forum(actor_of(request)),
        "invitations": queries.waiting_delegations(request.user),
        "mine": queries.my_places(request.user),
    }
    return render(request, "coordination/forums.html", context)


@require_safe
def forum(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, who convenes it, when and where."""
    reached = head(f"forum.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    own = queries.own_delegations(request.user).filter(forum=row) if request.user.is_authenticated else []
    context = {
        **shell(request, row, "forum"),
        "head": reached,
        "own": list(own),
        "counts": queries.counts_of(row),
        "previous": queries.seen_forum(request.user, row.previous_id) if row.previous_id else None,
        "shown_delegations": list(queries.shown_delegations(row)) if row.shows_delegations else [],
        "following": list(queries.following_forums(request.user, row)),
        "acts": permissions.can_set_forum_status(actor_of(request), row) and acts_from(row.status),
    }
    return render(request, "coordination/forum.html", context)


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page of what this body is: a session's page knows no more of it."""
    row = get_object_or_404(bodies_for(request.user), pk=pk)
    if found := Forum.objects.filter(body=row).first():
        return redirect("coordination:forum", found.pk)
    return redirect("coordination:committee", get_object_or_404(Committee, body=row).pk)


def seen(request: HttpRequest, pk: int) -> Forum:
    row = queries.seen_forum(request.user, pk)
    if row is None:
        raise Http404
    return row


def shell(request: HttpRequest, row: Forum, here: str) -> dict[str, Any]:
    """What the head of every page of a forum shows; `here` is the tab one is in."""
    actor = actor_of(request)
    held, stands = held_by(actor, row.body), row.body.closed_at is None
    is_inside = "see_body" in held
    return {
        "forum": row,
        "body": row.body,
        "here": here,
        "is_inside": is_inside,
        "can_chair": stands and "chair_body" in held,
        "can_lead": "lead_body" in held,
        "can_desk": permissions.can_check_in(actor, row),
        "shows_programme": row.shows_programme or is_inside,
        "shows_plans": is_inside or queries.plans_of(request.user, row.body).exists(),
    }


@login_required
def create_forum(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not permissions.can_create_forum(actor):
        raise PermissionDenied
    form = ForumForm(request.POST or None, user=request.user)
    made = apply_form(
        form, lambda given: actions.create_forum(actor=actor, client_id=given["client_id"], **form.details())
    )
    if made is not None:
        messages.success(request, _("It is in preparation: only your people see it until you convene it."))
        return redirect("coordination:forum", made.pk)
    return render(request, "coordination/create_forum.html", {"form": form})


@login_required
def edit_forum(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_forum(actor, row):
        raise PermissionDenied
    form = ForumForm(request.POST or None, user=request.user, forum=row)
    if apply_form(form, lambda _given: actions.edit_forum(actor=actor, forum=row, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("coordination:forum", pk)
    return render(request, "coordination/edit_forum.html", {**shell(request, row, "forum"), "form": form})
