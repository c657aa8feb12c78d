"""Pages of unified plans: those of a body, one of them, writing, moving and signing it, making work of it."""

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
from coordination.forms.plans import PlanForm, PlanProjectForm, PlanStatusForm, SigningForm, acts_from
from coordination.models import UnifiedPlan
from coordination.plan_states import DRAFT, SIGNED, SIGNING
from coordination.views.forums import shell
from coordination.views.recommendations import form_page
from journal.actors import Actor
from journal.forms import apply_form
from journal.queries import head
from meetings.permissions import bodies_for
from organizations.actors import actor_of
from projects.models import Project
from projects.permissions import projects_for

PAGE = 20


@require_safe
def plans(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a body that I see; signed ones of a public body without signing in."""
    body, actor = get_object_or_404(bodies_for(request.user), pk=pk), actor_of(request)
    forum = queries.listed_forums(permissions.forums_for(request.user).filter(body=body)).first()
    page = Paginator(queries.plans_of(request.user, body), PAGE).get_page(request.GET.get("page"))
    context = {
        **(shell(request, forum, "plans") if forum else {}),
        "body": body,
        "page": page,
        "can_create": permissions.can_create_plan(actor, body),
    }
    return render(request, "coordination/plans.html", context)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does what where and when; what overlaps, what is left out, who has signed."""
    reached = head(f"plan.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    lines = queries.lines_of(row)
    parts = queries.parts_of(row, lines)
    needs = queries.open_needs(request.user, row)
    context = {
        **rights(actor_of(request), row, parts),
        "plan": row,
        "head": reached,
        "parts": parts,
        "meetings": queries.meetings_of(lines),
        "cover": queries.cover_of(row, lines, needs),
        "needs": queries.unanswered_needs(needs, lines),
        "is_intact": queries.is_intact(row, lines, parts),
        "projects": queries.projects_of(request.user, row),
        "signed": sum(part.is_current for part in parts),
    }
    return render(request, "coordination/plan.html", context)


def rights(actor: Actor, row: UnifiedPlan, parts: list[queries.Part]) -> dict[str, Any]:
    """Which buttons the reader has."""
    if not actor.is_person:
        return {}
    own = next((part for part in parts if part.organization.pk == actor.organization_id), None)
    return {**rights_to_keep(actor, row), **rights_to_own(actor, row, own)}


def rights_to_keep(actor: Actor, row: UnifiedPlan) -> dict[str, Any]:
    """Of those who keep the plan as a whole."""
    keeps, is_draft = permissions.can_edit_plan(actor, row), row.status == DRAFT
    return {
        "can_edit": keeps and is_draft,
        "can_strike": keeps and is_draft,
        "can_move": keeps and bool(acts_from(row.status)),
    }


def rights_to_own(actor: Actor, row: UnifiedPlan, own: queries.Part | None) -> dict[str, Any]:
    """Of an organisation that takes part, about its own lines: writing, signing, making a project of them."""
    if not permissions.can_add_plan_line(actor, row):
        return {}
    waits = row.status == SIGNING and own is not None and not own.is_current
    has_free = own is not None and any(line.project_activity_id is None for line in own.lines)
    return {
        "own_pk": actor.organization_id,
        "can_write": row.status == DRAFT,
        "waits_for_own": waits,
        "can_sign": waits and permissions.can_sign_plan(actor, row),
        "can_project": row.status == SIGNED and has_free and permissions.can_create_project_of_plan(actor, row),
    }


def seen(request: HttpRequest, pk: int) -> UnifiedPlan:
    row = queries.seen_plan(request.user, pk)
    if row is None:
        raise Http404
    return row


# Writing and moving it ------------------------------------------------------------------------------------------------
@login_required
def create_plan(request: HttpRequest, pk: int) -> HttpResponse:
    body, actor = get_object_or_404(bodies_for(request.user), pk=pk), actor_of(request)
    if not permissions.can_create_plan(actor, body):
        raise PermissionDenied
    form = PlanForm(request.POST or None, user=request.user, body=body)
    made = apply_form(
        form,
        lambda given: actions.create_plan(actor=actor, body=body, client_id=given["client_id"], **form.details()),
    )
    if made is not None:
        messages.success(request, _("It stands. Every organisation that takes part writes its own lines now."))
        return redirect("coordination:plan", made.pk)
    up = redirect("coordination:plans", pk).url
    return form_page(request, form, _("Begin a unified plan"), _("Begin it"), up, body.title)


@login_required
def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_plan(actor, row):
        raise PermissionDenied
    form = PlanForm(request.POST or None, user=request.user, body=row.body, plan=row)
    if apply_form(form, lambda _given: actions.edit_plan(actor=actor, plan=row, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("coordination:plan", pk)
    return about(request, row, form, _("Edit the plan"), _("Save"))


@login_required
def set_plan_status(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_set_plan_status(actor, row) or not acts_from(row.status):
        raise PermissionDenied
    form = PlanStatusForm(request.POST or None, acts=acts_from(row.status))
    if apply_form(form, lambda given: actions.set_plan_status(actor=actor, plan=row, **given)):
        messages.success(request, _("Saved; the organisations in it are told."))
        return redirect("coordination:plan", pk)
    return about(request, row, form, _("State of the plan"), _("Save"))


@login_required
def sign_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What one signs, once more, and the button."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_sign_plan(actor, row):
        raise PermissionDenied
    form = SigningForm(request.POST or None, initial={"version": row.version})
    if apply_form(form, lambda given: actions.sign_plan(actor=actor, plan=row, **given)):
        messages.success(request, _("Signed for your organisation."))
        return redirect("coordination:plan", pk)
    parts = queries.parts_of(row, queries.lines_of(row))
    own = next((part for part in parts if part.organization.pk == actor.organization_id), None)
    context = {"plan": row, "form": form, "own": own, "others": len(parts) - 1}
    return render(request, "coordination/sign_plan.html", context)


@login_required
def create_project_of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new project of one's own lines, or into one that another organisation made of this plan."""
    row, actor = seen(request, pk), actor_of(request)
    if row.status != SIGNED or not permissions.can_create_project_of_plan(actor, row):
        raise PermissionDenied
    lines = permissions.plan_lines_for(request.user).filter(
        plan=row, organization=actor.organization_id, project_activity=None
    )
    own = projects_for(request.user).filter(plan_lines__plan=row, partners__organization=actor.organization_id)
    form = PlanProjectForm(request.POST or None, plan=row, lines=lines, projects=own.distinct())
    made = apply_form(form, lambda given: taken(actor, row, given))
    if made is not None:
        messages.success(request, _("Your lines are activities and tasks of this project now."))
        return redirect("projects:project", made.pk)
    return about(request, row, form, _("Make a project of your lines"), _("Make the project"))


def taken(actor: Actor, row: UnifiedPlan, given: dict[str, Any]) -> Project:
    if (project := given.get("project")) is not None:
        return actions.take_lines_into_project(actor=actor, plan=row, project=project, lines=given["lines"])
    title, key = given["title"] or row.title[:120], given["client_id"]
    return actions.create_project_of_plan(actor=actor, plan=row, client_id=key, title=title, lines=given["lines"])


def about(request: HttpRequest, row: UnifiedPlan, form: Any, heading: str, press: str) -> HttpResponse:
    """A page that asks something about one plan."""
    return form_page(request, form, heading, press, redirect("coordination:plan", row.pk).url, row.title)
