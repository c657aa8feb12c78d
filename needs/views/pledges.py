"""Pages of pledges: on a need's page, one's own, one of them, promising and answering."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from needs.actions import pledges as actions
from needs.actions.promising import Share
from needs.forms.pledges import PledgeForm, WhyForm, WhyIfKnownForm, said_of
from needs.models import Need, Pledge
from needs.permissions import needs_for, offers_for
from needs.permissions import pledges as permissions
from needs.pledging import AGREED, hours_to_answer
from needs.queries import pledges as queries
from organizations.actors import acting_for, actor_of
from organizations.models import Organization

PAGE = 30
SIDES = (("", gettext_lazy("All")), ("given", gettext_lazy("We give")), ("received", gettext_lazy("We receive")))
STATES = (
    ("waiting", gettext_lazy("Waits for us")),
    ("running", gettext_lazy("Running")),
    ("ended", gettext_lazy("Ended")),
)


# On the page of a need ------------------------------------------------------------------------------------------------
@require_safe
def need_pledges(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the need's page: how much of each line is where, and who gives it."""
    need = get_object_or_404(needs_for(request.user).select_related("organization"), pk=pk)
    reached = head(need.stream)
    return render(request, "needs/_pledges.html", {**what_is_promised(request, need), "head": reached})


def what_is_promised(request: HttpRequest, need: Need) -> dict[str, Any]:
    """As the part shows it; the page of the need holds it too."""
    known = queries.pledges_of_need(need)
    own = [(pledge, permissions.sides_of(actor_of(request).organization, pledge)) for pledge in known]
    return {
        "need": need,
        "progress": queries.progress_of_need(need),
        "pledges": [(pledge, queries.waits_for(pledge, side)) for pledge, side in own],
        "can_pledge": need.is_standing and permissions.can_propose_pledge(actor_of(request), need),
    }


@login_required
def propose_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise shares of a need's lines."""
    need = get_object_or_404(needs_for(request.user).select_related("organization"), pk=pk)
    actor = actor_of(request)
    if not (need.is_standing and permissions.can_propose_pledge(actor, need)):
        return render(request, "needs/no_pledge.html", {"need": need, "why": why_not(actor, need)}, status=403)
    form = pledge_form(request, actor, need, initial={"contact": own_contact(actor)})
    if made := apply_form(
        form,
        lambda given: actions.propose_pledge(actor=actor, need=need, client_id=given["client_id"], **said(form)),
    ):
        return onward(request, _("Your pledge is with them."), "needs:pledge", made.pledge.pk)
    context = {"form": form, "need": need, "hours": hours_to_answer(need.urgency)}
    return render(request, "needs/propose_pledge.html", context)


def why_not(actor: Actor, need: Need) -> str:
    """Why somebody who sees a need may not promise something to it."""
    own = actor.organization
    if not need.is_standing:
        return _("This need takes no pledges now: “%(status)s”.") % {"status": need.get_status_display()}
    if own is None:
        return _("You speak for no organisation here.")
    if own.pk == need.organization_id:
        return _("This need is your own organisation's.")
    if not own.is_verified:
        return _("Your organisation awaits verification; it can promise once it is verified.")
    return _("Who signs for an organisation or manages it may promise.")


def own_contact(actor: Actor) -> str:
    """The person and their number, as far as they gave one."""
    return " · ".join(part for part in (str(actor.user), actor.user.phone) if part)[:160]


def pledge_form(request: HttpRequest, actor: Actor, need: Need, initial: dict[str, Any]) -> PledgeForm:
    offers = queries.usable_offers(actor, need, offers_for(actor.user))
    progress = queries.progress_of_need(need)
    return PledgeForm(request.POST or None, initial=initial, progress=progress, offers=offers)


def said(form: PledgeForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "shares": [Share(line, amount, unit) for line, amount, unit in form.given()],
        "offer": given.get("offer"),
        **{name: given[name] for name in ("expected_on", "contact", "note")},
    }


# Those of one's organisation ------------------------------------------------------------------------------------------
@login_required
@require_safe
def pledges(request: HttpRequest) -> HttpResponse:
    """What one's organisation gave and was given; what waits for it stands first."""
    own = actor_of(request).organization
    side, state = request.GET.get("side", ""), request.GET.get("state", "")
    context: dict[str, Any] = {"own": own, "side": side, "state": state, "sides": SIDES, "states": STATES}
    if own is not None:
        context["head"] = head(f"org.{own.pk}")
        rows = queries.pledges_of(own, side, state)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "rows": [row_of(own, pledge) for pledge in page]}
    return render(request, "needs/pledges.html", context)


def row_of(own: Organization, pledge: Pledge) -> dict[str, Any]:
    side = permissions.sides_of(own, pledge)
    other = pledge.need.organization if side == "giving" else pledge.organization
    return {"pledge": pledge, "side": side, "other": other, "waits": queries.waits_for(pledge, side)}


# One pledge -----------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """A pledge and its road. Who only sees the need sees who gives how much, and how far it is."""
    row = get_object_or_404(queries.with_loads(permissions.pledges_for(request.user)), pk=pk)
    reached = head(row.need.stream)
    is_party = permissions.is_party(request.user, row)
    side = side_of(request, row) if is_party else ""
    loads = list(row.deliveries.all()) if is_party else []
    context = {
        "pledge": row,
        "head": reached,
        "is_party": is_party,
        "side": side,
        "loads": loads,
        "road": queries.road_of(row, row.deliveries.all()),
        "contacts": queries.contacts_of(row, side),
        "is_agreed": row.status in AGREED,
        "has_rest": any(line.dispatched < line.quantity for line in row.lines.all()),
        "waits": queries.waits_for(row, side),
        "can": may(request, row) if is_party else frozenset(),
        "sees_need": needs_for(request.user).filter(pk=row.need_id).exists(),
    }
    return render(request, "needs/pledge.html", context)


def side_of(request: HttpRequest, row: Pledge) -> str:
    """The side of the organisation one chose to speak for, else of the one one belongs to."""
    chosen = permissions.sides_of(actor_of(request).organization, row)
    if chosen:
        return chosen
    return "giving" if acting_for(request, row.organization).organization_id == row.organization_id else "receiving"


def may(request: HttpRequest, row: Pledge) -> frozenset[str]:
    return permissions.acts_on(giver(request, row), row) | permissions.acts_on(receiver(request, row), row)


def own_pledge(request: HttpRequest, pk: int) -> Pledge:
    """A pledge of one of the person's organisations, on either side."""
    return get_object_or_404(queries.with_loads(permissions.own_pledges_for(request.user)), pk=pk)


def giver(request: HttpRequest, row: Pledge) -> Actor:
    return acting_for(request, row.organization)


def receiver(request: HttpRequest, row: Pledge) -> Actor:
    return acting_for(request, row.need.organization)


def either(request: HttpRequest, row: Pledge) -> Actor:
    """For what both sides may do: as the side one speaks for."""
    return giver(request, row) if side_of(request, row) == "giving" else receiver(request, row)


def demand(is_offered: bool) -> None:
    """A page that asks a question is there for those who may answer it."""
    if not is_offered:
        raise Http404


@login_required
def edit_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what was proposed, before anybody answered."""
    row = own_pledge(request, pk)
    actor = giver(request, row)
    demand("edit" in permissions.acts_on(actor, row))
    form = pledge_form(request, actor, row.need, initial=said_of(row))
    if apply_form(form, lambda given: actions.edit_pledge(actor=actor, pledge=row, **said(form))) is not None:
        return redirect("needs:pledge", pk)
    return render(request, "needs/edit_pledge.html", {"form": form, "pledge": row, "need": row.need})


@login_required
@require_POST
def accept_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_pledge(request, pk)
    done = _("Accepted. You see now how to reach each other.")
    attempt(request, lambda: actions.accept_pledge(actor=receiver(request, row), pledge=row), done)
    return redirect("needs:pledge", pk)


@login_required
def decline_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_pledge(request, pk)
    actor = receiver(request, row)
    demand("decline" in permissions.acts_on(actor, row))
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.decline_pledge(actor=actor, pledge=row, **given)) is not None:
        return redirect("needs:pledge", pk)
    return render(request, "needs/decline_pledge.html", {"form": form, "pledge": row})


@login_required
def withdraw_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_pledge(request, pk)
    actor = giver(request, row)
    demand("withdraw" in permissions.acts_on(actor, row))
    form = WhyIfKnownForm(request.POST or None, is_required=row.status in AGREED)
    if apply_form(form, lambda given: actions.withdraw_pledge(actor=actor, pledge=row, **given)) is not None:
        return redirect("needs:pledge", pk)
    return render(request, "needs/withdraw_pledge.html", {"form": form, "pledge": row})


@login_required
def close_pledge_short(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_pledge(request, pk)
    actor = either(request, row)
    demand("close_short" in permissions.acts_on(actor, row))
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.close_pledge_short(actor=actor, pledge=row, **given)) is not None:
        return redirect("needs:pledge", pk)
    return render(request, "needs/close_pledge_short.html", {"form": form, "pledge": row})
