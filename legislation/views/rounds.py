"""Pages of amendment rounds: those I see, one of them, preparing and moving it, its room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, onward
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.forms.rounds import RoundForm, RoundStatusForm, acts_from
from legislation.models import Proposal, Round
from legislation.seen import seen_round
from legislation.states import ANSWERED, ARCHIVED, DECIDED, FROZEN, OPEN, RETURNED, SENT
from organizations.actors import actor_of
from organizations.models import Organization

PAGE, ARTICLES = 20, 15
SHOWN, FEW, MANY = 8, 3, 60  # proposals of one article: fewer in a round of many; all stand on its own page
MOVES: dict[str, Callable[..., Round]] = {
    OPEN: actions.open_round,
    FROZEN: actions.freeze_round,
    DECIDED: actions.decide_round,
    ARCHIVED: actions.archive_round,
}


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds I see, the newest first; `?q=` words, `?status=` one of their states."""
    words, status = request.GET.get("q", "")[:80], request.GET.get("status", "")
    status = status if status in Round.Status.values else ""
    page = Paginator(queries.listed_rounds(queries.rounds_asked(request.user, words, status)), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "words": words,
        "status": status,
        "statuses": Round.Status.choices,
        "can_create": permissions.can_create_round(actor_of(request)),
        "waiting": list(queries.waiting_for(request.user)),
        "is_liaison": is_liaison(request),
    }
    return render(request, "legislation/rounds.html", context)


def is_liaison(request: HttpRequest) -> bool:
    """Does a dossier wait for the answers that the reader enters for an authority?"""
    organization = actor_of(request).organization
    is_official = organization is None or organization.kind == Organization.Kind.PUBLIC_BODY
    return is_official and queries.liaised_dossiers(request.user).exists()  # type: ignore[arg-type]


@require_safe
def round(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: A001
    """What it is, its days and rules, and its proposals by article, a `?page=` of articles at a time; `?status=` of
    proposals in one state.
    """
    reached = head(f"round.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen_round(request, pk)
    status = request.GET.get("status", "")
    status = status if status in Proposal.Status.values else ""
    known = queries.proposals_of(request.user, row).values_list("pk", "status", "submitted_at")
    own = [pk for pk, state, submitted in known if submitted is None or state == RETURNED]
    states = {pk: state for pk, state, _submitted in known if pk not in own}
    shown = [pk for pk, state in states.items() if state == (status or state)]
    page = Paginator(queries.groups_of(row, shown), ARTICLES).get_page(request.GET.get("page"))
    most = SHOWN if len(shown) <= MANY else FEW
    context = {
        **rights(actor_of(request), row),
        "row": row,
        "head": reached,
        "own": queries.read_rows(page.object_list, most, own),
        "shown": shown,
        "page": page,
        "status": status,
        "statuses": used_statuses(list(states.values())),
        "days": days_of(row),
        "to_check": to_check(request, row),
    }
    return render(request, "legislation/round.html", context)


def rights(actor: Actor, row: Round) -> dict[str, Any]:
    """Which buttons the reader has."""
    if not actor.is_person:
        return {}
    leads = permissions.can_edit_round(actor, row)
    return {
        "can_edit": leads and row.status in ("prepared", OPEN),
        "can_move": (leads or permissions.can_decide_round(actor, row)) and bool(acts_from(row.status)),
        "can_propose": row.status == OPEN and permissions.can_create_proposal(actor, row),
        "can_talk": row.status != "prepared" and permissions.can_enter_round_room(actor, row),
    }


def to_check(request: HttpRequest, row: Round) -> tuple[int, int] | None:
    """How many answers of the authority the reader may check, and in which dossier the first of them is."""
    if row.status not in (SENT, ANSWERED) or not permissions.can_check_round(actor_of(request), row):
        return None
    count, dossier = queries.answers_to_check(request.user, row)
    return (count, dossier) if count else None


def used_statuses(used: list[str]) -> list[tuple[str, Any, int]]:
    """[(state, its name, how many)], of the states that occur."""
    return [(value, name, used.count(value)) for value, name in Proposal.Status.choices if value in used]


def days_of(row: Round) -> list[dict[str, Any]]:
    """The course of a round as a row of days: what is over, what runs."""
    stages = [
        (_("Opens"), row.opens_on, row.status != "prepared"),
        (_("Last day for texts"), row.freezes_on, row.status not in ("prepared", OPEN)),
        (_("Decided by"), row.closes_on, row.status not in ("prepared", OPEN, FROZEN)),
        (_("Dossier sent"), None, row.status in ("dossier_sent", ANSWERED)),
        (_("Answered"), None, row.status == ANSWERED),
    ]
    done = [is_done for _name, _day, is_done in stages]
    at = done.index(False) if False in done else len(done)
    names = ("name", "day", "is_done")
    return [{**dict(zip(names, stage, strict=True)), "is_next": at == n} for n, stage in enumerate(stages)]


# Preparing and moving it ----------------------------------------------------------------------------------------------
@login_required
def create_round(request: HttpRequest) -> HttpResponse:
    """`?law=` is the law one came from."""
    actor = actor_of(request)
    require(permissions.can_create_round(actor))
    laws = permissions.instruments_for(request.user).filter(published_at__isnull=False, provisions__isnull=False)
    initial = {"instrument": request.GET.get("law", ""), "base_on": timezone.localdate()}
    form = RoundForm(request.POST or None, user=request.user, laws=laws.distinct(), initial=initial)
    if made := apply_form(
        form,
        lambda given: actions.create_round(
            actor=actor, instrument=given["instrument"], client_id=given["client_id"], **form.details()
        ),
    ):
        done = _("It is in preparation: only your people see it until you open it.")
        return onward(request, done, "legislation:round", made.pk)
    return round_form(request, form, _("Prepare an amendment round"), _("Prepare it"))


@login_required
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_edit_round(actor, row))
    form = RoundForm(request.POST or None, user=request.user, laws=None, row=row)
    if apply_form(form, lambda _given: actions.edit_round(actor=actor, row=row, **form.details())):
        return onward(request, _("Saved."), "legislation:round", pk)
    return round_form(request, form, _("Edit the round"), _("Save"), row)


@login_required
def set_round_status(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_round(request, pk), actor_of(request)
    acts = acts_from(row.status)
    require(bool(acts) and (permissions.can_edit_round(actor, row) or permissions.can_decide_round(actor, row)))
    form = RoundStatusForm(request.POST or None, acts=acts)
    if apply_form(form, lambda given: move_round(actor, row, **given)):
        return onward(request, _("Saved."), "legislation:round", pk)
    up = redirect("legislation:round", pk).url
    return form_page(request, form, _("State of the round"), _("Save"), up, row.title)


def move_round(actor: Actor, row: Round, status: str, reason: str = "") -> Round:
    """The verb of a state. All but `decide_round` may be told why."""
    why = {} if status == DECIDED else {"reason": reason}
    return MOVES[status](actor=actor, row=row, **why)


@login_required
@require_POST
def enter_round_room(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_round(request, pk), actor_of(request)
    return redirect("chat:room", actions.enter_round_room(actor=actor, row=row).pk)


def round_form(
    request: HttpRequest, form: RoundForm, heading: str, press: str, row: Round | None = None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "press": press, "row": row}
    return render(request, "legislation/round_form.html", context)


def form_page(
    request: HttpRequest, form: Any, heading: str, press: str, up: str, over: str, **more: Any
) -> HttpResponse:
    """A page that asks one thing."""
    context = {"form": form, "heading": heading, "press": press, "up": up, "over": over, **more}
    return render(request, "legislation/_asking.html", context)
