"""Pages that put several proposals together, and bring one onto a text that changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt, onward
from journal.ids import id_of
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.merging import CarryForm, MergeForm
from legislation.models import Proposal, Provision, Round
from legislation.seen import seen_proposal, seen_round
from legislation.states import OPEN, PUT_FORWARD, WRITTEN
from organizations.actors import actor_of

MOST = 20


@login_required
def merge_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Of `?proposal=`, several; `?on=` is the provision from whose page they were chosen."""
    row, actor = seen_round(request, pk), actor_of(request)
    chosen = chosen_proposals(request, row)
    mine = permissions.can_merge_proposals(actor, row, chosen)
    require(mine or permissions.can_merge_proposals(actor, row, on_offer(request, row)))
    if len(chosen) < 2 or not mine:
        none = _("Mark at least two proposals that stand.")
        messages.error(request, none if len(chosen) < 2 else _("Mark one of your organisation, too."))
        return redirect(back_from(request, row))
    places = queries.joined_places(row, chosen)
    form = MergeForm(request.POST or None, places=places, initial={"title": chosen[0].title})
    if made := apply_form(
        form, lambda _given: actions.merge_proposals(actor=actor, row=row, proposals=chosen, **form.details())
    ):
        return onward(request, merged_words(made), "legislation:proposal", made.pk)
    context = {
        "row": row,
        "form": form,
        "chosen": chosen,
        "settled": [place for place in places if place.is_settled],
        "asks": {} if permissions.merges_at_once(actor, row) else others_of(chosen, actor.organization_id),
        "up": back_from(request, row),
    }
    return render(request, "legislation/merge_proposals.html", context)


def on_offer(request: HttpRequest, row: Round) -> QuerySet[Proposal]:
    """All from which one chooses: whose organisation has one among them may have marked too few, or only others'."""
    rows = permissions.proposals_for(request.user).filter(round=row, status__in=PUT_FORWARD)
    return rows.select_related("organization")


def chosen_proposals(request: HttpRequest, row: Round) -> list[Proposal]:
    ids = [pk for word in request.GET.getlist("proposal")[:MOST] if (pk := id_of(word)) is not None]
    return list(on_offer(request, row).filter(pk__in=ids).select_related("author").order_by("submitted_at", "pk"))


def others_of(chosen: Iterable[Proposal], own: int | None) -> dict[int, str]:
    """The organisations that will be asked."""
    return {each.organization_id: str(each.organization) for each in chosen if each.organization_id != own}


def merged_words(made: Proposal) -> str:
    if made.status in PUT_FORWARD:
        return _("They are one proposal now: %(code)s.") % {"code": made.code}
    return _("%(code)s is written. The other organisations are asked to agree.") % {"code": made.code}


def back_from(request: HttpRequest, row: Round) -> str:
    on = id_of(request.GET.get("on", ""))
    if on and Provision.objects.filter(pk=on, instrument=row.instrument_id).exists():
        return reverse("legislation:rivals", args=[row.pk, on])
    return reverse("legislation:heat", args=[row.pk])


@login_required
@require_POST
def settle_merge(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = seen_proposal(request, pk)
    done = _("They are one proposal now: %(code)s.") % {"code": proposal.code}
    attempt(request, lambda: actions.settle_merge(actor=actor_of(request), proposal=proposal), done)
    return redirect("legislation:proposal", proposal.pk)


@login_required
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in the text, what becomes of the proposal, and the three texts of each place that waits."""
    proposal, actor = seen_proposal(request, pk), actor_of(request)
    require(permissions.can_carry_over(actor, proposal))
    stale, waiting = queries.carried_changes(proposal)
    form = CarryForm(request.POST if request.method == "POST" else None, waiting=waiting)
    act = lambda _given: actions.carry_over(actor=actor, proposal=proposal, wordings=form.wordings())
    if apply_form(form, act):
        return onward(request, _("The proposal stands on the text as it is now."), "legislation:proposal", proposal.pk)
    held_back = {three["amendment"] for three in waiting}
    context = {
        "proposal": proposal,
        "form": form,
        "carried": [row for row in stale if row.pk not in held_back],
        "gone": [three for three in waiting if not three["current"]],
        "is_possible": bool(stale),
    }
    return render(request, "legislation/carry_over.html", context)


@require_safe
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """Part of a proposal's page: what it was made of, what waits for consent, what became of it, whether the text that
    it was written against changed.
    """
    proposal, actor = seen_proposal(request, pk), actor_of(request)
    sources = list(queries.sources_of(proposal))
    is_open = proposal.round.status == OPEN
    context = {
        "proposal": proposal,
        "credits": proposal.credits.select_related("source", "person", "organization"),
        "missing": list(queries.missing_consent(proposal)) if sources else [],
        "can_settle": bool(sources) and is_open and permissions.can_settle_merge(actor, proposal),
        "can_carry_over": is_open
        and proposal.status in WRITTEN | PUT_FORWARD
        and permissions.can_carry_over(actor, proposal),
        "stale": queries.carried_changes(proposal)[0],
    }
    return render(request, "legislation/_merging.html", context)
