"""Pages of offers, the mirror of needs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
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
from needs.forms.postings import OfferForm, OffersAsked, StillSoForm, WhyForm, initial_of
from needs.models import Offer
from needs.views.answers import sent, where_of
from needs.views.writing import Writing, carry_out, is_whole, propose_new, written
from organizations.actors import acting_for, actor_of

Status = Offer.Status
PAGE = 20


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What organisations can give, the newest first, narrowed by words, sector, governorate and kind of thing."""
    form = OffersAsked(request.GET)
    rows = queries.standing_offers(request.user, **form.asked())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [queries.shown_posting(row) for row in page],
        "query": query.urlencode(),
        "is_filtered": any(form.asked().values()),
        "can_create": permissions.can_create_offer(actor_of(request)),
    }
    template = "needs/_offers.html" if request.headers.get("HX-Target") == "found" else "needs/offers.html"
    return render(request, template, context)


@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer; to htmx the part that changes."""
    reached = head(f"offer.{pk}")  # before the row, so that a later entry is applied on top of it
    row = queries.seen_offer(request.user, pk)
    if row is None:
        raise Http404
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
    }
    return render(request, "needs/_offer.html" if request.headers.get("HX-Request") else "needs/offer.html", context)


def what_may_be_done(actor: Actor, row: Offer) -> dict[str, bool]:
    """Which buttons the page shows; the verbs ask again."""
    if not actor.is_person:
        return {}
    is_running = row.status in (Status.OPEN, Status.TAKEN)
    return {
        "edit": permissions.can_edit_offer(actor, row),
        "open": row.status == Status.DRAFT and permissions.can_open_offer(actor, row),
        "confirm": permissions.can_confirm_offer(actor, row),
        "close": row.status != Status.CLOSED and permissions.can_close_offer(actor, row),
        "withdraw": row.status != Status.WITHDRAWN and permissions.can_withdraw_offer(actor, row),
        "reopen": not is_running and permissions.can_reopen_offer(actor, row),
    }


# Writing --------------------------------------------------------------------------------------------------------------
@login_required
def create_offer(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_offer(actor))
    helping = is_secretariat(actor)
    initial = {"organization": actor.organization} if helping else {}
    form = OfferForm(request.POST or None, is_helping=helping, initial=initial)
    writing = written(request, form, None)
    if is_whole(writing) and (made := carry_out(writing, lambda: made_offer(actor, writing))):
        return go_on(request, actor, made, opens=writing.opens)
    return render(request, "needs/create_offer.html", writing.context() | {"can_open": may_open(actor)})


def made_offer(actor: Actor, writing: Writing) -> Offer:
    propose_new(actor, writing)
    given = writing.form.cleaned_data
    assert writing.picker.chosen is not None
    return actions.create_offer(
        actor=actor,
        client_id=given["client_id"],
        organization=given.get("organization"),
        place=writing.picker.chosen,
        lines=[row.given() for row in writing.written],
        **writing.form.details(),
    )


@login_required
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.whole(permissions.offers_for(request.user)), pk=pk)
    actor = acting_for(request, row.organization)
    require(permissions.can_edit_offer(actor, row))
    hides = () if permissions.writes_exactly(actor, row) else permissions.EXACT
    form = OfferForm(request.POST or None, hides=hides)
    form.initial = initial_of(row, form.fields)
    writing = written(request, form, row)
    if is_whole(writing) and (made := carry_out(writing, lambda: changed_offer(actor, row, writing))):
        return go_on(request, actor, made, opens=writing.opens)
    context = writing.context() | {"posting": row, "can_open": may_open(actor)}
    return render(request, "needs/edit_offer.html", context)


def changed_offer(actor: Actor, row: Offer, writing: Writing) -> Offer:
    propose_new(actor, writing)
    lines = [line.given() for line in writing.written]
    return actions.edit_offer(
        actor=actor, offer=row, place=writing.picker.chosen, lines=lines, **writing.form.details()
    )


def go_on(request: HttpRequest, actor: Actor, row: Offer, *, opens: bool) -> HttpResponse:
    """To its page; on the board where that was asked for."""
    if opens and row.status == Status.DRAFT:
        attempt(request, lambda: actions.open_offer(actor=actor, offer=row), _("It is on the board."))
    else:
        messages.success(request, _("Saved."))
    return redirect("needs:offer", row.pk)


def may_open(actor: Actor) -> bool:
    own = actor.organization
    return is_secretariat(actor) or (own is not None and permissions.may_speak(actor, own))


# Acts -----------------------------------------------------------------------------------------------------------------
def found(request: HttpRequest, pk: int) -> tuple[Actor, Offer]:
    """The offer if one sees it, and for whom one acts on it."""
    row = get_object_or_404(permissions.offers_for(request.user).select_related("organization"), pk=pk)
    return acting_for(request, row.organization), row


@login_required
@require_POST
def open_offer(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    attempt(request, lambda: actions.open_offer(actor=actor, offer=row), _("It is on the board."))
    return redirect("needs:offer", pk)


@login_required
def confirm_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is still to be had; whoever wants to say until when is asked."""
    actor, row = found(request, pk)
    form = StillSoForm(sent(request))
    if apply_form(form, lambda given: actions.confirm_offer(actor=actor, offer=row, **given)) is not None:
        return onward(request, _("Thank you: it is still on offer."), "needs:offer", pk)
    require(permissions.can_confirm_offer(actor, row))
    return render(request, "needs/confirm_offer.html", {"form": form, "posting": row})


@login_required
def withdraw_offer(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = WhyForm(sent(request), is_required=row.status != Status.DRAFT)
    if apply_form(form, lambda given: actions.withdraw_offer(actor=actor, offer=row, **given)) is not None:
        return onward(request, _("Withdrawn."), "needs:offer", pk)
    require(permissions.can_withdraw_offer(actor, row))
    return render(request, "needs/withdraw_offer.html", {"form": form, "posting": row})


@login_required
def close_offer(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    form = WhyForm(sent(request), is_required=False)
    if apply_form(form, lambda given: actions.close_offer(actor=actor, offer=row, **given)) is not None:
        return onward(request, _("Closed. What was promised and what arrived stays."), "needs:offer", pk)
    require(permissions.can_close_offer(actor, row))
    return render(request, "needs/close_offer.html", {"form": form, "posting": row})


@login_required
@require_POST
def reopen_offer(request: HttpRequest, pk: int) -> HttpResponse:
    actor, row = found(request, pk)
    attempt(request, lambda: actions.reopen_offer(actor=actor, offer=row), _("It is on the board again."))
    return redirect("needs:offer", pk)
