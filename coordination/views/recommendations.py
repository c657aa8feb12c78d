"""Pages of recommendations: the list, one of them, writing one down, adopting and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.actions.ladder import rungs_of
from coordination.actions.recommendations import LONGEST
from coordination.forms.follow_up import NoteForm
from coordination.forms.recommendations import DecisionForm, EndingForm, LinkForm, RecommendationForm
from coordination.models import Recommendation, Reminder
from coordination.reminding import morning_of
from coordination.states import DRAFT, OPEN, VERIFIED
from coordination.views.forums import seen as seen_forum
from coordination.views.forums import shell
from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from meetings.permissions import bodies_for
from organizations.actors import actor_of
from organizations.permissions import is_verified_person
from organizations.queries import governorates
from projects.permissions import can_create_project

PAGE = 20
FILTERS = ("q", "status", "late", "theme", "organization", "place", "forum", "committee", "body")


@login_required
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """Those I see: narrowed by words, state, lateness, theme, organisation and governorate."""
    return render(request, "coordination/recommendations.html", {**listing(request), "here": "recommendations"})


@login_required
@require_safe
def forum_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of one forum."""
    forum, actor = seen_forum(request, pk), actor_of(request)
    context = {
        **shell(request, forum, "recommendations"),
        **listing(request, forum=str(pk)),
        "can_create": permissions.can_create_recommendation(actor, forum.body),
    }
    return render(request, "coordination/forum_recommendations.html", context)


def listing(request: HttpRequest, **fixed: str) -> dict[str, Any]:
    asked = {**{name: request.GET.get(name, "")[:80] for name in FILTERS}, **fixed}
    rows = queries.listed_recommendations(queries.recommendations_asked(request.user, asked))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    given = request.GET.copy()
    given.pop("page", None)
    return {
        "page": page,
        "rows": [shown(row) for row in page],
        "asked": asked,
        "query": given.urlencode(),
        "is_narrowed": any(request.GET.get(name) for name in FILTERS),
        "statuses": Recommendation.Status.choices,
        "themes": permissions.themes_for(request.user)[:200],
        "organizations": queries.answering_organizations(request.user),
        "governorates": governorates(),
    }


def shown(row: Recommendation) -> dict[str, Any]:
    """A line of a list."""
    return {
        "row": row,
        "lead": queries.lead_shown(row),
        "late": queries.days_late(row),
        "silent": queries.days_silent(row),
    }


# One of them ----------------------------------------------------------------------------------------------------------
@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is recommended, how far it is, who answers for it, and what proves it."""
    reached = head(f"recommendation.{pk}")  # before the row, so that a later entry is applied on top of it
    row, actor = seen(request, pk), actor_of(request)
    steps = list(queries.milestones_of(row))
    updates = list(queries.updates_of(request.user, row))
    proofs = [proof for each in updates for proof in each.proofs]  # type: ignore[attr-defined]
    is_named = actor.is_person and is_verified_person(actor.user)
    done = [step for step in steps if step.done_at]
    all_answers = list(queries.responsibilities_of(row))
    context = {
        **shown(row),
        **rights(request, row),
        "head": reached,
        "is_titled": not row.text.startswith(row.title.removesuffix("…")),  # else the title only repeats the text
        "steps": steps,
        "steps_done": len(done),
        "updates": updates,
        "waiting": next((each for each in updates if each.status == "submitted"), None),
        "lead_accepted": permissions.lead_of(row),
        "follows_up": permissions.committees_for(request.user).filter(recommendations=row).exists(),
        "proofs_count": len(proofs),
        "standing": [each for each in all_answers if each.status in queries.ANSWERING],
        "past": [each for each in all_answers if each.status not in queries.ANSWERING],
        "links": queries.links_seen(request.user, row),
        "parts": queries.parts_seen(request.user, row),
        "is_named": is_named,
        "reminder": next_reminder(row) if is_named else None,
        "link_form": LinkForm(),
        "note_form": NoteForm(),
    }
    return render(request, "coordination/recommendation.html", context)


def rights(request: HttpRequest, row: Recommendation) -> dict[str, Any]:
    """Which buttons the reader has."""
    actor = actor_of(request)
    if not actor.is_person:
        return {}
    own = row.responsibilities.filter(permissions.STANDING, organization=actor.organization_id)
    mine = own.select_related("organization", "recommendation").first()
    can_link = permissions.can_link_recommendation(actor, row)
    waits = mine is not None and mine.status == "asked"
    return {
        "can_edit": permissions.can_edit_recommendation(actor, row),
        "can_adopt": row.status == DRAFT and permissions.can_adopt_recommendation(actor, row),
        "can_discard": row.status == DRAFT and permissions.can_discard_recommendation(actor, row),
        "can_steer": permissions.can_steer(actor, row),
        "can_drop": row.status in OPEN and permissions.can_drop_recommendation(actor, row),
        "can_reopen": row.status == VERIFIED and permissions.can_reopen_recommendation(actor, row),
        "can_ask": permissions.can_ask_responsibility(actor, row),
        "can_plan": permissions.can_plan(actor, row),
        "can_link": can_link,
        "can_propose": can_link and can_create_project(actor),
        "can_report": permissions.can_create_update(actor, row),
        "is_reporting": permissions.is_reporting(actor, row),
        "can_verify": permissions.is_verifying(actor, row),
        "mine": mine,
        "can_answer": waits and mine is not None and permissions.can_accept_responsibility(actor, mine),
        "can_name": mine is not None and not waits and permissions.can_name_focal_point(actor, mine),
        "can_give_back": mine is not None and not waits and permissions.can_end_responsibility(actor, mine),
    }


def next_reminder(row: Recommendation) -> dict[str, Any] | None:
    """When who is told next, where nothing changes until then."""
    rungs = rungs_of(row)
    if not rungs:
        return None
    step = rungs[0].step
    day = morning_of(max(step.day, timezone.localdate()))
    return {"day": day, "to": Reminder.Step(step.who).label}


@require_safe
def recommendation_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to it shows in a room, to those who see it."""
    return render(request, "coordination/recommendation_card.html", shown(seen(request, pk)))


def seen(request: HttpRequest, pk: int) -> Recommendation:
    row = queries.seen_recommendation(request.user, pk)
    if row is None:
        raise Http404
    return row


# Writing it -----------------------------------------------------------------------------------------------------------
@login_required
def create_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """For a body: a draft; with `?message=`, `?entry=`, `?need=` or `?proposal=` one that is made of it."""
    body, actor = get_object_or_404(bodies_for(request.user), pk=pk), actor_of(request)
    if not permissions.can_create_recommendation(actor, body):
        raise PermissionDenied
    said = said_in(request)
    initial = {"text": said.words[:LONGEST]}
    form = RecommendationForm(request.POST or None, user=request.user, body=body, initial=initial)
    made = apply_form(
        form,
        lambda given: actions.create_recommendation(
            actor=actor, body=body, client_id=given["client_id"], origin=said, **form.details()
        ),
    )
    if made is not None:
        messages.success(request, _("It is a draft: adopt it by a decision of the body."))
        return redirect("coordination:recommendation", made.pk)
    heading, press = _("Write down a recommendation"), _("Keep the draft")
    up = redirect("coordination:body", pk).url
    return form_page(request, form, heading, press, up, body.title, **queries.came_of(request.user, said.what))


def said_in(request: HttpRequest) -> actions.Said:
    """What the address names, of what the reader sees; 404 for what they do not."""
    for kind, rows_for in permissions.ORIGINS.items():
        if kind in request.GET:
            rows = rows_for(request.user)
            return actions.Said(**{kind: get_object_or_404(rows, pk=id_of(request.GET[kind]) or 0)})
    return actions.Said()


@login_required
def edit_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_recommendation(actor, row):
        raise PermissionDenied
    form = RecommendationForm(request.POST or None, user=request.user, body=row.body, row=row)
    if apply_form(form, lambda _given: actions.edit_recommendation(actor=actor, recommendation=row, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, _("Edit the recommendation"), _("Save"))


@login_required
def adopt_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_adopt_recommendation(actor, row):
        raise PermissionDenied
    initial = {"decision": id_of(request.GET.get("decision", ""))}
    form = DecisionForm(request.POST or None, user=request.user, row=row, initial=initial)
    if apply_form(form, lambda given: actions.adopt_recommendation(actor=actor, recommendation=row, **given)):
        messages.success(request, _("It is adopted. Ask now who answers for it."))
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, _("Adopt the recommendation"), _("Adopt"), needs_decision=True)


@login_required
def drop_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_drop_recommendation(actor, row):
        raise PermissionDenied
    form = EndingForm(request.POST or None, user=request.user, row=row)
    if apply_form(form, lambda given: actions.drop_recommendation(actor=actor, recommendation=row, **given)):
        messages.success(request, _("It is dropped; the decision and the reason stand with it."))
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, _("Drop the recommendation"), _("Drop it"), needs_decision=True)


@login_required
@require_POST
def discard_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    address = redirect("coordination:body", row.body_id)
    is_gone = attempt(
        request,
        lambda: actions.discard_recommendation(actor=actor_of(request), recommendation=row),
        _("The draft is thrown away."),
    )
    return address if is_gone else redirect("coordination:recommendation", pk)


# What these pages share -----------------------------------------------------------------------------------------------
def about(
    request: HttpRequest, row: Recommendation, form: Any, heading: str, press: str, *, needs_decision: bool = False
) -> HttpResponse:
    """A page that asks something about one recommendation; where a decision is asked for, with the way to record it."""
    up = redirect("coordination:recommendation", row.pk).url
    deciding = row.body_id if needs_decision and permissions.can_create_decision(actor_of(request), row.body) else None
    return form_page(request, form, heading, press, up, row.title, deciding=deciding)


def form_page(
    request: HttpRequest, form: Any, heading: str, press: str, up: str, over: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "heading": heading, "press": press, "up": up, "over": over, **more}
    return render(request, "coordination/_asking.html", context)


def button(request: HttpRequest, pk: int, act: Callable[[], object], done: str) -> HttpResponse:
    """What one button of the page does, and back to it."""
    attempt(request, act, done)
    return redirect("coordination:recommendation", pk)
