"""A part of the first page: what waits for oneself in forums and committees, and circulars that one has not read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination import queries
from coordination.views.recommendations import shown
from journal.actors import Actor
from legislation.queries import unread_circulars
from organizations.actors import actor_of

SHOWN = 5  # of each; the rest is on the page of obligations


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Invitations, what the organisation is asked, what is late, hand-overs, how many reports are to be verified."""
    actor = actor_of(request)
    context = {
        "invitations": queries.waiting_delegations(request.user)[:SHOWN],
        "asked": queries.asked_of(actor)[:SHOWN],
        "late": [shown(row) for row in queries.late_obligations(actor)[:SHOWN]],
        "referrals": queries.waiting_referrals(request.user)[:SHOWN],
        "reports": queries.waiting_for(actor).count(),
        "circulars": circulars(actor),
    }
    return render(request, "coordination/waiting.html", {**context, "is_any": any(context.values())})


def circulars(actor: Actor) -> int:
    """How many circulars wait for the acknowledgement of who speaks for a verified organisation."""
    is_asked = actor.organization is not None and actor.organization.is_verified
    return unread_circulars(actor.user).count() if is_asked else 0
