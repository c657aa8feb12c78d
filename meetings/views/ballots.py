"""Pages of the votes of a session, and of who casts whose voice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from meetings import actions, permissions, queries
from meetings.forms.ballots import BallotForm, ProxyForm
from meetings.models import Ballot
from meetings.views.sessions import shell
from meetings.views.voting import inside, seen_vote, vote_of
from organizations.actors import actor_of


@login_required
@require_safe
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """The votes of a session, the newest first, and the proxies that stand."""
    reached = head(f"session.{pk}")
    row, actor = inside(request, pk), actor_of(request)
    rows = queries.listed_ballots(permissions.ballots_for(request.user).filter(session=row)).order_by("-pk")
    organization = actor.organization
    can_give = organization is not None and permissions.can_give_proxy(actor, row, organization)
    more = {
        "head": reached,
        "rows": [(each, queries.bars(each) if each.status == Ballot.Status.CLOSED else None) for each in rows],
        "proxies": [(each, permissions.can_end_proxy(actor, each)) for each in queries.standing_proxies(row)],
        "can_create": permissions.can_create_ballot(actor, row),
        "proxy_form": ProxyForm(session=row, own=actor.organization_id) if can_give else None,
    }
    return render(request, "meetings/ballots.html", {**shell(request, row, "ballots"), **more})


@login_required
@require_safe
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote: to cast, to run, to read. `?part` is what changes of it alone: a hall of phones asks at once."""
    if "part" in request.GET:
        return render(request, "meetings/_vote.html", vote_of(request, seen_vote(request, pk)))
    reached = queries.head_at_ballot(pk)
    found, actor = seen_vote(request, pk), actor_of(request)
    context = shell(request, found.session, "ballots")
    is_draft = found.status == Ballot.Status.DRAFT
    more = {
        "head": reached,
        **vote_of(request, found),
        "is_often_asked": context["can_run"],
        "is_calm": not context["can_run"] and not is_draft,
        "can_edit": permissions.can_edit_ballot(actor, found),
        "quorum": queries.quorum_now(found.session) if is_draft else None,
    }
    return render(request, "meetings/ballot.html", {**context, **more})


@login_required
@require_safe
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may vote, who has; of a named vote that is closed how each did. Apart, since it may be three hundred rows."""
    found = seen_ballot(request, pk)
    if found.status == Ballot.Status.DRAFT or found.method == Ballot.Method.HANDS:
        raise Http404
    more = {"ballot": found, "roll": queries.roll(found)}
    return render(request, "meetings/roll.html", {**shell(request, found.session, "ballots"), **more})


def seen_ballot(request: HttpRequest, pk: int) -> Ballot:
    return get_object_or_404(queries.listed_ballots(permissions.ballots_for(request.user)), pk=pk)


@login_required
def create_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = inside(request, pk), actor_of(request)
    if not permissions.can_create_ballot(actor, row):
        raise PermissionDenied
    form = BallotForm(request.POST or None, session=row)
    made = apply_form(
        form,
        lambda given: actions.create_ballot(actor=actor, session=row, client_id=given["client_id"], **form.details()),
    )
    if made is not None:
        messages.success(request, _("The vote is prepared: open it when everybody is ready."))
        return redirect("meetings:ballot", made.pk)
    return render(request, "meetings/create_ballot.html", {**shell(request, row, "ballots"), "form": form})


@login_required
def edit_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    found, actor = seen_ballot(request, pk), actor_of(request)
    if not permissions.can_edit_ballot(actor, found):
        raise PermissionDenied
    form = BallotForm(request.POST or None, session=found.session, ballot=found)
    if apply_form(form, lambda _given: actions.edit_ballot(actor=actor, ballot=found, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("meetings:ballot", pk)
    context: dict[str, Any] = {**shell(request, found.session, "ballots"), "form": form, "ballot": found}
    return render(request, "meetings/create_ballot.html", context)


@login_required
@require_POST
def delete_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_ballot(request, pk)
    if attempt(request, lambda: actions.delete_ballot(actor=actor_of(request), ballot=found), _("Deleted.")):
        return redirect("meetings:ballots", found.session_id)
    return redirect("meetings:ballot", pk)


@login_required
@require_POST
def open_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_ballot(request, pk)
    attempt(request, lambda: actions.open_ballot(actor=actor_of(request), ballot=found))
    return redirect("meetings:ballot", pk)


@login_required
@require_POST
def close_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """`votes_<id>` for each answer of a show of hands."""
    found = seen_ballot(request, pk)
    typed = {each.pk: id_of(request.POST.get(f"votes_{each.pk}", "")) for each in found.choices.all()}
    counts = {key: number for key, number in typed.items() if number is not None}
    attempt(request, lambda: actions.close_ballot(actor=actor_of(request), ballot=found, counts=counts))
    return redirect("meetings:ballot", pk)


@login_required
@require_POST
def annul_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    found, reason = seen_ballot(request, pk), request.POST.get("reason", "")
    attempt(request, lambda: actions.annul_ballot(actor=actor_of(request), ballot=found, reason=reason))
    return redirect("meetings:ballot", pk)


@login_required
@require_POST
def give_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = inside(request, pk), actor_of(request)
    form = ProxyForm(request.POST, session=row, own=actor.organization_id)
    if not form.is_valid():
        messages.error(request, _("Choose the organisation that casts your voice."))
    else:
        given = form.cleaned_data
        done = _("Your voice is given for this session.")
        attempt(request, lambda: actions.give_proxy(actor=actor, session=row, **given), done)
    return redirect("meetings:ballots", pk)


@login_required
@require_POST
def end_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    proxy = get_object_or_404(permissions.proxies_for(request.user), pk=pk)
    done = _("The voice is back with its organisation.")
    attempt(request, lambda: actions.end_proxy(actor=actor_of(request), proxy=proxy), done)
    return redirect("meetings:ballots", proxy.session_id)
