"""Pages of the review of minutes: objections, their answers, approval."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.forms import apply_form, attempt
from meetings import actions, permissions
from meetings.forms.minutes import AnswerForm, ObjectionForm, ReasonForm
from meetings.models import MinuteEntry, Objection, Session
from meetings.views.minutes import seen_entry
from meetings.views.voting import inside
from organizations.actors import actor_of


@login_required
@require_POST
def put_minutes_to_review(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = inside(request, pk), actor_of(request)
    done = _("Those who take part are asked to read the minutes.")
    attempt(request, lambda: actions.put_minutes_to_review(actor=actor, session=row), done)
    return redirect("meetings:minutes", pk)


@login_required
def take_minutes_back(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = inside(request, pk), actor_of(request)
    if not permissions.can_take_minutes_back(actor, row):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if apply_form(form, lambda given: actions.take_minutes_back(actor=actor, session=row, **given)):
        return redirect("meetings:minutes", pk)
    return render(request, "meetings/take_minutes_back.html", {"session": row, "form": form})


@login_required
@require_POST
def approve_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = inside(request, pk), actor_of(request)
    done = _("The minutes are approved: their text stays as it is.")
    attempt(request, lambda: actions.approve_minutes(actor=actor, session=row), done)
    return redirect("meetings:minutes", pk)


@login_required
def raise_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """To the minutes of session `pk` as a whole."""
    return objecting(request, inside(request, pk), None)


@login_required
def object_to_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """To one paragraph."""
    entry = seen_entry(request, pk)
    return objecting(request, inside(request, entry.session_id), entry)


def objecting(request: HttpRequest, row: Session, entry: MinuteEntry | None) -> HttpResponse:
    actor = actor_of(request)
    if not permissions.can_raise_objection(actor, row):
        raise PermissionDenied
    form = ObjectionForm(request.POST or None)
    if apply_form(form, lambda given: actions.raise_objection(actor=actor, session=row, entry=entry, **given)):
        messages.success(request, _("Your objection stands beside the minutes; whoever chairs answers it."))
        return redirect("meetings:minutes", row.pk)
    context = {"session": row, "entry": entry, "form": form, "organization": actor.organization}
    return render(request, "meetings/raise_objection.html", context)


@login_required
@require_POST
def withdraw_objection(request: HttpRequest, pk: int) -> HttpResponse:
    objection, actor = seen_objection(request, pk), actor_of(request)
    attempt(request, lambda: actions.withdraw_objection(actor=actor, objection=objection))
    return redirect("meetings:minutes", objection.session_id)


@login_required
def answer_objection(request: HttpRequest, pk: int) -> HttpResponse:
    objection, actor = seen_objection(request, pk), actor_of(request)
    if not permissions.can_answer_objection(actor, objection):
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if apply_form(form, lambda given: actions.answer_objection(actor=actor, objection=objection, **given)):
        return redirect("meetings:minutes", objection.session_id)
    context = {"session": objection.session, "objection": objection, "form": form}
    return render(request, "meetings/answer_objection.html", context)


def seen_objection(request: HttpRequest, pk: int) -> Objection:
    rows = permissions.objections_for(request.user)
    known = rows.select_related("session__body", "session__chair", "organization", "entry", "person")
    return get_object_or_404(known, pk=pk)
