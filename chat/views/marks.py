"""Pages of what stands out of the talk: pins and decisions of a room, one's own saved messages and reminders."""

from __future__ import annotations

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from chat import actions, permissions, queries
from chat.forms import NoteForm, PinForm, ReminderForm
from chat.models import Message, Reminder, SavedMessage
from chat.standing import Standing
from journal.forms import apply_form
from organizations.actors import actor_of

ON_A_PAGE = 50


def standing_message(request: HttpRequest, pk: int) -> Message:
    """A message one may see whose words are still there."""
    seen = permissions.visible_messages(request.user).filter(deleted_at__isnull=True)
    return get_object_or_404(queries.with_people(seen).select_related("room"), pk=pk)


@login_required
def pin_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for how long, and pin."""
    found = standing_message(request, pk)
    form = PinForm(request.POST or None)
    pinned = apply_form(form, lambda given: actions.pin_message(actor=actor_of(request), message=found, **given))
    if pinned is not None:
        return redirect("chat:message", pk=found.room_id, message_pk=pk)
    return render(request, "chat/pin_message.html", {"form": form, "message": found, "room_row": found.room})


@login_required
def save_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a message, with a note for oneself."""
    found = standing_message(request, pk)
    kept = SavedMessage.objects.filter(person_id=request.user.pk, message=found).first()
    form = NoteForm(request.POST or None, initial={"note": kept.note if kept else ""})
    saved = apply_form(form, lambda given: actions.save_message(actor=actor_of(request), message=found, **given))
    if saved is not None:
        return redirect("chat:saved")
    return render(request, "chat/save_message.html", {"form": form, "message": found, "room_row": found.room})


@login_required
def set_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask when, and remind then."""
    found = standing_message(request, pk)
    form = ReminderForm(request.POST or None)
    made = apply_form(form, lambda given: actions.set_reminder(actor=actor_of(request), message=found, **given))
    if made is not None:
        return redirect("chat:saved")
    waiting = Reminder.objects.filter(person_id=request.user.pk, message=found, reminded_at=None).first()
    context = {"form": form, "message": found, "room_row": found.room, "waiting": waiting}
    return render(request, "chat/set_reminder.html", context)


@login_required
@require_POST
def unsave_message(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(permissions.saved_for(request.user).select_related("message"), message=pk)
    actions.unsave_message(actor=actor_of(request), message=saved.message)
    return redirect("chat:saved")


@login_required
@require_POST
def cancel_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.reminders_for(request.user).select_related("message"), message=pk)
    actions.cancel_reminder(actor=actor_of(request), message=found.message)
    return redirect("chat:saved")


@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """What one keeps: reminders first, then saved messages, newest first."""
    assert isinstance(request.user, User)
    page = Paginator(queries.saved_list(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    reminders = queries.reminder_list(request.user)[:ON_A_PAGE] if page.number == 1 else []
    return render(request, "chat/saved.html", {"page": page, "reminders": reminders})


@login_required
@require_safe
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """What a room decided, newest first."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    page = Paginator(queries.decisions_of(found), ON_A_PAGE).get_page(request.GET.get("page"))
    moderates = found.closed_at is None and Standing(actor_of(request), found).moderates
    return render(request, "chat/decisions.html", {"page": page, "room_row": found, "moderates": moderates})


@login_required
@require_POST
def unmark_decision(request: HttpRequest, pk: int) -> HttpResponse:
    found = standing_message(request, pk)
    actions.unmark_decision(actor=actor_of(request), message=found)
    notices.success(request, _("This is no longer a decision of the room."))
    return redirect("chat:decisions", pk=found.room_id)
