"""Needs that look alike: the warning on a need's page, merging one into the other, "different, because"."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from needs import actions, permissions
from needs.forms.duplicates import DifferenceForm, MergeForm
from needs.models import Need
from needs.queries import Alike, likely_duplicates, place_words, sketch_of, with_lines
from needs.reasons import Reason, reasons_of_likeness
from organizations.actors import acting_for


@dataclass(frozen=True)
class ShownAlike:
    need: Need
    place: str
    reasons: list[Reason]


def shown(found: list[Alike]) -> list[ShownAlike]:
    return [ShownAlike(one.need, place_words(one.need.place), reasons_of_likeness(one.likeness)) for one in found]


@require_safe
def need_duplicates(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a need's page, for whoever can do something about it: needs that are likely the same."""
    need = seen(request, pk)
    actor = acting_for(request, need.organization)
    may_prepare = actor.is_person and permissions.may_prepare(actor, need.organization)
    asks = need.status in {Need.Status.DRAFT, Need.Status.OPEN, Need.Status.COVERED, Need.Status.EXPIRED}
    found = likely_duplicates(request.user, sketch_of(need), but=need) if may_prepare and asks else []
    context = {
        "posting": need,
        "alike": shown(found),
        "may_merge": permissions.can_merge_need(actor, need) if actor.is_person else False,
    }
    return render(request, "needs/_duplicates.html", context)


@login_required
def merge_need(request: HttpRequest, pk: int, into_pk: int) -> HttpResponse:
    """Ask, and merge."""
    need, into = seen(request, pk), seen(request, into_pk)
    actor = acting_for(request, need.organization)
    if not permissions.can_merge_need(actor, need) or not permissions.can_merge_into(actor, into):
        raise Http404
    form = MergeForm(request.POST if request.method == "POST" else None)
    if apply_form(form, lambda _given: actions.merge_need(actor=actor, need=need, into=into)):
        return onward(request, _("Merged. Whoever opens it is led here."), "needs:need", into.pk)
    return render(request, "needs/merge_need.html", {"form": form, "posting": need, "into": into})


@login_required
def distinguish_needs(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Ask why they are not the same."""
    need, other = seen(request, pk), seen(request, other_pk)
    actor = acting_for(request, need.organization)
    if not permissions.can_distinguish_needs(actor, need, other):
        raise Http404
    form = DifferenceForm(request.POST or None)
    if (
        apply_form(form, lambda given: actions.distinguish_needs(actor=actor, need=need, other=other, **given))
        is not None
    ):
        return onward(request, _("Noted. Nobody is warned of these two again."), "needs:need", need.pk)
    return render(request, "needs/distinguish_needs.html", {"form": form, "posting": need, "other": other})


def seen(request: HttpRequest, pk: int) -> Need:
    need: Need = get_object_or_404(with_lines(permissions.needs_for(request.user)), pk=pk)
    return need
