"""Pages of texts in time: a law as it is in force on a day, two days beside each other, one provision's texts; changing
them by hand; a law as Akoma Ntoso.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from journal.refusals import require
from legislation import actions, permissions
from legislation.forms.texts import ChangeForm, CorrectForm, DayForm, DaysForm, InsertProvisionForm, RepealForm
from legislation.models import Provision
from legislation.permissions import instruments_for
from legislation.queries import texts as queries
from legislation.seen import seen_law, seen_provision, seen_text
from organizations.actors import actor_of
from paper.answers import made_answer


@login_required
@require_safe
def instrument_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole law as it is in force on a day (`?on=`), with the days on which it changed."""
    law, form = seen_law(request, pk), DayForm(request.GET or None)
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or timezone.localdate()
    rows = queries.text_on(law, day)
    context = {
        "law": law,
        "rows": rows,
        "day": day,
        "today": timezone.localdate(),
        "days": queries.days_of(law),
        "form": DayForm(initial={"on": day}),
        "can_bring": permissions.can_create_import(actor_of(request), law),
    }
    return render(request, "legislation/instrument_on.html", context)


@login_required
@require_safe
def compare_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed between two days (`?from=&to=`), word by word."""
    law, form = seen_law(request, pk), DaysForm(request.GET or None)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    days, today = queries.days_of(law), timezone.localdate()
    after = given.get("to") or today
    before = given.get("from") or (days[0] - timedelta(days=1) if days else after)
    context = {
        "law": law,
        "rows": queries.compared(law, before, after),
        "before": before,
        "after": after,
        "days": days,
        "form": DaysForm(initial={"from": before, "to": after}),
        "wrong": form.errors if form.is_bound else {},
    }
    return render(request, "legislation/compare_dates.html", context)


@login_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of one provision, the newest first, each against the one before. For htmx only that part."""
    row, actor = seen_provision(request, pk), actor_of(request)
    texts = queries.history_of(row)
    context = {
        "row": row,
        "law": row.instrument,
        "texts": texts,
        "today": timezone.localdate(),
        "can_change": permissions.can_change_text(actor, row),
        "is_repealed": bool(texts) and texts[0].is_gone,
        "is_part": request.headers.get("HX-Request") == "true",
    }
    whole = not context["is_part"]
    return render(request, "legislation/history.html" if whole else "legislation/_history.html", context)


@login_required
@require_safe
def akn(request: HttpRequest, pk: int) -> HttpResponse:
    """The law on a day (`?on=`) as Akoma Ntoso."""
    law, form = seen_law(request, pk), DayForm(request.GET or None)
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or timezone.localdate()
    return made_answer(queries.akoma_of(law, day), f"{law.code}-{day.isoformat()}.xml")


# By hand --------------------------------------------------------------------------------------------------------------
@login_required
def change_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A provision gets a new text from a day on."""
    row, actor = seen_provision(request, pk), actor_of(request)
    require(permissions.can_change_text(actor, row))
    text = queries.current_text(row)
    form = ChangeForm(
        request.POST or None, provision=row, text=text, law=row.instrument, instruments=instruments_for(request.user)
    )

    def act(given: dict[str, Any]) -> object:
        return actions.change_text(actor=actor, provision=row, **{"text": "", **given})

    if apply_form(form, act):
        return onward(request, _("The new text stands."), "legislation:history", pk)
    return asking(request, row, form, _("New text"), _("Save the new text"))


@login_required
def insert_provision(request: HttpRequest, pk: int) -> HttpResponse:
    """A new provision behind this one, or as the first in it where it is of a kind that stands there."""
    row, actor = seen_provision(request, pk), actor_of(request)
    require(permissions.can_insert_provision(actor, row.instrument))
    laws = instruments_for(request.user)
    form = InsertProvisionForm(request.POST or None, provision=row, law=row.instrument, instruments=laws)

    def act(given: dict[str, Any]) -> Provision:
        is_beside = queries.stands_beside(row, given["kind"])
        given |= {"parent": row.parent, "after": row} if is_beside else {"parent": row, "after": None}
        return actions.insert_provision(actor=actor, instrument=row.instrument, **given)

    if made := apply_form(form, act):
        return onward(request, _("It stands there from that day on."), "legislation:history", made.pk)
    return asking(request, row, form, _("Insert a provision behind this one"), _("Insert"))


@login_required
def repeal_provision(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_provision(request, pk), actor_of(request)
    require(permissions.can_repeal_provision(actor, row))
    text = queries.current_text(row)
    initial = {"seen": text.sha256 if text else ""}
    laws = instruments_for(request.user)
    form = RepealForm(request.POST or None, initial=initial, law=row.instrument, instruments=laws)
    if apply_form(form, lambda given: actions.repeal_provision(actor=actor, provision=row, **given)):
        return onward(request, _("It is repealed from that day on."), "legislation:history", pk)
    return asking(request, row, form, _("Repeal"), _("Repeal"))


@login_required
def correct_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Our copy was wrong."""
    text, actor = seen_text(request, pk), actor_of(request)
    require(permissions.can_correct_text(actor, text))
    initial = {"heading": text.heading, "words": text.text, "note": text.note}
    form = CorrectForm(request.POST or None, initial=initial)
    if apply_form(form, lambda given: actions.correct_text(actor=actor, text=text, **given)):
        return onward(request, _("Our copy is corrected."), "legislation:history", text.provision_id)
    return asking(request, text.provision, form, _("Correct our copy"), _("Save"))


# What they share ------------------------------------------------------------------------------------------------------
def asking(request: HttpRequest, row: Provision, form: Any, heading: str, press: str) -> HttpResponse:
    up = reverse("legislation:history", args=[row.pk])
    context = {"row": row, "form": form, "heading": heading, "press": press, "up": up}
    return render(request, "legislation/asking_text.html", context)
