"""Pages of committees as a whole: those I see, one of them, founding and closing it, its terms, its room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.committees import CommitteeForm, TermForm
from coordination.forms.recommendations import WhyForm
from coordination.models import Committee, Recommendation, Referral, Term
from coordination.states import OFFERED
from coordination.views.recommendations import form_page, shown
from journal.forms import apply_form
from journal.queries import head
from meetings.permissions import held_by
from organizations.actors import actor_of
from organizations.permissions import MANAGING, is_verified_person, role_of
from projects.permissions import is_signing

PAGE = 20
ON_THE_DESK = 6  # of each kind; the list of recommendations has them all


@login_required
@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """The committees I see, and above them where I sit; `?q=` words, `?closed=` with those that are closed."""
    words, with_closed = request.GET.get("q", "")[:80], bool(request.GET.get("closed"))
    found = queries.committees_asked(request.user, words, with_closed=with_closed)
    page = Paginator(queries.listed_committees(found), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "words": words,
        "with_closed": with_closed,
        "can_create": may_found(request),
        "mine": queries.my_places(request.user),
        "empty": queries.empty_seats(request.user, spoken_for(request)),
    }
    return render(request, "coordination/committees.html", context)


def may_found(request: HttpRequest) -> bool:
    """By itself, from a forum, or below a committee."""
    actor = actor_of(request)
    if permissions.can_create_committee(actor):
        return True
    led = permissions.founding_forums_for(request.user).select_related("body")
    above = permissions.founding_committees_for(request.user).select_related("body")
    return any(permissions.can_create_committee(actor, each) for each in led[:20]) or any(
        permissions.can_create_committee(actor, None, each) for each in above[:20]
    )


def spoken_for(request: HttpRequest) -> list[int]:
    """The organisation for which the reader may name who sits."""
    organization = actor_of(request).organization
    if organization is None or role_of(actor_of(request), organization) not in MANAGING:
        return []
    return [organization.pk]


@require_safe
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is for, who sits there, when it meets, what it follows up."""
    reached = head(f"committee.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    context = {**shell(request, row), "head": reached, **seats_shown(request, row)}
    context |= work_shown(request, row, with_desk=context["is_inside"])
    return render(request, "coordination/committee.html", context)


def seen(request: HttpRequest, pk: int) -> Committee:
    row = queries.seen_committee(request.user, pk)
    if row is None:
        raise Http404
    return row


def shell(request: HttpRequest, row: Committee) -> dict[str, Any]:
    actor = actor_of(request)
    held, stands = held_by(actor, row.body), row.body.closed_at is None
    leads = "lead_body" in held
    return {
        "committee": row,
        "body": row.body,
        "is_inside": "see_body" in held,
        "is_named": "see_body" in held or is_verified_person(request.user),
        "shows_plans": "see_body" in held or queries.plans_of(request.user, row.body).exists(),
        "can_lead": leads,
        "can_run": stands and leads,
        "can_chair": stands and "chair_body" in held,
        "can_minute": stands and "minute_body" in held,
        "founding": queries.founding_decision(request.user, row),
        "above": queries.seen_committee(request.user, row.parent_id) if row.parent_id else None,
        "origin": queries.seen_forum(request.user, row.forum_id) if row.forum_id else None,
        "parts": list(queries.committees_within(request.user, row)),
    }


def seats_shown(request: HttpRequest, row: Committee) -> dict[str, Any]:
    """The term that runs with its seats, the next one, and those that are over."""
    actor, terms, today = actor_of(request), queries.terms_of(row), timezone.localdate()
    seats, now = queries.seats_of(terms), queries.term_now(terms)
    mine = actor.organization if actor.is_person else None
    return {
        "term": now,
        "is_coming": now is not None and now.starts_on > today,
        "seats": [each for each in seats[now.pk] if each.seat.until is None] if now else [],
        "ended_seats": [each for each in seats[now.pk] if each.seat.until is not None] if now else [],
        "other_terms": [(each, seats[each.pk]) for each in terms if each != now],
        "own": mine.pk if mine is not None else None,
        "names_own": mine is not None and row.body.closed_at is None and permissions.speaks_for(actor, mine),
        "signs_own": mine is not None and row.body.closed_at is None and is_signing(actor, mine),
    }


def work_shown(request: HttpRequest, row: Committee, *, with_desk: bool) -> dict[str, Any]:
    followed = queries.followed_by(request.user, row)
    referrals = queries.referrals_at(request.user, row)
    desk = desk_shown(request, row, followed, referrals) if with_desk else {}
    return {
        "coming": list(queries.next_sessions(request.user, row)),
        "past": list(queries.past_sessions(request.user, row)),
        "followed": list(followed[:12]),
        "followed_count": followed.count(),
        "handed": list(referrals.exclude(taker=row, status=OFFERED)[:20]),
        **desk,
    }


def desk_shown(
    request: HttpRequest, row: Committee, followed: QuerySet[Recommendation], referrals: QuerySet[Referral]
) -> dict[str, Any]:
    """What waits for the committee, for those who sit there or run it."""
    pressing = [shown(each) for each in queries.pressing_of(followed)]
    unanswered = [each for each in pressing if each["row"].is_unanswered]
    late = [each for each in pressing if not each["row"].is_unanswered]
    lists: dict[str, list[Any]] = {
        "waiting": list(referrals.filter(taker=row, status=OFFERED)),
        "reports": list(queries.reports_at(request.user, row)[:ON_THE_DESK]),
        "unanswered": unanswered[:ON_THE_DESK],
        "late": late[:ON_THE_DESK],
    }
    more = len(pressing) - len(lists["unanswered"]) - len(lists["late"])
    return {**lists, "has_desk": any(lists.values()), "more": more}


# Writing it -----------------------------------------------------------------------------------------------------------
@login_required
def create_committee(request: HttpRequest) -> HttpResponse:
    """`?forum=`, `?decision=` and `?parent=` say from where."""
    if not may_found(request):
        raise PermissionDenied
    asked = {"forum": "forum", "decision": "founding_decision", "parent": "parent"}
    given = {name: request.GET[key] for key, name in asked.items() if request.GET.get(key)}
    form, actor = CommitteeForm(request.POST or None, user=request.user, initial=given), actor_of(request)
    made = apply_form(
        form, lambda sent: actions.create_committee(actor=actor, client_id=sent["client_id"], **form.details())
    )
    if made is not None:
        messages.success(request, _("It is founded. Open its first term next, and give its seats."))
        return redirect("coordination:committee", made.pk)
    up = redirect("coordination:committees").url
    return form_page(request, form, _("Found a committee"), _("Found it"), up, _("Committees"))


@login_required
def edit_committee(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_committee(actor, row):
        raise PermissionDenied
    form = CommitteeForm(request.POST or None, user=request.user, committee=row)
    if apply_form(form, lambda _sent: actions.edit_committee(actor=actor, committee=row, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("coordination:committee", pk)
    return about(request, row, form, _("Edit the committee"), _("Save"))


@login_required
def close_committee(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_close_committee(actor, row) or row.body.closed_at is not None:
        raise PermissionDenied
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.close_committee(actor=actor, committee=row, **given)):
        messages.success(request, _("The committee is closed; what it did stays to be read."))
        return redirect("coordination:committee", pk)
    return about(request, row, form, _("Close the committee"), _("Close it"))


# Terms ----------------------------------------------------------------------------------------------------------------
@login_required
def open_term(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_open_term(actor, row):
        raise PermissionDenied
    form = TermForm(request.POST or None, before=row.terms.order_by("ends_on").last())
    if apply_form(form, lambda given: actions.open_term(actor=actor, committee=row, **given)):
        messages.success(request, _("The term is open. Give its seats."))
        return redirect("coordination:committee", pk)
    return about(request, row, form, _("Open a term"), _("Open the term"))


@login_required
def edit_term(request: HttpRequest, pk: int) -> HttpResponse:
    term, actor = seen_term(request, pk), actor_of(request)
    if not permissions.can_edit_term(actor, term):
        raise PermissionDenied
    form = TermForm(request.POST or None, term=term)
    if apply_form(form, lambda given: actions.edit_term(actor=actor, term=term, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:committee", term.committee_id)
    return about(request, term.committee, form, _("Days of the term"), _("Save"))


def seen_term(request: HttpRequest, pk: int) -> Term:
    rows = permissions.terms_for(request.user).select_related("committee__body__organization")
    return get_object_or_404(rows, pk=pk)


def about(request: HttpRequest, row: Committee, form: Any, heading: str, press: str) -> HttpResponse:
    """A page that asks one thing of a committee."""
    up = redirect("coordination:committee", row.pk).url
    return form_page(request, form, heading, press, up, row.body.title)


# The room -------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def enter_committee_room(request: HttpRequest, pk: int) -> HttpResponse:
    room = actions.enter_committee_room(actor=actor_of(request), committee=seen(request, pk))
    return redirect("chat:room", room.pk)
