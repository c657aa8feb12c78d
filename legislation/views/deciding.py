"""The committee's desk of a round: what waits for admission, an opinion, a vote; and the votes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.deciding import DecisionForm, NoteForm, ResultForm, VoteForm
from legislation.models import Round
from legislation.seen import seen_proposal, seen_round, seen_vote
from legislation.states import FROZEN, OPEN
from meetings.permissions import ballots_for
from meetings.queries import bars
from organizations.actors import actor_of


@login_required
@require_safe
def deciding(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits and what was decided, for whoever sees the round; with buttons for who admits, advises, decides."""
    reached = head(f"round.{pk}")
    row, actor = seen_round(request, pk), actor_of(request)
    judges, reports = permissions.can_judge(actor, row), permissions.can_see_desk(actor, row)
    is_frozen = row.status == FROZEN
    context = {
        "head": reached,
        "round_row": row,
        "desk": queries.desk(request.user, row),
        "judges": judges,
        "is_open": row.status == OPEN,
        "is_frozen": is_frozen,
        "can_admit": judges and row.status in {OPEN, FROZEN},
        "reports": reports,
        "can_advise": reports and row.status in {OPEN, FROZEN},
        "can_vote": judges and is_frozen and row.body_id is not None,
        "can_decide": is_frozen and permissions.can_decide_directly(actor, row),
        "has_session": queries.sessions_to_vote_in(row).exists(),
        "can_plan": judges and row.body_id is not None,
        "can_reopen": judges and is_frozen,
    }
    return render(request, "legislation/deciding.html", context)


@login_required
def admit_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_proposal(request, pk), actor_of(request)
    require(permissions.can_admit_proposal(actor, row))
    form = NoteForm(request.POST or None, is_required=False)
    if apply_form(form, lambda given: actions.admit_proposal(actor=actor, proposal=row, **given)):
        done = _("It is admitted: it waits for an opinion and a decision.")
        return onward(request, done, "legislation:deciding", row.round_id)
    return asking(request, form, row.round, _("Admit the proposal"), _("Admit"), row)


@login_required
def refuse_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_proposal(request, pk), actor_of(request)
    require(permissions.can_admit_proposal(actor, row))
    form = NoteForm(request.POST or None)
    if apply_form(form, lambda given: actions.refuse_proposal(actor=actor, proposal=row, **given)):
        done = _("It is not admitted; who put it forward reads why.")
        return onward(request, done, "legislation:deciding", row.round_id)
    return asking(request, form, row.round, _("Do not admit the proposal"), _("Do not admit"), row)


@login_required
def put_to_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """`proposals` behind the `?`: those that are chosen at first."""
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_judge(actor, row) and row.body_id is not None)
    wanted = [key for each in request.GET.getlist("proposals") if (key := id_of(each)) is not None]
    form = VoteForm(request.POST or None, row=row, wanted=wanted)
    if made := apply_form(form, lambda given: actions.put_to_vote(actor=actor, within=row, **given)):
        done = _("The vote is prepared: open it in the session when everybody is ready.")
        return onward(request, done, "legislation:rival_vote", made.pk)
    return asking(request, form, row, _("Put to the vote"), _("Prepare the vote"))


@login_required
def rival_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote on rivals: what each choice stands for, what came of it; who judges applies it here."""
    vote, actor = seen_vote(request, pk), actor_of(request)
    may = vote.applied_at is None and permissions.can_apply_vote(actor, vote)
    result = queries.verdict_of(vote)
    form = ResultForm(request.POST or None)
    if request.method == "POST":
        require(permissions.can_apply_vote(actor, vote))
        given: dict[str, Any] = {"actor": actor, "vote": vote, "is_kept": "is_kept" in request.POST}
        if apply_form(form, lambda typed: actions.apply_vote(**given, **typed)):
            return onward(request, _("The result stands as the state of the proposals."), "legislation:rival_vote", pk)
    is_over = vote.ballot.status == "closed"
    context = {
        "head": head(vote.session.stream),
        "vote": vote,
        "round_row": vote.round,
        "result": result,
        "bars": bars(vote.ballot) if is_over else None,
        "carried": queries.carried(vote, result) if result else [],
        "proposals": queries.voted_on(vote),
        "form": form if may and is_over else None,
        "is_open_again": queries.is_open_again(vote, result),
        "sees_ballot": ballots_for(request.user).filter(pk=vote.ballot_id).exists(),
    }
    return render(request, "legislation/rival_vote.html", context)


@login_required
@require_safe
def vote_of_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a ballot that is over: the way to what it decides, where it is about proposals."""
    ballot = get_object_or_404(ballots_for(request.user), pk=pk)
    vote = permissions.rival_votes_for(request.user).filter(ballot=ballot).select_related("round__body").first()
    may = vote is not None and vote.applied_at is None and permissions.can_apply_vote(actor_of(request), vote)
    return render(request, "legislation/_vote_of_ballot.html", {"vote": vote, "can_apply": may})


@login_required
def decide_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Where there is no committee."""
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_decide_directly(actor, row))
    form = DecisionForm(request.POST or None, row=row)

    def act(given: dict[str, Any]) -> bool:
        actions.decide_proposals(actor=actor, within=row, **given)
        return True

    if apply_form(form, act):
        return onward(request, _("It is decided; who put the proposals forward is told."), "legislation:deciding", pk)
    return asking(request, form, row, pgettext("proposals", "Decide"), pgettext("proposals", "Decide"))


@login_required
def reopen_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one decided proposal up again, and say why."""
    row, actor = seen_proposal(request, pk), actor_of(request)
    require(permissions.can_reopen_verdict(actor, row))
    form = NoteForm(request.POST or None)
    if apply_form(form, lambda given: actions.reopen_verdict(actor=actor, proposal=row, **given)):
        done = _("It waits for a decision again; who put it forward is told.")
        return onward(request, done, "legislation:deciding", row.round_id)
    return asking(request, form, row.round, _("Take up again what was decided"), _("Take it up again"), row)


# What they share ------------------------------------------------------------------------------------------------------
def asking(request: HttpRequest, form: Any, row: Round, heading: str, press: str, proposal: Any = None) -> HttpResponse:
    up = redirect("legislation:deciding", row.pk).url
    context = {"form": form, "heading": heading, "press": press, "up": up, "round_row": row, "proposal": proposal}
    return render(request, "legislation/ask_deciding.html", context)
