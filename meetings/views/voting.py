"""What three hundred phones ask at once when a vote opens and closes: small, without the page around it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.digits import in_digits
from journal.forms import attempt
from journal.ids import id_of
from meetings import actions, permissions, queries
from meetings.models import Ballot, Session
from meetings.views.sessions import seen
from organizations.actors import actor_of

DRAWN_FOR = 10  # seconds: longer than a hall takes to ask, and nobody reads a word that was changed for long


@login_required
@require_safe
def ballot_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The vote that is open, or else the last one with its result, for the page of the session beside."""
    found = permissions.latest_ballot_seen_by(request.user, pk)
    if found is None:
        return render(request, "meetings/_ballot_panel.html", {"session": inside(request, pk), "ballot": None})
    context = {"session": found.session, **vote_of(request, found, in_panel=True)}
    return render(request, "meetings/_ballot_panel.html", context)


@login_required
@require_safe
def turnout(request: HttpRequest, pk: int) -> HttpResponse:
    """How many have voted: asked again while a vote is open, so that no vote tells its moment; by who runs it every few
    seconds, by three hundred others less often.
    """
    voted, there = queries.turnout(seen_vote(request, pk))
    return HttpResponse(render_to_string("meetings/_voted.html", {"voted": voted, "there": there}))


@login_required
@require_POST
def cast_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """`choice`, and `organization` where one carries the voice of another. A page that goes on by itself is answered
    with what changes on it.
    """
    found, actor = seen_vote(request, pk), actor_of(request)
    given: dict[str, Any] = {}
    choice = get_object_or_404(found.choices.all(), pk=id_of(request.POST.get("choice", "")) or 0)
    asked = id_of(request.POST.get("organization", ""))
    if asked and asked != actor.organization_id:
        elector = get_object_or_404(found.electors.select_related("organization"), organization=asked)
        given["organization"] = elector.organization
    done = _("The voice of your organisation is counted.")
    attempt(request, lambda: actions.cast_vote(actor=actor, ballot=found, choice=choice, **given), done)
    if "HX-Request" not in request.headers:
        return redirect("meetings:ballot", pk)
    # Read again: it may be over by now, or no longer one's own to see.
    context = vote_of(request, seen_vote(request, pk), in_panel="panel" in request.POST)
    return render(request, "meetings/_cast.html", context)


def inside(request: HttpRequest, pk: int) -> Session:
    """A session of a body in which one takes part."""
    row = seen(request, pk)
    if not permissions.inside_bodies_for(request.user).filter(pk=row.body_id).exists():
        raise Http404
    return row


def seen_vote(request: HttpRequest, pk: int) -> Ballot:
    found = permissions.ballot_seen_by(request.user, pk)
    if found is None:
        raise Http404
    return found


def vote_of(request: HttpRequest, row: Ballot, *, in_panel: bool = False) -> dict[str, Any]:
    """The context of meetings/_vote.html: what everybody sees alike, how many have voted, and one's own voices."""
    alike = drawn(row, in_panel=in_panel)
    context = {"ballot": row, "in_panel": in_panel, "alike": alike["alike"], "is_asked": is_asked(row)}
    if not is_asked(row):
        return context
    actor = actor_of(request)
    voted, there = queries.turnout(row)
    may = permissions.can_cast_vote(actor, row)
    voices = queries.my_voices(row, actor.organization_id) if may else []
    return {**context, "buttons": alike["buttons"], "voted": voted, "there": there, "voices": voices}


def is_asked(row: Ballot) -> bool:
    return row.status == Ballot.Status.OPEN and row.method != Ballot.Method.HANDS


def drawn(row: Ballot, *, in_panel: bool) -> dict[str, SafeString]:
    """What of a vote is the same for everybody who may see it, drawn once for all of one language. From its opening on
    only its state moves.
    """
    if row.opened_at is None:
        return draw(row, in_panel=in_panel)
    reader = f"{get_language()}:{in_digits('1')}:{in_panel}"
    key = f"vote:{row.pk}:{row.opened_at.timestamp()}:{row.status}:{reader}"
    return cast(dict[str, SafeString], cache.get_or_set(key, lambda: draw(row, in_panel=in_panel), DRAWN_FOR))


def draw(row: Ballot, *, in_panel: bool) -> dict[str, SafeString]:
    is_over = row.status == Ballot.Status.CLOSED
    context = {"ballot": row, "in_panel": in_panel, "bars": queries.bars(row) if is_over else None}
    alike = render_to_string("meetings/_vote_alike.html", context)
    buttons = render_to_string("meetings/_vote_buttons.html", context) if is_asked(row) else SafeString("")
    return {"alike": alike, "buttons": buttons}
