"""Pages of a body's register of decisions, and what came of the minutes of a session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import actions, permissions, queries
from coordination.forms.decisions import RegisterForm, RevokingForm
from coordination.models import Decision, Recommendation
from coordination.permissions import committees_for
from coordination.views.bodies import body_shell, seen_body
from coordination.views.recommendations import form_page
from journal.forms import apply_form
from journal.ids import id_of
from meetings.models import Ballot, Body, MinuteEntry, Session
from meetings.permissions import ballots_for, inside_bodies_for, sessions_for
from organizations.actors import actor_of

PAGE = 30
DRAFTS = 50  # that are offered to be adopted by a decision
FILTERS = ("q", "session", "state")


@require_safe
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """The register: newest first, narrowed by words or a number, session, and whether they stand."""
    body = seen_body(request, pk)
    context, asked = body_shell(request, body, "decisions"), {name: request.GET.get(name, "")[:80] for name in FILTERS}
    rows = queries.listed_decisions(queries.decisions_asked(request.user, body, asked))
    given = request.GET.copy()
    given.pop("page", None)
    more = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "query": given.urlencode(),
        "is_narrowed": any(asked.values()),
        "sessions": queries.deciding_sessions(request.user, body),
        "can_create": context["can_chair"],
    }
    return render(request, "coordination/decisions.html", {**context, **more})


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided, how, where, and what came of it."""
    row, actor = seen(request, pk), actor_of(request)
    is_inside = request.user.is_authenticated and inside_bodies_for(request.user).filter(pk=row.body_id).exists()
    may_create = permissions.can_create_decision(actor, row.body)
    context = {
        **body_shell(request, row.body, "decisions"),
        "row": row,
        "is_titled": not row.text.startswith(row.title.removesuffix("…")),  # else the title only repeats the text
        "is_inside": is_inside,
        "stands_otherwise": is_inside and queries.stands_otherwise(row),
        "ballot": ballots_for(request.user).filter(pk=row.ballot_id).first() if is_inside and row.ballot_id else None,
        "recommendations": queries.adopted_by(request.user, row),
        "committees": committees_for(request.user).filter(founding_decision=row).select_related("body"),
        "revokes": permissions.decisions_for(request.user).filter(revoked_by=row),
        "can_revoke": may_create and row.revoked_by_id is None,
        "has_later": may_create and queries.later_decisions(request.user, row).exists(),
        "drafts": adoptable(request, row) if may_create else None,
    }
    return render(request, "coordination/decision.html", context)


def adoptable(request: HttpRequest, row: Decision) -> list[Recommendation]:
    """Drafts that the reader can adopt by this decision, with which what they supersede ends."""
    actor, drafts = actor_of(request), queries.adoptable_by(request.user, row)[:DRAFTS]
    return [each for each in drafts if not each.supersedes or permissions.can_supersede(actor, each.supersedes)]


def seen(request: HttpRequest, pk: int) -> Decision:
    row = queries.seen_decision(request.user, pk)
    if row is None:
        raise Http404
    return row


@login_required
def create_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Of `?entry=` (a paragraph of minutes), of `?ballot=` (a vote that is over), or by itself, in `?session=`."""
    body, actor = seen_body(request, pk), actor_of(request)
    entry, ballot, session = asked_entry(request, body), asked_ballot(request, body), asked_session(request, body)
    known = entry.session if entry else ballot.session if ballot else session
    if not permissions.can_create_decision(actor, body, known):
        raise PermissionDenied
    if made := made_of(request, entry, ballot):
        return redirect("coordination:decision", made.pk)
    initial = {"session": session, "revokes": id_of(request.GET.get("revokes", ""))}
    form = RegisterForm(request.POST or None, user=request.user, body=body, entry=entry, ballot=ballot, initial=initial)
    source: dict[str, Any] = {"entry": entry, **({"ballot": ballot} if ballot else {})}
    row = apply_form(
        form, lambda _given: actions.create_decision(actor=actor, body=body, **{**source, **form.details()})
    )
    if row is not None:
        words = _("Decision %(number)s stands in the register.") % {"number": row.number}
        messages.success(request, words)
        return redirect("coordination:decision", row.pk)
    context = {"form": form, "body": body, "entry": entry, "ballot": ballot, "session": known}
    return render(request, "coordination/create_decision.html", context)


def made_of(request: HttpRequest, entry: MinuteEntry | None, ballot: Ballot | None) -> Decision | None:
    known, rows = {"entry": entry} if entry else {"ballot": ballot}, permissions.decisions_for(request.user)
    return rows.filter(**known).first() if entry or ballot else None


def asked_entry(request: HttpRequest, body: Body) -> MinuteEntry | None:
    if not request.GET.get("entry"):
        return None
    rows = queries.entries_seen(request.user).filter(session__body=body)
    return get_object_or_404(rows, pk=id_of(request.GET["entry"]) or 0)


def asked_ballot(request: HttpRequest, body: Body) -> Ballot | None:
    if not request.GET.get("ballot"):
        return None
    rows = ballots_for(request.user).filter(session__body=body).select_related("session__body", "session__chair")
    return get_object_or_404(rows, pk=id_of(request.GET["ballot"]) or 0)


def asked_session(request: HttpRequest, body: Body) -> Session | None:
    if not request.GET.get("session"):
        return None
    rows = sessions_for(request.user).filter(body=body).select_related("body", "chair")
    return get_object_or_404(rows, pk=id_of(request.GET["session"]) or 0)


@login_required
def revoke_decision(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_revoke_decision(actor, row):
        raise PermissionDenied
    form = RevokingForm(request.POST or None, later=queries.later_decisions(request.user, row))
    if apply_form(form, lambda given: actions.revoke_decision(actor=actor, decision=row, **given)):
        messages.success(request, _("It is revoked; its text stays in the register."))
        return redirect("coordination:decision", pk)
    up = redirect("coordination:decision", pk).url
    return form_page(request, form, _("Revoke the decision"), _("Revoke"), up, str(row))


# Parts of other pages -------------------------------------------------------------------------------------------------
@login_required
@require_safe
def minute_results(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of the minutes of a session: beside them."""
    row = get_object_or_404(sessions_for(request.user).select_related("body", "chair"), pk=pk)
    decisions = queries.decisions_of(request.user, row)
    may_create = permissions.can_create_decision(actor_of(request), row.body, row)
    context = {
        "session": row,
        "decisions": decisions,
        "decided": [each for each in decisions if each.entry_id] if may_create else [],
        "recommendations": queries.recommendations_from(request.user, row),
        "tasks": queries.tasks_made_in_session(request.user, row),
        "can_create": may_create and row.status in actions.HELD,
    }
    return render(request, "coordination/_minute_results.html", context)


@login_required
@require_safe
def ballot_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a vote that is over: the decision that was made of it, or the way to make one."""
    rows = ballots_for(request.user).select_related("session__body", "session__chair")
    ballot = get_object_or_404(rows, pk=pk)
    row = permissions.decisions_for(request.user).filter(ballot=ballot).first()
    may = permissions.can_create_decision(actor_of(request), ballot.session.body, ballot.session)
    is_accepted = ballot.status == Ballot.Status.CLOSED and bool(ballot.is_passed)
    context = {"ballot": ballot, "row": row, "can_create": may and is_accepted}
    return render(request, "coordination/_ballot_decision.html", context)
