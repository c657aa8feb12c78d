"""Pages of who answers for a recommendation, its steps, and what carries it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.projects import ProjectOfRecommendationForm
from coordination.forms.recommendations import AskingForm, LinkForm, MilestoneForm, PeopleForm, WhyForm
from coordination.models import Milestone, RecommendationLink, Responsibility
from coordination.permissions import LINKABLE, recommendations_for, sheet_bodies_for
from coordination.views.recommendations import about, button, seen, shown
from journal.forms import apply_form
from journal.refusals import invalid
from organizations.actors import actor_of


def seen_answer(request: HttpRequest, pk: int) -> Responsibility:
    rows = permissions.responsibilities_for(request.user)
    related = ("organization", "recommendation__body__organization", "recommendation__committee__body")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@login_required
def ask_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_ask_responsibility(actor, row):
        raise PermissionDenied
    form = AskingForm(request.POST or None, row=row)
    if apply_form(form, lambda given: actions.ask_responsibility(actor=actor, recommendation=row, **given)):
        messages.success(request, _("They have been asked. Their signatory says yes or no."))
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, _("Ask an organisation"), _("Ask"))


@login_required
def accept_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes, and name who is to be spoken to."""
    answer, actor = seen_answer(request, pk), actor_of(request)
    if not permissions.can_accept_responsibility(actor, answer):
        raise PermissionDenied
    form = PeopleForm(request.POST or None, responsibility=answer)
    if apply_form(form, lambda given: actions.accept_responsibility(actor=actor, responsibility=answer, **given)):
        messages.success(request, _("Your organisation has accepted. It appears among your obligations."))
        return redirect("coordination:recommendation", answer.recommendation_id)
    return about(request, answer.recommendation, form, _("Accept for your organisation"), _("Accept"))


@login_required
def decline_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    answer, actor = seen_answer(request, pk), actor_of(request)
    if not permissions.can_decline_responsibility(actor, answer):
        raise PermissionDenied
    form, row = WhyForm(request.POST or None), answer.recommendation
    if apply_form(form, lambda given: actions.decline_responsibility(actor=actor, responsibility=answer, **given)):
        messages.success(request, _("Those who asked read why."))
        # The organisation may see it no longer, now that it is not asked.
        is_seen = recommendations_for(request.user).filter(pk=row.pk).exists()
        return redirect("coordination:recommendation", row.pk) if is_seen else redirect("coordination:obligations")
    return about(request, row, form, _("Decline for your organisation"), _("Decline"))


@login_required
def end_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    answer, actor = seen_answer(request, pk), actor_of(request)
    if not permissions.can_end_responsibility(actor, answer):
        raise PermissionDenied
    form, row = WhyForm(request.POST or None), answer.recommendation
    if apply_form(form, lambda given: actions.end_responsibility(actor=actor, responsibility=answer, **given)):
        messages.success(request, _("It is ended; the reason stands with it."))
        is_seen = recommendations_for(request.user).filter(pk=row.pk).exists()
        return redirect("coordination:recommendation", row.pk) if is_seen else redirect("coordination:obligations")
    return about(request, row, form, _("End the part of an organisation"), _("End it"))


@login_required
@require_POST
def withdraw_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    answer, actor = seen_answer(request, pk), actor_of(request)
    return button(
        request,
        answer.recommendation_id,
        lambda: actions.withdraw_responsibility(actor=actor, responsibility=answer),
        _("They are not asked any more."),
    )


@login_required
def name_focal_point(request: HttpRequest, pk: int) -> HttpResponse:
    answer, actor = seen_answer(request, pk), actor_of(request)
    if not permissions.can_name_focal_point(actor, answer):
        raise PermissionDenied
    form = PeopleForm(request.POST or None, responsibility=answer)
    if apply_form(form, lambda given: actions.name_focal_point(actor=actor, responsibility=answer, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:recommendation", answer.recommendation_id)
    return about(request, answer.recommendation, form, _("Who is to be spoken to"), _("Save"))


# Steps ----------------------------------------------------------------------------------------------------------------
@login_required
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_add_milestone(actor, row):
        raise PermissionDenied
    form = MilestoneForm(request.POST or None)
    if apply_form(form, lambda given: actions.add_milestone(actor=actor, recommendation=row, **given)):
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, _("Add a step"), _("Add"))


@login_required
def edit_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    step, actor = seen_step(request, pk), actor_of(request)
    if not permissions.can_edit_milestone(actor, step):
        raise PermissionDenied
    form = MilestoneForm(request.POST or None, step=step)
    if apply_form(form, lambda given: actions.edit_milestone(actor=actor, milestone=step, **given)):
        return redirect("coordination:recommendation", step.recommendation_id)
    return about(request, step.recommendation, form, _("Edit the step"), _("Save"))


@login_required
@require_POST
def withdraw_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    step, actor = seen_step(request, pk), actor_of(request)
    words = _("The step is taken out.")
    return button(
        request, step.recommendation_id, lambda: actions.withdraw_milestone(actor=actor, milestone=step), words
    )


def seen_step(request: HttpRequest, pk: int) -> Milestone:
    rows = permissions.milestones_for(request.user)
    return get_object_or_404(rows.select_related("recommendation__body", "recommendation__committee__body"), pk=pk)


# What carries it out --------------------------------------------------------------------------------------------------
@login_required
@require_POST
def link_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a project, a task, a need, an indicator or a proposal to it, by its code or address."""
    row, actor, form = seen(request, pk), actor_of(request), LinkForm(request.POST)

    def act() -> object:
        target = queries.target_of(request.user, form.cleaned_data["what"]) if form.is_valid() else None
        if target is None:
            words = _("Nothing that you see has this code or address.")
            raise invalid(words, code="unknown_target", field="what")
        return actions.link_recommendation(actor=actor, recommendation=row, target=target)

    return button(request, pk, act, _("They show each other from now on."))


@login_required
def create_project_of_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """A joint project that carries it out: what the recommendation says stands in the form."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_create_project_of_recommendation(actor, row):
        raise PermissionDenied
    form = ProjectOfRecommendationForm(request.POST or None, row=row)
    made = apply_form(
        form, lambda given: actions.create_project_of_recommendation(actor=actor, recommendation=row, **given)
    )
    if made is not None:
        messages.success(request, _("It is proposed. Invite the organisations that do it with you."))
        return redirect("projects:project", made.pk)
    return about(request, row, form, _("Propose a project that carries it out"), _("Propose it"))


@login_required
@require_POST
def unlink_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    rows = permissions.links_for(request.user)
    related = ("recommendation__body", "recommendation__committee__body")
    link: RecommendationLink = get_object_or_404(rows.select_related(*related), pk=pk)
    return button(
        request,
        link.recommendation_id,
        lambda: actions.unlink_recommendation(actor=actor_of(request), link=link),
        _("They do not show each other any more."),
    )


# Seen from there: parts of their pages, fetched by address -----------------------------------------------------------
@login_required
@require_safe
def project_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    return linked(request, "project", pk)


@login_required
@require_safe
def task_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    return linked(request, "task", pk)


@login_required
@require_safe
def need_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    return came_of(request, "need", pk)


@login_required
@require_safe
def proposal_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    return came_of(request, "proposal", pk)


@login_required
@require_safe
def indicator_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    return linked(request, "indicator", pk)


def came_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What it carries out, and what came of it; with the way to make another, for those who may."""
    get_object_or_404(LINKABLE[kind](request.user), pk=pk)
    made = queries.recommendations_made_of(request.user, kind, pk)
    makes = f"{kind}={pk}" if sheet_bodies_for(request.user).exists() else ""
    return linked(request, kind, pk, made=[shown(row) for row in made], makes=makes)


def linked(request: HttpRequest, kind: str, pk: int, **more: Any) -> HttpResponse:
    """The recommendations that a thing one sees carries out; nothing where there are none."""
    get_object_or_404(LINKABLE[kind](request.user), pk=pk)
    found = queries.recommendations_of(request.user, kind, pk)
    context = {"rows": [shown(row) for row in found], **more}
    return render(request, "coordination/_linked_recommendations.html", context)
