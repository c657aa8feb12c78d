"""The rapporteur's written opinion: a part of the page of a proposal, a page of its own, and the form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.deciding import OpinionForm
from legislation.models import Proposal
from legislation.seen import seen_opinion, seen_proposal
from legislation.states import FROZEN, OPEN, PUT_FORWARD
from organizations.actors import actor_of


@require_safe
def opinion_of(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rapporteur advises, apart from what was decided; and how that was voted."""
    reached = head(f"proposal.{pk}")
    row, actor = seen_proposal(request, pk), actor_of(request)
    rows = queries.opinions_of(request.user, row)
    published = [each for each in rows if each.published_at]
    vote = queries.vote_of(row)
    context: dict[str, Any] = {
        "head": reached,
        "row": row,
        "opinion": published[0] if published else None,
        "older": published[1:],
        "draft": next((each for each in rows if not each.published_at and not each.replaced_at), None),
        "can_write": may_write(row) and permissions.can_write_opinion(actor, row),
        "reopenings": queries.reopenings_of(row),
        "vote": vote if vote and permissions.rival_votes_for(request.user).filter(pk=vote.pk).exists() else None,
    }
    context["can_publish"] = context["draft"] and permissions.can_publish_opinion(actor, context["draft"])
    part = "legislation/_opinion.html" if request.headers.get("HX-Request") else "legislation/opinion.html"
    return render(request, part, context)


@login_required
def write_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_proposal(request, pk), actor_of(request)
    require(permissions.can_write_opinion(actor, row))
    others = permissions.proposals_for(request.user).filter(round=row.round_id, status__in=PUT_FORWARD)
    form = OpinionForm(request.POST or None, others=others.exclude(pk=pk), initial=standing(request, row))
    if apply_form(form, lambda given: actions.write_opinion(actor=actor, proposal=row, **given)):
        done = _("It is kept; nobody else reads it until it is published.")
        return onward(request, done, "legislation:opinion_of", pk)
    context = {
        "form": form,
        "heading": _("Write the opinion"),
        "press": _("Keep as a draft"),
        "up": redirect("legislation:opinion_of", pk).url,
        "proposal": row,
        "round_row": row.round,
    }
    return render(request, "legislation/ask_deciding.html", context)


@login_required
@require_POST
def publish_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_opinion(request, pk)
    done = _("The opinion is published.")
    attempt(request, lambda: actions.publish_opinion(actor=actor_of(request), opinion=found), done)
    return redirect("legislation:opinion_of", found.proposal_id)


def may_write(row: Proposal) -> bool:
    return row.status in {"admissible", "recommended"} and row.round.status in {OPEN, FROZEN}


def standing(request: HttpRequest, row: Proposal) -> dict[str, Any]:
    """The draft goes on where it was left."""
    rows = queries.opinions_of(request.user, row)
    draft = next((each for each in rows if not each.published_at and not each.replaced_at), None)
    return {"advice": draft.advice, "other": draft.other_id, "reasons": draft.reasons} if draft else {}
