"""Pages of announcements: asking for acknowledgements, giving one, who has and who has not."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.digits import in_digits
from chat import actions, permissions, queries, sheets
from chat.forms import DeadlineForm
from chat.models import Message
from journal.forms import apply_form
from journal.refusals import TooSoon
from organizations.actors import actor_of
from organizations.sheets.writing import write_book, write_lines
from paper.answers import made_answer

WIDTHS = (40, 14, 28, 20)  # of the list as a sheet, in letters


def announcement(request: HttpRequest, pk: int) -> Message:
    """A message whose list of acknowledgements the person may read; missing and forbidden look alike."""
    found = seen_message(request, pk)
    if not permissions.can_see_acknowledgements(actor_of(request), found):
        raise Http404
    return found


def seen_message(request: HttpRequest, pk: int) -> Message:
    found = permissions.visible_messages(request.user).select_related("room", "author", "organization")
    message: Message = get_object_or_404(found, pk=pk)
    return message


@login_required
def request_acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when, and ask."""
    found = seen_message(request, pk)
    if not permissions.can_request_acknowledgement(actor_of(request), found):
        raise Http404
    form = DeadlineForm(request.POST or None)
    asked = apply_form(form, lambda given: ask_until(request, found, **given))
    if asked is not None:
        return redirect("chat:message", pk=found.room_id, message_pk=pk)
    context = {"form": form, "message": found, "room_row": found.room}
    return render(request, "chat/request_acknowledgement.html", context)


def ask_until(request: HttpRequest, message: Message, *, days: int) -> object:
    until = timezone.now() + timedelta(days=days) if days else None
    return actions.request_acknowledgement(actor=actor_of(request), message=message, until=until)


@login_required
@require_POST
def acknowledge_message(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_message(request, pk)
    actions.acknowledge_message(actor=actor_of(request), message=found)
    notices.success(request, _("Thank you. Your acknowledgement stands."))
    return redirect("home")


@login_required
@require_safe
def acknowledgements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has acknowledged and who has not, with the button that reminds."""
    found = announcement(request, pk)
    have, missing = queries.readings(found)
    context = {"message": found, "room_row": found.room, "have": have, "missing": missing}
    return render(request, "chat/acknowledgements.html", {**context, "asked": found.acknowledgement_request})


@login_required
@require_POST
def remind_acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    found = announcement(request, pk)
    try:
        number = actions.remind_acknowledgement(actor=actor_of(request), message=found)
    except TooSoon as no:
        notices.error(request, no.detail)
    else:
        words = ngettext("%(number)s person was reminded.", "%(number)s people were reminded.", number)
        notices.success(request, words % {"number": in_digits(str(number))})
    return redirect("chat:acknowledgements", pk=pk)


@login_required
@require_safe
def export_acknowledgements(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list as a table, right to left for whoever reads Arabic."""
    found = announcement(request, int(pk))
    rows = sheets.acknowledgement_rows(*queries.readings(found))
    content = write_book([(_("Acknowledged"), rows)], WIDTHS) if form == "xlsx" else write_lines(rows)
    return made_answer(content, f"acknowledgements-{found.pk}.{form}")
