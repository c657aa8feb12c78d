"""Pages of proposals: one of them, beginning it, and its way to the signatory and beyond."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.proposals import KeyForm, ProposalForm, ReasonForm, SubmitForm
from legislation.models import Proposal, Provision, Round, Sponsor
from legislation.seen import seen_proposal, seen_round
from legislation.states import DRAFT, HANDED_IN, OPEN, PROPOSAL_WAYS, RETURNED, SUBMITTED, WITHDRAWN, WRITTEN
from legislation.views.rounds import form_page
from organizations.actors import acting_for, actor_of


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What it changes, word by word, why, and who puts it forward."""
    reached = head(f"proposal.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen_proposal(request, pk)
    changes = queries.shown_amendments(row)
    sponsors = list(row.sponsors.select_related("organization__governorate"))
    may = {
        **rights(acting(request, row), row),
        **answers(actor_of(request), acting(request, row), row, sponsors),
    }
    context = {
        **joined(row, sponsors, may),
        "proposal": row,
        "round_row": row.round,
        "head": reached,
        "changes": changes,
        "beside": queries.proposals_beside(request.user, row),
        "sponsors": sponsors,
        "writers": list(row.writers.select_related("person")),
        "versions": list(queries.shown_versions(row, permissions.writes(acting(request, row), row))[:30]),
        "taken_by": list(permissions.proposals_for(request.user).filter(taken_over=row).select_related("organization")),
    }
    context["competing"] = sum(each.is_competing for each in context["beside"])
    return render(request, "legislation/proposal.html", context)


@require_safe
def proposal_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An earlier wording, against the one that stands."""
    row = seen_proposal(request, pk)
    writes = permissions.writes(acting(request, row), row)
    kept = get_object_or_404(queries.shown_versions(row, writes), number=number)
    now = {each["id"]: each for each in queries.wording(row)["amendments"]}
    pairs = [(each, now.get(each["id"])) for each in kept.shown["amendments"]]
    context = {"proposal": row, "kept": kept, "pairs": pairs}
    return render(request, "legislation/proposal_version.html", context)


def acting(request: HttpRequest, row: Proposal) -> Actor:
    """Its own organisation's people act for it, whatever is chosen in the shell."""
    return acting_for(request, row.organization)


def rights(actor: Actor, row: Proposal) -> dict[str, Any]:
    """Which buttons the reader has."""
    if not actor.is_person:
        return {}
    is_open, writes = row.round.status == OPEN, permissions.writes(actor, row)
    signs = permissions.can_submit_proposal(actor, row)
    returns = (row.status, RETURNED) in PROPOSAL_WAYS and permissions.can_return_proposal(actor, row)
    ends = (row.status, WITHDRAWN) in PROPOSAL_WAYS and permissions.can_withdraw_proposal(actor, row)
    return {
        "can_write": writes and is_open and row.status in WRITTEN,
        "can_hand_in": writes and is_open and row.status in WRITTEN,
        "can_submit": signs and is_open and row.status == HANDED_IN,
        "can_show": signs and row.status == HANDED_IN,
        "can_return": returns and is_open,
        "can_withdraw": ends and row.status != DRAFT,
        "can_discard": row.status == DRAFT and permissions.can_discard_proposal(actor, row),
        "can_take_over": takes(actor, row),
        "can_add_writer": row.status in (*WRITTEN, HANDED_IN) and permissions.can_add_writer(actor, row),
        "can_ask": row.status != WITHDRAWN and ends and permissions.can_ask_sponsor(actor, row),
        "is_returned_by_committee": returns and row.status == SUBMITTED,
        "writes": writes,
        "client_id": uuid4(),
    }


def answers(actor: Actor, own: Actor, row: Proposal, sponsors: list[Sponsor]) -> dict[str, set[int]]:
    """Which questions the reader answers for an organisation, which they may end; `own` speaks for the proposal's."""
    standing = [each for each in sponsors if each.status in (Sponsor.Status.ASKED, Sponsor.Status.ACCEPTED)]
    for each in standing:
        each.proposal = row
    may_end = [each for each in standing if any(permissions.can_end_sponsorship(who, each) for who in (actor, own))]
    waiting = [each for each in standing if each.status == Sponsor.Status.ASKED]
    theirs = {each.pk for each in waiting if permissions.can_accept_sponsorship(actor, each)}
    return {"answerable": theirs, "endable": {each.pk for each in may_end}}


def joined(row: Proposal, sponsors: list[Sponsor], may: dict[str, Any]) -> dict[str, Any]:
    """`may`, with the proposals it was made of while they stand, for who puts it forward or is asked. Who began the
    merge puts it forward in their place, not beside them, unless an organisation said no.
    """
    if not may["answerable"] and not may.get("can_submit"):
        return may
    sources = list(queries.sources_of(row))
    refused = any(each.status in (Sponsor.Status.DECLINED, Sponsor.Status.ENDED) for each in sponsors)
    return {**may, "made_of": sources, "can_submit": may.get("can_submit") and (refused or not sources)}


def takes(actor: Actor, row: Proposal) -> bool:
    may = row.status == WITHDRAWN and row.submitted_at is not None and row.round.status == OPEN
    return may and permissions.can_take_over_proposal(actor, row)


# Beginning and writing it ---------------------------------------------------------------------------------------------
@login_required
def create_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """`?provision=` is the article one came from: writing goes on with it."""
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_create_proposal(actor, row) and row.status == OPEN)
    on = provision_asked(request, row)
    form = ProposalForm(request.POST or None)
    if made := apply_form(
        form,
        lambda given: actions.create_proposal(actor=actor, row=row, client_id=given["client_id"], **form.details()),
    ):
        add = redirect("legislation:add_amendment", made.pk).url
        return redirect(f"{add}?provision={on.pk}" if on else add)
    context = {"form": form, "row": row, "on": on, "organization": actor.organization}
    return render(request, "legislation/create_proposal.html", context)


def provision_asked(request: HttpRequest, row: Round) -> Provision | None:
    pk = id_of(request.GET.get("provision", ""))
    return row.instrument.provisions.filter(pk=pk).first() if pk else None


@login_required
def edit_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    require(permissions.can_edit_proposal(actor, row))
    form = ProposalForm(request.POST or None, proposal=row)
    if apply_form(
        form,
        lambda given: actions.edit_proposal(actor=actor, proposal=row, version=given["version"], **form.details()),
    ):
        return onward(request, _("Saved."), "legislation:proposal", pk)
    return about(request, row, form, _("Title, reasons, effect"), _("Save"))


@login_required
@require_POST
def discard_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    act = lambda: actions.discard_proposal(actor=acting(request, row), proposal=row)
    if attempt(request, act, _("The draft is thrown away.")):
        return redirect("legislation:round", row.round_id)
    return redirect("legislation:proposal", pk)


# Its way --------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def hand_in_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    done = _("It lies with your signatory now.")
    return button(request, pk, lambda: actions.hand_in_proposal(actor=acting(request, row), proposal=row), done)


@login_required
def submit_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What one signs, once more, and the button."""
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    require(permissions.can_submit_proposal(actor, row))
    form = SubmitForm(request.POST or None, initial={"version": row.version})
    if apply_form(form, lambda given: actions.submit_proposal(actor=actor, proposal=row, **given)):
        done = _("It is put forward: everybody who sees the round sees it.")
        return onward(request, done, "legislation:proposal", pk)
    context = {"proposal": row, "form": form, "changes": queries.shown_amendments(row)}
    return render(request, "legislation/submit_proposal.html", context)


@login_required
def return_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    if not permissions.can_return_proposal(actor, row):
        actor = actor_of(request)
    require(permissions.can_return_proposal(actor, row))
    form = ReasonForm(request.POST or None)
    if apply_form(form, lambda given: actions.return_proposal(actor=actor, proposal=row, **given)):
        messages.success(request, _("It is with its writers again, and they are told why."))
        shown = queries.seen_proposal(request.user, pk) is not None
        return redirect("legislation:proposal", pk) if shown else redirect("legislation:round", row.round_id)
    return about(request, row, form, _("Return it to its writers"), _("Return it"))


@login_required
@require_POST
def show_waiting_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """`shown`: whether the people of the organisation see it wait."""
    row, is_shown = seen_proposal(request, pk), bool(request.POST.get("shown"))
    done = _("The people of your organisation see it wait.") if is_shown else _("Only its writers and you see it.")
    act = lambda: actions.show_waiting_proposal(actor=acting(request, row), proposal=row, is_shown=is_shown)
    return button(request, pk, act, done)


@login_required
def withdraw_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    require(permissions.can_withdraw_proposal(actor, row))
    form = ReasonForm(request.POST or None)
    if apply_form(form, lambda given: actions.withdraw_proposal(actor=actor, proposal=row, **given)):
        return onward(request, _("It is withdrawn."), "legislation:proposal", pk)
    return about(request, row, form, _("Withdraw the proposal"), _("Withdraw it"))


@login_required
@require_POST
def take_over_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Into a draft of one's own organisation."""
    row, actor, made = seen_proposal(request, pk), actor_of(request), []
    form = KeyForm(request.POST)
    key = form.cleaned_data["client_id"] if form.is_valid() else uuid4()
    act = lambda: made.append(actions.take_over_proposal(actor=actor, proposal=row, client_id=key))
    if attempt(request, act, _("It is a draft of your organisation now: change what you like, then hand it in.")):
        return redirect("legislation:proposal", made[0].pk)
    return redirect("legislation:proposal", pk)


# What these pages share -----------------------------------------------------------------------------------------------
def button(request: HttpRequest, pk: int, act: Callable[[], object], done: str) -> HttpResponse:
    """What one button of the page does, and back to it."""
    attempt(request, act, done)
    return redirect("legislation:proposal", pk)


def about(request: HttpRequest, row: Proposal, form: Any, heading: str, press: str) -> HttpResponse:
    """A page that asks something about one proposal."""
    up = redirect("legislation:proposal", row.pk).url
    return form_page(request, form, heading, press, up, row.title)
