"""Pages of the minutes: reading them, and writing them by several hands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from journal.refusals import Conflict
from meetings import actions, permissions, queries
from meetings.forms.minutes import EditMinuteForm, MinuteForm
from meetings.models import Ballot, MinuteEntry, Session
from meetings.states import APPROVED, CLOSED, REVIEW, WRITTEN
from meetings.views.sessions import back, seen, shell
from meetings.views.voting import inside
from organizations.actors import actor_of

LATEST = 6
MINUTES, RUNS = ("can_minute",), ("can_run",)  # one of these rights of the session's shell
HANDS: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (  # what one may do, with which right, in which state
    ("can_follow", MINUTES, frozenset({*WRITTEN, APPROVED})),
    ("can_write", MINUTES, frozenset(WRITTEN)),
    ("can_put", MINUTES + RUNS, frozenset({CLOSED})),
    ("can_take_back", MINUTES + RUNS, frozenset({REVIEW})),
    ("can_approve", RUNS, frozenset({REVIEW})),
    ("can_add_addendum", RUNS, frozenset({APPROVED})),
)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written, by items of the agenda; who was there, what was voted. Before approval for those who take
    part, then for whoever sees the session.
    """
    reached = head(f"session.{pk}")
    row = seen(request, pk)
    context = shell(request, row, "minutes")
    if not context["is_inside"] and row.status != APPROVED:
        raise Http404
    more = {
        "head": reached,
        "is_outside": not context["is_inside"],  # reads what was decided; who wrote and who came is for those inside
        "minutes": queries.minutes_of(row, request.user),
        "attended": queries.attended(row),
        "ballots": results(request, row),
        "item_in_hand": row.item_id,
        **review_of(request, row, context),
    }
    if more["can_write"]:
        more["form"] = MinuteForm(session=row)
    return render(request, "meetings/minutes.html", {**context, **more})


def results(request: HttpRequest, row: Session) -> list[tuple[Ballot, Any]]:
    """The votes that were closed, in the order in which they were put."""
    closed = permissions.ballots_for(request.user).filter(session=row, status=Ballot.Status.CLOSED)
    return [(each, queries.bars(each)) for each in queries.listed_ballots(closed).order_by("pk")]


def review_of(request: HttpRequest, row: Session, context: dict[str, Any]) -> dict[str, Any]:
    """How far the minutes are, and what the reader may do about it."""
    put = queries.last_step(row, "minutes_put_to_review") if row.status in {REVIEW, APPROVED} else None
    return {
        "put": put,
        "approved": queries.last_step(row, "minutes_approved") if row.status == APPROVED else None,
        "is_own_review": put is not None and put.person_id == request.user.pk,
        **{name: row.status in states and any(context[right] for right in rights) for name, rights, states in HANDS},
        **objecting(request, row, context),
    }


def objecting(request: HttpRequest, row: Session, context: dict[str, Any]) -> dict[str, Any]:
    """Whose objections are the reader's own, and may another be raised?"""
    actor, is_open = actor_of(request), context["is_inside"] and row.status in {CLOSED, REVIEW}
    speaks = is_open and permissions.can_raise_objection(actor, row)
    own = actor.organization_id if speaks else None
    return {"can_object": speaks and row.status == REVIEW, "own_organization": own}


@login_required
@require_safe
def minutes_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """For the page of the session: what was written last, and where the next paragraph is written; with `?list` only
    the first.
    """
    row = inside(request, pk)
    context = {"session": row, "latest": queries.latest_entries(row, request.user, LATEST), "item_in_hand": row.item_id}
    if "list" in request.GET:
        return render(request, "meetings/_minutes_list.html", context)
    can_write = permissions.can_add_minute_entry(actor_of(request), row) and row.status in WRITTEN
    form = MinuteForm(session=row) if can_write else None
    return render(request, "meetings/_minutes_panel.html", {**context, "form": form, "here": "session"})


@login_required
def add_minute_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """A paragraph, to the item in hand or that of `?item=`. A script that sends it gets the emptied form."""
    row, actor = inside(request, pk), actor_of(request)
    if not permissions.can_add_minute_entry(actor, row):
        raise PermissionDenied
    form = MinuteForm(request.POST or None, session=row, asked=id_of(request.GET.get("item", "")))
    made = apply_form(
        form,
        lambda given: actions.add_minute_entry(
            actor=actor, session=row, client_id=given["client_id"], **form.details()
        ),
    )
    here = request.POST.get("back", "minutes")
    if request.headers.get("HX-Request"):
        return form_alone(
            request, row, form if made is None else MinuteForm(session=row), here, is_kept=made is not None
        )
    if made is not None:
        return back(request, row) if here == "session" else redirect(address_of(made))
    return render(request, "meetings/add_minute_entry.html", {"session": row, "form": form, "here": here})


def form_alone(request: HttpRequest, row: Session, form: MinuteForm, here: str, *, is_kept: bool) -> HttpResponse:
    context = {"session": row, "form": form, "here": here, "is_alone": True}
    answer = render(request, "meetings/_minute_form.html", context)
    if is_kept:
        answer["HX-Trigger"] = "minute-kept"
    return answer


@login_required
def edit_minute_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Where somebody else changed the words meanwhile both are shown."""
    entry, actor = seen_entry(request, pk), actor_of(request)
    if not permissions.can_edit_minute_entry(actor, entry):
        raise PermissionDenied
    form = EditMinuteForm(request.POST or None, session=entry.session, entry=entry)
    stale: dict[str, Any] = {}

    def act(given: dict[str, Any]) -> MinuteEntry:
        try:
            return actions.edit_minute_entry(actor=actor, entry=entry, version=given["version"], **form.details())
        except Conflict as no:
            stale.update(no.more if no.code == "stale" else {})
            raise

    if apply_form(form, act) is not None:
        return redirect(address_of(entry))
    if stale:
        told = request.POST.copy()
        told["version"] = str(stale["version"])  # whoever has seen both and saves again has chosen
        form.data = told
    theirs = stale["fields"]["text"]["theirs"] if stale else ""
    context = {"session": entry.session, "entry": entry, "form": form, "theirs": theirs}
    return render(request, "meetings/edit_minute_entry.html", context)


@login_required
@require_POST
def move_minute_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Behind the one that `after` names; first without it."""
    entry, actor = seen_entry(request, pk), actor_of(request)
    asked, after = request.POST.get("after", ""), None
    if asked and asked != "0":
        rows = permissions.minute_entries_for(request.user)
        after = get_object_or_404(rows, pk=id_of(asked), session=entry.session)
    attempt(request, lambda: actions.move_minute_entry(actor=actor, entry=entry, after=after))
    return redirect(address_of(entry))


@login_required
@require_POST
def withdraw_minute_entry(request: HttpRequest, pk: int) -> HttpResponse:
    entry, actor = seen_entry(request, pk), actor_of(request)
    attempt(request, lambda: actions.withdraw_minute_entry(actor=actor, entry=entry), _("It is out of the minutes."))
    return redirect("meetings:minutes", entry.session_id)


@login_required
def add_addendum(request: HttpRequest, pk: int) -> HttpResponse:
    """To approved minutes."""
    row, actor = inside(request, pk), actor_of(request)
    if not permissions.can_add_addendum(actor, row):
        raise PermissionDenied
    form = MinuteForm(request.POST or None, session=row)
    made = apply_form(
        form,
        lambda given: actions.add_addendum(actor=actor, session=row, client_id=given["client_id"], **form.details()),
    )
    if made is not None:
        messages.success(request, _("The addendum stands below the minutes."))
        return redirect(address_of(made))
    return render(request, "meetings/add_addendum.html", {"session": row, "form": form})


def seen_entry(request: HttpRequest, pk: int) -> MinuteEntry:
    rows = permissions.minute_entries_for(request.user)
    return get_object_or_404(rows.select_related("session__body", "session__chair", "item"), pk=pk)


def address_of(entry: MinuteEntry) -> str:
    return f"{reverse('meetings:minutes', args=[entry.session_id])}#entry-{entry.pk}"
