"""Overlaps: what two organisations plan alike, and the room in which they share it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.refusals import Conflict
from needs.actions.overlaps import open_overlap_room as open_room
from needs.forms.board import BoardForm
from needs.models import Need, Pledge
from needs.permissions import Standpoint, may_speak, needs_for
from needs.queries.board import STANDING
from needs.queries.overlaps import Overlap, Plan
from needs.queries.overlaps import overlaps as found_overlaps
from needs.queries.overlaps import overlaps_of as others_plans
from needs.views.addresses import changed
from organizations.actors import actor_of
from organizations.outlines import place_name


@login_required
@require_safe
def overlaps(request: HttpRequest) -> HttpResponse:
    """What is planned twice, of what the reader may see: one's own organisation's first."""
    form, actor = BoardForm(request.GET), actor_of(request)
    place = form.asked().place
    is_ours = request.GET.get("ours") == "on" and actor.organization is not None
    found = found_overlaps(standing(request), place=place, organization=actor.organization_id if is_ours else None)
    may_open = actor.organization is not None and may_speak(actor, actor.organization)
    context = {
        "overlaps": [
            shown(actor if may_open else None, overlap) for overlap in own_first(found, actor.organization_id)
        ],
        "form": form,
        "where": place_name(place) if place else "",
        "is_ours": is_ours,
        "ours": {"all": changed(request.GET, ours=None), "ours": changed(request.GET, ours="on")},
        "speaks_for": actor.organization,
    }
    return render(request, "needs/overlaps.html", context)


@login_required
@require_safe
def overlaps_of(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page of a need: what others plan alike nearby, for whoever is about to promise."""
    need = get_object_or_404(needs_for(request.user), pk=pk)
    plans = others_plans(standing(request), need, actor_of(request).organization_id)
    return render(request, "needs/_overlaps_of.html", {"plans": plans, "need": need})


@login_required
@require_POST
def open_overlap_room(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Bring the organisations of two pledges together."""
    seen = Pledge.objects.filter(need__in=needs_for(request.user).order_by().values("pk"))
    rows = seen.select_related("organization", "need__place")
    first, second = get_object_or_404(rows, pk=pk), get_object_or_404(rows, pk=other_pk)
    try:
        room = open_room(actor=actor_of(request), first=first, second=second)
    except Conflict as no:
        messages.error(request, no.detail)
        return redirect("needs:overlaps")
    return redirect("chat:room", room.pk)


def standing(request: HttpRequest) -> Any:
    """The needs of members: who is no member of a verified organisation plans with nobody."""
    is_member = Standpoint.of(request.user).is_member
    return needs_for(request.user).filter(status__in=STANDING) if is_member else Need.objects.none()


def own_first(found: list[Overlap], organization: int | None) -> list[Overlap]:
    return sorted(found, key=lambda overlap: organization not in {row.pk for row in overlap.organizations})


def shown(speaker: Actor | None, overlap: Overlap) -> dict[str, Any]:
    """An overlap with the two pledges for which who speaks may open a room: an own one and the first of another."""
    own = next((plan for plan in overlap.plans if speaker and plan.organization.pk == speaker.organization_id), None)
    if own is None:
        return {"overlap": overlap, "pair": None}
    other = next(plan for plan in overlap.plans if is_other(plan, own))
    return {"overlap": overlap, "pair": (own.pledge.pk, other.pledge.pk)}


def is_other(plan: Plan, first: Plan) -> bool:
    return plan.organization.pk != first.organization.pk and plan.need.pk != first.need.pk
