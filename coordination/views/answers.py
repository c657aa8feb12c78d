"""Pages of an invitation for the organisation that is asked: reading it, answering it, naming whom it sends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.codes import read_code
from coordination.forms.delegations import CodeForm, DelegateForm, DelegateWordsForm, ReasonForm
from coordination.models import Delegation
from journal.forms import apply_form, attempt
from meetings.models import Participant
from meetings.permissions import can_lead, can_minute
from organizations.actors import actor_of
from organizations.permissions import is_member


def found_delegation(request: HttpRequest, pk: int) -> Delegation:
    row = queries.seen_delegation(request.user, pk)
    if row is None:
        raise Http404
    return row


@login_required
@require_safe
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the answer what one is asked to; afterwards whom it sends."""
    row, actor = found_delegation(request, pk), actor_of(request)
    context = {
        **about(row),
        "sent": queries.with_delegates([row])[0],
        "is_own": is_member(request.user, row.organization),
        "leads": can_lead(actor, row.forum.body),
        "can_accept": permissions.can_accept_delegation(actor, row),
        "can_name": permissions.can_name_delegate(actor, row) and row.status == Delegation.Status.ACCEPTED,
        "can_change": permissions.can_change_delegation(actor, row),
        "can_letter": can_minute(actor, row.forum.body) or permissions.speaks_for(actor, row.organization),
        "can_withdraw": permissions.can_withdraw_delegation(actor, row),
    }
    return render(request, "coordination/delegation.html", context)


def about(row: Delegation) -> dict[str, Any]:
    return {"delegation": row, "forum": row.forum, "body": row.forum.body}


@login_required
@require_POST
def accept_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_delegation(request, pk), actor_of(request)
    words = _("Your organisation takes part. Name whom you send.")
    attempt(request, lambda: actions.accept_delegation(actor=actor, delegation=row), words)
    return redirect("coordination:delegation", pk)


@login_required
def decline_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_delegation(request, pk), actor_of(request)
    if not permissions.can_decline_delegation(actor, row):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, required=False)
    if apply_form(form, lambda given: actions.decline_delegation(actor=actor, delegation=row, **given)):
        messages.success(request, _("You have declined. They have been told."))
        return redirect("coordination:forums")
    return render(request, "coordination/decline_delegation.html", {**about(row), "form": form})


# By the code on the letter --------------------------------------------------------------------------------------------
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter of invitation."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = read_code(form.cleaned_data["code"], "L")
        row = queries.delegation_by_letter(request.user, code)
        if row is not None:
            return redirect("coordination:delegation", row.pk)
        form.add_error("code", _("No letter to an organisation for which you speak bears this code."))
    return render(request, "coordination/letters.html", {"form": form})


@login_required
@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code on a letter leads: whoever speaks for the organisation answers there, others find nothing."""
    row = queries.delegation_by_letter(request.user, read_code(code, "L"))
    if row is None:
        messages.error(request, _("No letter to an organisation for which you speak bears this code."))
        return redirect("coordination:letters")
    return redirect("coordination:delegation", row.pk)


# Delegates ------------------------------------------------------------------------------------------------------------
@login_required
def name_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_delegation(request, pk), actor_of(request)
    if not permissions.can_name_delegate(actor, row):
        raise PermissionDenied
    sent = queries.with_delegates([row])[0]
    form = DelegateForm(request.POST or None, sent=sent)
    made = apply_form(form, lambda given: actions.name_delegate(actor=actor, delegation=row, **given))
    if made is not None:
        messages.success(request, _("%(name)s is on the list.") % {"name": made.name})
        return redirect("coordination:delegation", pk)
    return render(request, "coordination/name_delegate.html", {**about(row), "form": form, "sent": sent})


def found_delegate(request: HttpRequest, pk: int) -> tuple[Participant, Delegation]:
    """Somebody on a list one sees, and the delegation for which they come."""
    row = queries.seen_delegate(request.user, pk)
    if row is None:
        raise Http404
    return row, found_delegation(request, actions.delegation_of(row).pk)


@login_required
def edit_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    (delegate, row), actor = found_delegate(request, pk), actor_of(request)
    if not permissions.can_edit_delegate(actor, row):
        raise PermissionDenied
    initial = {"name": delegate.name, "post": delegate.post, "role": delegate.role}
    form = DelegateWordsForm(request.POST or None, initial=initial)
    if apply_form(form, lambda given: actions.edit_delegate(actor=actor, delegate=delegate, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:delegation", row.pk)
    return render(request, "coordination/edit_delegate.html", {**about(row), "form": form, "delegate": delegate})


@login_required
def replace_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    (delegate, row), actor = found_delegate(request, pk), actor_of(request)
    if not permissions.can_replace_delegate(actor, row):
        raise PermissionDenied
    form = DelegateForm(request.POST or None, sent=queries.with_delegates([row])[0], without_role=True)
    made = apply_form(form, lambda given: actions.replace_delegate(actor=actor, delegate=delegate, **given))
    if made is not None:
        messages.success(request, _("%(name)s is on the list.") % {"name": made.name})
        return redirect("coordination:delegation", row.pk)
    return render(request, "coordination/replace_delegate.html", {**about(row), "form": form, "delegate": delegate})


@login_required
@require_POST
def take_off_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    (delegate, row), actor = found_delegate(request, pk), actor_of(request)
    gone = _("%(name)s is not on the list any more.") % {"name": delegate.name}
    attempt(request, lambda: actions.take_off_delegate(actor=actor, delegate=delegate), gone)
    return redirect("coordination:delegation", row.pk)
