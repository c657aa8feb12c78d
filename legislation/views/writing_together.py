"""Who writes a proposal, and which organisations put it forward together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.proposals import SponsorForm, WriterForm
from legislation.models import Proposal, Sponsor
from legislation.seen import seen_proposal, seen_sponsor
from legislation.views.proposals import about, acting
from organizations.actors import acting_for
from organizations.models import Organization
from organizations.permissions import organizations_for


@login_required
def add_writer(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    require(permissions.can_add_writer(actor, row))
    form = WriterForm(request.POST or None, people=queries.possible_writers(row))
    if apply_form(form, lambda given: actions.add_writer(actor=actor, proposal=row, **given)):
        return onward(request, _("They write it with you now."), "legislation:proposal", pk)
    return about(request, row, form, _("Who writes with you?"), _("Let them write"))


@login_required
@require_POST
def remove_writer(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    person = get_object_or_404(User, pk=person_pk, pk__in=row.writers.values("person"))
    act = lambda: actions.remove_writer(actor=acting(request, row), proposal=row, person=person)
    attempt(request, act, _("They write it no longer."))
    return back(request, row)


@login_required
def ask_sponsor(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    actor = acting(request, row)
    require(permissions.can_ask_sponsor(actor, row))
    form = SponsorForm(request.POST or None, organizations=possible_sponsors(request, row))
    if apply_form(form, lambda given: actions.ask_sponsor(actor=actor, proposal=row, **given)):
        return onward(request, _("They are asked; their signatory answers."), "legislation:proposal", pk)
    return about(request, row, form, _("Who puts it forward with you?"), _("Ask them"))


@login_required
@require_POST
def accept_sponsorship(request: HttpRequest, pk: int) -> HttpResponse:
    return answered(request, pk, actions.accept_sponsorship, _("Your organisation puts it forward, too."))


@login_required
@require_POST
def decline_sponsorship(request: HttpRequest, pk: int) -> HttpResponse:
    return answered(request, pk, actions.decline_sponsorship, _("You said no; they are told."))


@login_required
@require_POST
def end_sponsorship(request: HttpRequest, pk: int) -> HttpResponse:
    return answered(request, pk, actions.end_sponsorship, _("It has ended."))


# What they share ------------------------------------------------------------------------------------------------------
def answered(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    sponsor = seen_sponsor(request, pk)
    actor = acting_for(request, sponsor.organization)
    if actor.organization_id != sponsor.organization_id:
        actor = acting(request, sponsor.proposal)
    attempt(request, lambda: verb(actor=actor, sponsor=sponsor), done)
    return back(request, sponsor.proposal)


def back(request: HttpRequest, row: Proposal) -> HttpResponse:
    """To the proposal, or to its round where one sees it no longer."""
    if queries.seen_proposal(request.user, row.pk) is None:
        return redirect("legislation:round", row.round_id)
    return redirect("legislation:proposal", row.pk)


def possible_sponsors(request: HttpRequest, row: Proposal) -> Any:
    """Verified organisations that were not asked yet."""
    standing = row.sponsors.filter(status__in=(Sponsor.Status.ASKED, Sponsor.Status.ACCEPTED)).values("organization")
    rows = organizations_for(request.user).filter(status=Organization.Status.VERIFIED, closed_at=None)
    others = rows.exclude(kind=Organization.Kind.PUBLIC_BODY).exclude(pk=row.organization_id)
    return others.exclude(pk__in=standing).order_by("name_ar")
