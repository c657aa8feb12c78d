"""The projector: what the hall looks at, and where it is set."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from journal.forms import attempt
from journal.queries import head
from meetings import actions, queries
from meetings.models import Ballot, Session
from meetings.views.sessions import back, seen, shell
from organizations.actors import actor_of

MOST_LINES = 9  # that a hall can read


@login_required
@require_safe
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """Very big, without navigation; `?part` is what stands on it alone, which frontend/projector.ts asks for."""
    reached = head(f"session.{pk}")
    row = seen(request, pk)
    context = {**shell(request, row, "projector"), "head": reached}
    if not context["is_inside"]:
        raise Http404
    name = "meetings/_projector.html" if "part" in request.GET else "meetings/projector.html"
    return render(request, name, {**context, **shown_of(request, row)})


def shown_of(request: HttpRequest, row: Session) -> dict[str, Any]:
    """What the chair chose, where there is something of it; else the agenda."""
    agenda = queries.agenda_of(row, request.user)
    lines = [each for top in agenda for each in (top, *top.parts)]
    in_hand = next((each for each in lines if each.is_in_hand), None)
    ballot = row.ballot if row.shown == Session.Shown.BALLOT else None
    shown = row.shown
    if (shown == Session.Shown.ITEM and in_hand is None) or (shown == Session.Shown.BALLOT and ballot is None):
        shown = Session.Shown.AGENDA
    return {
        "shown": shown,
        "row": in_hand,
        "lines": around([each for each in agenda if not each.item.is_internal or each.is_in_hand], row),
        "floor": queries.floor_of(row),
        "ballot": ballot,
        "result": result_of(ballot) if ballot is not None else None,
    }


def around(tops: list[queries.AgendaRow], row: Session) -> list[queries.AgendaRow]:
    """At most so many lines, with the one in hand (or next) among them. Internal items are not thrown on a wall."""
    if len(tops) <= MOST_LINES:
        return tops
    whole = row.item.parent_id if row.item else None
    at = next((i for i, each in enumerate(tops) if each.item.pk in {row.item_id, whole}), None)
    at = at if at is not None else next((i for i, each in enumerate(tops) if not each.is_done), 0)
    first = min(max(0, at - 2), len(tops) - MOST_LINES)
    return tops[first : first + MOST_LINES]


def result_of(ballot: Ballot) -> dict[str, Any]:
    """How many have voted; the choices with their votes once it is closed."""
    is_over = ballot.status == Ballot.Status.CLOSED
    choices = list(ballot.choices.all())
    most = max((each.votes for each in choices), default=0)
    return {
        "choices": [(each, each.votes * 100 // most if most else 0) for each in choices],
        "is_over": is_over,
        "voted": ballot.electors.filter(has_voted=True).count(),
        "electors": ballot.electors.count(),
    }


@login_required
@require_POST
def show_on_projector(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    given: dict[str, Any] = {"shown": request.POST.get("shown", ""), "words": request.POST.get("words", "")}
    attempt(request, lambda: actions.show_on_projector(actor=actor, session=row, **given))
    return back(request, row)
