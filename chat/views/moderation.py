"""Pages of those who look after rooms, and the page on which somebody calls them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from chat import actions, permissions, queries
from chat.forms import DismissalForm, ReasonForm, SlowModeForm, SuspensionForm
from chat.models import Measure, Message, Room
from chat.views.members import is_done
from journal.forms import apply_form
from organizations.actors import actor_of

SHOWN = 50


@login_required
def report_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the moderators of a message."""
    found = get_object_or_404(permissions.visible_messages(request.user).select_related("room", "author"), pk=pk)
    form = ReasonForm(request.POST or None)
    made = apply_form(form, lambda given: actions.report_message(actor=actor_of(request), message=found, **given))
    if made is not None:
        tell(request, _("Your report has arrived. Whoever looks after the room will deal with it."))
        return redirect("chat:room", pk=found.room_id)
    context = {"form": form, "message": found, "room_row": found.room}
    return render(request, "chat/report_message.html", context)


@login_required
@require_safe
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported in one room, what was done there, and its slow mode."""
    found = get_object_or_404(permissions.moderated_rooms(request.user), pk=pk)
    context = {
        "room_row": found,
        "measures": queries.measures_of(found)[:SHOWN],
        "slow_form": SlowModeForm(initial={"seconds": found.slow_seconds}),
        "now": timezone.now(),
        **listed_reports(request, found),
    }
    return render(request, "chat/reports.html", context)


@login_required
@require_safe
def all_reports(request: HttpRequest) -> HttpResponse:
    """What waits for a decision in all rooms that one looks after."""
    rooms = permissions.moderated_rooms(request.user).filter(closed_at__isnull=True).order_by("name")
    return render(request, "chat/all_reports.html", {"rooms": rooms[:SHOWN], **listed_reports(request)})


def listed_reports(request: HttpRequest, room: Room | None = None) -> dict[str, Any]:
    user = request.user
    assert isinstance(user, User)
    waiting, handled = queries.open_reports(user), queries.handled_reports(user)
    if room is not None:
        waiting, handled = waiting.filter(room=room), handled.filter(room=room)
    return {"open_reports": waiting[:SHOWN], "handled_reports": handled[:SHOWN]}


def tell(request: HttpRequest, words: str) -> None:
    """Say it on the next page; a sheet says it itself (`data-done`), and no page follows."""
    if not request.headers.get("X-Sheet"):
        notices.success(request, words)


def back_to_reports(request: HttpRequest, room_id: int) -> HttpResponse:
    """The room's page where one looks after it, else the list of all."""
    if permissions.moderated_rooms(request.user).filter(pk=room_id).exists():
        return redirect("chat:reports", pk=room_id)
    return redirect("chat:all_reports")


def decide(
    request: HttpRequest, message: Message, template: str, form: BaseForm, act: Callable[..., object]
) -> HttpResponse:
    """A form about one message, and back to the reports when it was done."""
    if apply_form(form, lambda given: act(actor=actor_of(request), message=message, **given)) is not None:
        tell(request, _("Done. The author is told why."))
        return back_to_reports(request, message.room_id)
    return render(request, template, {"form": form, "message": message, "room_row": message.room})


def moderated_message(request: HttpRequest, pk: int) -> Message:
    found = permissions.moderated_messages(request.user).select_related("room", "author")
    message: Message = get_object_or_404(found, pk=pk)
    return message


def reason_form(request: HttpRequest, message: Message) -> ReasonForm:
    """Begins with what the first report of the message says."""
    first = permissions.reports_for(request.user).filter(message=message).order_by("pk").first()
    return ReasonForm(request.POST or None, initial={"reason": first.reason} if first else None)


@login_required
def remove_message(request: HttpRequest, pk: int) -> HttpResponse:
    found = moderated_message(request, pk)
    form = reason_form(request, found)
    return decide(request, found, "chat/remove_message.html", form, actions.remove_message)


@login_required
def warn_author(request: HttpRequest, pk: int) -> HttpResponse:
    found = moderated_message(request, pk)
    return decide(request, found, "chat/warn_author.html", reason_form(request, found), actions.warn_author)


@login_required
def dismiss_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.reports_for(request.user), pk=pk)
    form = DismissalForm(request.POST or None)
    done = apply_form(form, lambda given: actions.dismiss_report(actor=actor_of(request), report=found, **given))
    if done is not None:
        notices.success(request, _("The report is closed."))
        return back_to_reports(request, found.room_id)
    return render(request, "chat/dismiss_report.html", {"form": form, "report": found, "room_row": found.room})


@login_required
def suspend_member(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """`?message=` names what it is about."""
    room = get_object_or_404(permissions.rooms_to_moderate(request.user), pk=pk)
    person = get_object_or_404(permissions.people_to_moderate(request.user, pk), pk=person_pk)
    asked = request.GET.get("message", "")
    about = permissions.moderated_messages(request.user).filter(room=room, author=person)
    message = get_object_or_404(about, pk=int(asked[:15])) if asked.isascii() and asked.isdigit() else None
    form = SuspensionForm(request.POST or None)
    made = apply_form(form, lambda given: suspended(request, room, person, message, **given))
    if made is not None:
        notices.success(request, _("The suspension holds from now on. The person sees the reason and the end."))
        return back_to_reports(request, pk)
    context = {"form": form, "person": person, "room_row": room, "message": message}
    return render(request, "chat/suspend_member.html", context)


def suspended(
    request: HttpRequest, room: Room, person: User, message: Message | None, *, hours: int, reason: str, words: str
) -> Measure:
    until = timezone.now() + timedelta(hours=hours)
    given: dict[str, Any] = {"until": until, "reason": reason, "words": words, "message": message}
    return actions.suspend_member(actor=actor_of(request), room=room, person=person, **given)


@login_required
@require_POST
def lift_suspension(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    room = get_object_or_404(permissions.rooms_to_moderate(request.user), pk=pk)
    person = get_object_or_404(permissions.people_to_moderate(request.user, pk), pk=person_pk)
    if is_done(request, lambda: actions.lift_suspension(actor=actor_of(request), room=room, person=person)):
        notices.success(request, _("The suspension is lifted."))
    return back_to_reports(request, pk)


@login_required
@require_POST
def set_slow_mode(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.moderated_rooms(request.user), pk=pk)
    form = SlowModeForm(request.POST)
    if apply_form(form, lambda given: actions.set_slow_mode(actor=actor_of(request), room=found, **given)):
        notices.success(request, _("Saved."))
    return redirect("chat:reports", pk=pk)


@login_required
@require_safe
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done about a message, with the reason: for its author and for those who look after the room."""
    found = permissions.measures_for(request.user).filter(message=pk).select_related("room", "made_for").order_by("pk")
    if not found:
        raise Http404
    return render(request, "chat/measures.html", {"measures": found, "room_row": found[0].room, "now": timezone.now()})
