"""Pages of a forum's delegations for those who convene it: who is asked, asking, changing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.delegations import ChangedPartForm, ChoosingForm, ConvenerForm, InvitationsForm, ReasonForm
from coordination.models import Delegation
from coordination.views.answers import found_delegation
from coordination.views.forums import seen, shell
from journal.forms import apply_form, attempt
from journal.queries import head
from meetings.permissions import can_minute
from organizations.actors import actor_of
from organizations.models import Organization

PAGE = 50


@login_required
@require_safe
def delegations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part and whom they send; for those who prepare it also who was asked. `?q=` words, `?status=`."""
    reached = head(f"forum.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    words, status = request.GET.get("q", "")[:80], request.GET.get("status", "")
    status = status if status in Delegation.Status.values else ""
    page = Paginator(queries.delegations_of(row, request.user, words, status), PAGE).get_page(request.GET.get("page"))
    head_of_it = shell(request, row, "delegations")
    if not (head_of_it["is_inside"] or queries.delegations_of(row, request.user).exists()):
        raise Http404  # who takes part is for those who do, or are asked to
    context = {
        **head_of_it,
        "head": reached,
        "page": page,
        "sent": queries.with_delegates(page.object_list),
        "counts": queries.counts_of(row),
        "words": words,
        "status": status,
        "statuses": Delegation.Status.choices,
        "prepares": can_minute(actor, row.body),
        "can_invite": permissions.can_invite_delegations(actor, row),
    }
    return render(request, "coordination/delegations.html", context)


@login_required
def invite_delegations(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose by union, sector and governorate, take out whom one does not mean, send: one or many at once."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_invite_delegations(actor, row):
        raise PermissionDenied
    choosing = ChoosingForm(request.GET or None)
    form = InvitationsForm(request.POST or None, forum=row)
    made = apply_form(form, lambda given: actions.invite_delegations(actor=actor, forum=row, **given))
    if made is not None:
        messages.success(request, invited_words(len(made)))
        return redirect("coordination:delegations", pk)
    found = list(queries.chosen_to_invite(row, **choosing.asked())) if request.GET else []
    context = {**shell(request, row, "delegations"), "choosing": choosing, "form": form, "found": found}
    return render(request, "coordination/invite_delegations.html", {**context, "marked": marked(request, found)})


def marked(request: HttpRequest, found: list[Organization]) -> set[str]:
    """Whose boxes are ticked: as they were sent, or all that were found."""
    return set(request.POST.getlist("organizations")) if request.POST else {str(row.pk) for row in found}


def invited_words(number: int) -> str:
    words = ngettext("%(count)s organisation is invited.", "%(count)s organisations are invited.", number)
    return words % {"count": number}


@login_required
def change_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_delegation(request, pk), actor_of(request)
    if not permissions.can_change_delegation(actor, row):
        raise PermissionDenied
    form = ChangedPartForm(request.POST or None, delegation=row)
    if apply_form(form, lambda given: actions.change_delegation(actor=actor, delegation=row, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:delegations", row.forum_id)
    return render(request, "coordination/change_delegation.html", about(row, form))


@login_required
def withdraw_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = found_delegation(request, pk), actor_of(request)
    if not permissions.can_withdraw_delegation(actor, row):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, required=row.status == Delegation.Status.ACCEPTED)
    if apply_form(form, lambda given: actions.withdraw_delegation(actor=actor, delegation=row, **given)):
        messages.success(request, _("The invitation is withdrawn."))
        return redirect("coordination:delegations", row.forum_id)
    return render(request, "coordination/withdraw_delegation.html", about(row, form))


def about(row: Delegation, form: Any) -> dict[str, Any]:
    return {"form": form, "delegation": row, "forum": row.forum, "body": row.forum.body}


# Conveners ------------------------------------------------------------------------------------------------------------
@login_required
def add_convener(request: HttpRequest, pk: int) -> HttpResponse:
    """Who convenes it, and another one."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_add_convener(actor, row):
        raise PermissionDenied
    form = ConvenerForm(request.POST or None, forum=row)
    if apply_form(form, lambda given: actions.add_convener(actor=actor, forum=row, **given)):
        messages.success(request, _("Its people prepare the forum with you from now on."))
        return redirect("coordination:add_convener", pk)
    return render(request, "coordination/add_convener.html", {**shell(request, row, "forum"), "form": form})


@login_required
@require_POST
def remove_convener(request: HttpRequest, pk: int, organization_pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    organization = Organization.objects.filter(pk=organization_pk).first()
    if organization is not None:
        gone = _("It convenes the forum no longer.")
        attempt(request, lambda: actions.remove_convener(actor=actor, forum=row, organization=organization), gone)
    return redirect("coordination:add_convener", pk)
