"""Where a need and the projects that answer it meet: a part of the need's page, fetched by address, and its forms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, onward
from journal.ids import id_of
from journal.refusals import require
from needs.models import Need
from needs.permissions import needs_for
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.templates import TemplateForm
from projects.permissions import projects_for
from projects.states import ENDED
from projects.views.partners import project_of, told
from projects.views.projects import seen, shell


@login_required
@require_safe
def need_projects(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects that answer a need, of those the reader sees; a new one out of it, or one that takes it up."""
    need, actor = need_of(request, pk), actor_of(request)
    answering = queries.listed(projects_for(request.user).filter(need_links__need=need))
    rows = [(row, queries.lead_of(row), queries.standing_partners(row)) for row in answering]
    known = [row.pk for row, _lead, _partners in rows]
    running = projects_for(request.user).exclude(pk__in=known).exclude(status__in=ENDED)
    context = {
        "need": need,
        "rows": rows,
        "can_create": need.is_standing and permissions.can_begin_project(actor),
        "others": [
            row for row in running.order_by("-pk")[:50] if need.is_standing and permissions.can_work(actor, row)
        ],
    }
    return render(request, "projects/_need_projects.html", context)


@login_required
@require_POST
def link_need(request: HttpRequest, pk: int) -> HttpResponse:
    """From the need's page: have one of one's projects take it up."""
    need = need_of(request, pk)
    row = project_of(request, id_of(request.POST.get("project", "")) or 0)
    words = _("The project and the need show each other.")
    told(request, lambda: actions.link_need(actor=actor_of(request), project=row, need=need), words)
    return redirect("needs:need", pk)


@login_required
@require_POST
def unlink_need(request: HttpRequest, pk: int, need_pk: int) -> HttpResponse:
    row, need = project_of(request, pk), need_of(request, need_pk)
    told(
        request,
        lambda: actions.unlink_need(actor=actor_of(request), project=row, need=need),
        _("They do not show each other any more."),
    )
    return redirect("projects:project", pk)


def need_of(request: HttpRequest, pk: int) -> Need:
    return get_object_or_404(needs_for(request.user), pk=pk)


# Templates ------------------------------------------------------------------------------------------------------------
@login_required
def save_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan of a project for one's own organisation."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_save_template(actor, row))
    form = TemplateForm(request.POST or None, initial={"title": row.title})
    if apply_form(form, lambda given: actions.save_template(actor=actor, project=row, **given)):
        return onward(request, _("Kept. You find it when you propose the next project."), "projects:project", pk)
    templates = permissions.templates_for(request.user).filter(organization=actor.organization)
    context = {**shell(request, row, "overview"), "form": form, "templates": templates}
    return render(request, "projects/save_template.html", context)


@login_required
@require_POST
def withdraw_template(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.templates_for(request.user), pk=pk)
    told(request, lambda: actions.withdraw_template(actor=actor_of(request), template=row), _("It is offered no more."))
    return redirect("projects:create_project")
