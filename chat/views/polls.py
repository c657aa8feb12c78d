"""Pages of polls: each asks one question, and works without a script as well."""

from __future__ import annotations

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from chat import actions, permissions, queries
from chat.forms import PollForm
from chat.models import Poll
from journal.forms import apply_form
from journal.ids import id_of
from journal.refusals import Conflict
from organizations.actors import actor_of


@login_required
def create_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the people of a room."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = PollForm(request.POST or None)
    made = apply_form(form, lambda given: actions.create_poll(actor=actor_of(request), room=found, **given))
    if made is not None:
        return redirect("chat:message", pk=pk, message_pk=made.message.pk)
    return render(request, "chat/create_poll.html", {"form": form, "room_row": found})


def seen_poll(request: HttpRequest, pk: int) -> Poll:
    if not isinstance(request.user, User):
        raise Http404
    return get_object_or_404(queries.seen_polls(actor_of(request)), pk=pk)


@login_required
@require_safe
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """A poll with its result in words and bars, who voted, and the vote."""
    found = seen_poll(request, pk)
    known = queries.poll_for_person(actor_of(request), found)
    context = {
        "poll_row": found,
        "poll": known,
        "shares": queries.shares(found),
        "votes": queries.votes_in(found) if found.is_anonymous else [],
        "room_row": found.message.room,
    }
    return render(request, "chat/poll.html", context)


@login_required
@require_POST
def cast_vote(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_poll(request, pk)
    chosen = [number for each in request.POST.getlist("options") if (number := id_of(each)) is not None]
    try:
        actions.cast_vote(actor=actor_of(request), poll=found, options=chosen)
        notices.success(request, _("Your vote is counted."))
    except ValidationError as refusal:
        notices.error(request, " ".join(refusal.messages))
    except Conflict as conflict:
        notices.error(request, conflict.detail)
    return redirect("chat:poll", pk=pk)


@login_required
@require_POST
def close_poll(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close_poll(actor=actor_of(request), poll=seen_poll(request, pk))
    return redirect("chat:poll", pk=pk)
