"""Who stands behind a proposal: the fragment of its page, the page, and the two buttons."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import attempt
from journal.queries import head
from legislation import actions, permissions, queries
from legislation.models import Proposal
from legislation.seen import seen_proposal
from legislation.states import FROZEN, MERGED, OPEN, PUT_FORWARD, WITHDRAWN
from organizations.actors import actor_of


@require_safe
def endorsements(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page of a proposal, and a page of its own."""
    reached = head(f"proposal.{pk}")
    row, actor = seen_proposal(request, pk), actor_of(request)
    is_running = row.status in PUT_FORWARD and row.round.status in {OPEN, FROZEN}
    found = queries.endorsing(row)
    mine = next(
        (each for each in (*found.rows, *found.outside) if each.row.organization_id == actor.organization_id), None
    )
    may = is_running and permissions.can_endorse_proposal(actor, row)
    context = {
        "head": reached,
        "row": row,
        "endorsing": found,
        "mine": mine,
        "can_endorse": may and (mine is None or mine.is_older),
        "can_withdraw": may and mine is not None,
        "organization": actor.organization,
        "is_over": row.status in {MERGED, WITHDRAWN},
    }
    part = "legislation/_endorsements.html" if request.headers.get("HX-Request") else "legislation/endorsements.html"
    return render(request, part, context)


@login_required
@require_POST
def endorse_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    done = _("Your organisation stands behind this proposal.")
    attempt(request, lambda: actions.endorse_proposal(actor=actor_of(request), proposal=row), done)
    return back(request, row)


@login_required
@require_POST
def withdraw_endorsement(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_proposal(request, pk)
    done = _("Your organisation stands behind this proposal no more.")
    attempt(request, lambda: actions.withdraw_endorsement(actor=actor_of(request), proposal=row), done)
    return back(request, row)


def back(request: HttpRequest, row: Proposal) -> HttpResponse:
    """To the page on which the button stood."""
    is_own_page = request.POST.get("here") == "endorsements"
    return redirect("legislation:endorsements" if is_own_page else "legislation:proposal", row.pk)
