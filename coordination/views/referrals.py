"""Pages on which the follow-up of a recommendation goes from one committee to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import actions, permissions, queries
from coordination.forms.committees import AnswerForm, HandOverForm
from coordination.models import Referral
from coordination.permissions import recommendations_for
from coordination.views.recommendations import form_page, seen
from journal.forms import apply_form
from organizations.actors import actor_of


@require_safe
def recommendation_referrals(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page of recommendation `pk`: between which committees it went, and what waits for an answer."""
    row, actor = seen(request, pk), actor_of(request)
    referrals = queries.referrals_of(request.user, row)
    waiting = next((each for each in referrals if each.status == Referral.Status.OFFERED), None)
    context = {
        "row": row,
        "waiting": waiting,
        "history": [each for each in referrals if each is not waiting],
        "can_answer": waiting is not None and permissions.can_take_referral(actor, waiting),
        "can_withdraw": waiting is not None and permissions.can_withdraw_referral(actor, waiting),
        "can_hand_over": waiting is None and permissions.can_hand_over_recommendation(actor, row),
    }
    return render(request, "coordination/recommendation_referrals.html", context)


@login_required
def hand_over_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_hand_over_recommendation(actor, row):
        raise PermissionDenied
    form = HandOverForm(request.POST or None, user=request.user, giver=row.committee_id)
    if apply_form(form, lambda given: actions.hand_over_recommendation(actor=actor, recommendation=row, **given)):
        messages.success(request, _("It is offered; until it is taken on, everything stays as it is."))
        return redirect("coordination:recommendation", pk)
    up = redirect("coordination:recommendation", pk).url
    return form_page(request, form, _("Hand over to another committee"), _("Hand over"), up, row.code)


def answer_page(
    request: HttpRequest, pk: int, may: Callable[..., bool], act: Callable[..., Any], says: tuple[str, str, str]
) -> HttpResponse:
    """`says`: what the page is called, its button, and what stands above the next one."""
    referral, actor = queries.seen_referral(request.user, pk), actor_of(request)
    if referral is None:
        raise Http404
    if not may(actor, referral) or referral.status != Referral.Status.OFFERED:
        raise PermissionDenied
    row = referral.recommendation
    form = AnswerForm(request.POST or None, is_required=act is not actions.take_referral)
    if apply_form(form, lambda given: act(actor=actor, referral=referral, **given)):
        messages.success(request, says[2])
        is_seen = recommendations_for(request.user).filter(pk=row.pk).exists()
        return redirect("coordination:recommendation", row.pk) if is_seen else redirect("coordination:committees")
    return form_page(request, form, says[0], says[1], redirect("coordination:recommendation", row.pk).url, row.code)


@login_required
def take_referral(request: HttpRequest, pk: int) -> HttpResponse:
    says = _("Take the follow-up on"), _("Take it on"), _("This committee follows it up from now on.")
    return answer_page(request, pk, permissions.can_take_referral, actions.take_referral, says)


@login_required
def decline_referral(request: HttpRequest, pk: int) -> HttpResponse:
    says = _("Decline the follow-up"), _("Decline"), _("It stays with who offered it; they read why.")
    return answer_page(request, pk, permissions.can_decline_referral, actions.decline_referral, says)


@login_required
def withdraw_referral(request: HttpRequest, pk: int) -> HttpResponse:
    says = _("Take the offer back"), _("Take the offer back"), _("The offer is taken back.")
    return answer_page(request, pk, permissions.can_withdraw_referral, actions.withdraw_referral, says)
