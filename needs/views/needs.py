"""Pages of needs: one of them, writing it, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from needs import actions, permissions, queries
from needs.forms.postings import NeedForm, StillSoForm, WhyForm, initial_of
from needs.models import Need
from needs.views.answers import sent, where_of
from needs.views.pledges import what_is_promised
from needs.views.writing import Writing, carry_out, is_whole, propose_new, written
from organizations.actors import acting_for, actor_of

Status = Need.Status


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need; to htmx the part that changes. What was merged into another that one sees leads there."""
    reached = head(f"need.{pk}")  # before the row, so that a later entry is applied on top of it
    row = queries.seen_need(request.user, pk)
    if row is None:
        raise Http404
    if row.merged_into_id and permissions.needs_for(request.user).filter(pk=row.merged_into_id).exists():
        return redirect("needs:need", row.merged_into_id)
    actor = acting_for(request, row.organization)
    context = {
        "posting": row,
        "head": reached,
        "shown": queries.shown_posting(row),
        "can": what_may_be_done(actor, row),
        "sees_exactly": permissions.sees_exactly(request.user, row),
        "is_own": actor.organization_id == row.organization_id,
        "history": queries.history_of(row),
        **where_of(request, row),
        **(what_is_promised(request, row) if row.opened_at else {}),
    }
    return render(request, "needs/_need.html" if request.headers.get("HX-Request") else "needs/need.html", context)


@require_safe
def coded(request: HttpRequest, code: str) -> HttpResponse:
    """By the code that people read to each other."""
    address = queries.page_of_code(request.user, code.upper())
    if address is None:
        raise Http404
    return redirect(address)


def what_may_be_done(actor: Actor, row: Need) -> dict[str, bool]:
    """Which buttons the page shows; the verbs ask again."""
    if not actor.is_person:
        return {}
    is_running = row.status in (Status.OPEN, Status.COVERED)
    return {
        "edit": permissions.can_edit_need(actor, row),
        "open": row.status == Status.DRAFT and permissions.can_open_need(actor, row),
        "confirm": row.kind == Need.Kind.EMERGENCY and permissions.can_confirm_need(actor, row),
        "close": row.status != Status.CLOSED and permissions.can_close_need(actor, row),
        "cancel": row.status != Status.CANCELLED and permissions.can_cancel_need(actor, row),
        "reopen": not is_running and permissions.can_reopen_need(actor, row),
    }


# Writing --------------------------------------------------------------------------------------------------------------
@login_required
def create_need(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_need(actor))
    kind = request.GET.get("kind", "")
    kind = kind if kind in Need.Kind.values else Need.Kind.EMERGENCY
    helping = is_secretariat(actor)
    initial = {"organization": actor.organization} if helping else {}
    form = NeedForm(request.POST or None, kind=kind, is_helping=helping, initial=initial)
    writing = written(request, form, None)
    if is_whole(writing) and (made := carry_out(writing, lambda: made_need(actor, writing, kind))):
        return go_on(request, actor, made, opens=writing.opens)
    return render(request, "needs/create_need.html", writing.context() | what_is_asked(actor, kind))


def made_need(actor: Actor, writing: Writing, kind: str) -> Need:
    propose_new(actor, writing)
    return actions.create_need(actor=actor, kind=kind, **needed(writing))


def needed(writing: Writing) -> dict[str, Any]:
    """What a whole form says, as the verbs that create needs take it."""
    given = writing.form.cleaned_data
    return {
        "client_id": given["client_id"],
        "organization": given.get("organization"),
        "place": writing.picker.chosen,
        "lines": [row.given() for row in writing.written],
        **writing.form.details(),
    }


@login_required
def edit_need(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.whole(permissions.needs_for(request.user)), pk=pk)
    actor = acting_for(request, row.organization)
    require(permissions.can_edit_need(actor, row))
    hides = () if permissions.writes_exactly(actor, row) else permissions.EXACT
    form = NeedForm(request.POST or None, kind=row.kind, hides=hides)
    form.initial = initial_of(row, form.fields)
    writing = written(request, form, row)
    if is_whole(writing) and (made := carry_out(writing, lambda: changed_need(actor, row, writing))):
        return go_on(request, actor, made, opens=writing.opens)
    context = writing.context() | what_is_asked(actor, row.kind) | {"posting": row}
    return render(request, "needs/edit_need.html", context)


def changed_need(actor: Actor, row: Need, writing: Writing) -> Need:
    propose_new(actor, writing)
    lines = [line.given() for line in writing.written]
    return actions.edit_need(actor=actor, need=row, place=writing.picker.chosen, lines=lines, **writing.form.details())


def go_on(request: HttpRequest, actor: Actor, row: Need, *, opens: bool) -> HttpResponse:
    """To its page; on the board where that was asked for."""
    if opens and row.status == Status.DRAFT:
        attempt(request, lambda: actions.open_need(actor=actor, need=row), _("It is on the board."))
    else:
        messages.success(request, _("Saved."))
    return redirect("needs:need", row.pk)


def what_is_asked(actor: Actor, kind: str) -> dict[str, Any]:
    own = actor.organization
    can_open = own is not None and permissions.may_speak(actor, own)
    return {"kind": kind, "can_open": can_open or is_secretariat(actor)}


# Acts -----------------------------------------------------------------------------------------------------------------
def found(request: HttpRequest, pk: int) -> tuple[Actor, Need]:
    """The need if one sees it, and for whom one acts on it."""
    row = get_object_or_404(permissions.needs_for(request.user).select_related("organization"), pk=pk)
    return acting_for(request, row.organization), row


@login_required
@require_POST
def open_need(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    attempt(request, lambda: actions.open_need(actor=actor, need=row), _("It is on the board."))
    return redirect("needs:need", pk)


@login_required
def confirm_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is still so; whoever wants to say until when is asked."""
    actor, row = found(request, pk)
    form = StillSoForm(sent(request))
    if apply_form(form, lambda given: actions.confirm_need(actor=actor, need=row, **given)) is not None:
        return onward(request, _("Thank you: it stands as confirmed today."), "needs:need", pk)
    require(permissions.can_confirm_need(actor, row))
    return render(request, "needs/confirm_need.html", {"form": form, "posting": row})


@login_required
def cancel_need(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = WhyForm(sent(request), is_required=row.status != Status.DRAFT)
    if apply_form(form, lambda given: actions.cancel_need(actor=actor, need=row, **given)) is not None:
        return onward(request, _("Cancelled."), "needs:need", pk)
    require(permissions.can_cancel_need(actor, row))
    return render(request, "needs/cancel_need.html", {"form": form, "posting": row})


@login_required
def close_need(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = WhyForm(sent(request), is_required=row.status != Status.FULFILLED)
    if apply_form(form, lambda given: actions.close_need(actor=actor, need=row, **given)) is not None:
        return onward(request, _("Closed. What was promised and what arrived stays."), "needs:need", pk)
    require(permissions.can_close_need(actor, row))
    return render(request, "needs/close_need.html", {"form": form, "posting": row})


@login_required
@require_POST
def reopen_need(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    attempt(request, lambda: actions.reopen_need(actor=actor, need=row), _("It is on the board again."))
    return redirect("needs:need", pk)
