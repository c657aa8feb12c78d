"""Pages of projects as a whole: those I am in, one of them, writing it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms import apply_form, onward
from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from needs.models import Need
from needs.permissions import needs_for
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.actions.needs import MOST_NEEDS
from projects.forms.projects import ProjectForm, initial_from
from projects.models import Project

PAGE = 20


@login_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects I see, the newest first; `?q=` words, `?status=` one of their states."""
    words, status = request.GET.get("q", "")[:80], request.GET.get("status", "")
    status = status if status in Project.Status.values else ""
    found = queries.listed(queries.projects_asked(request.user, words, status))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, queries.lead_of(row), queries.standing_partners(row)) for row in page],
        "words": words,
        "status": status,
        "statuses": Project.Status.choices,
        "can_create": permissions.can_create_project(actor_of(request)),
        "invitations": queries.waiting_invitations(request.user),
    }
    return render(request, "projects/projects.html", context)


@login_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, who is in, how far it is."""
    reached = head(f"project.{pk}")  # before the row, so that a later entry is applied on top of it
    row = seen(request, pk)
    shown = queries.overview(row, request.user)
    return render(
        request, "projects/project.html", {**shell(request, row, "overview"), "head": reached, "shown": shown}
    )


@login_required
@require_safe
def project_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to it shows in a room, to those who see it."""
    row = seen(request, pk)
    known = {"project": row, "lead": queries.lead_of(row), "partners": queries.standing_partners(row)}
    return render(request, "projects/project_card.html", known)


def seen(request: HttpRequest, pk: int) -> Project:
    row = queries.seen_project(request.user, pk)
    if row is None:
        raise Http404
    return row


def shell(request: HttpRequest, row: Project, here: str) -> dict[str, Any]:
    """What the head of every page of a project shows; `here` is the tab one is in."""
    actor = actor_of(request)
    return {
        "project": row,
        "partners": queries.standing_partners(row),
        "lead": queries.lead_of(row),
        "here": here,
        "can_work": permissions.can_work(actor, row),
        "can_lead": permissions.can_lead(actor, row),
    }


@login_required
def create_project(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(permissions.can_create_project(actor))
    needs = needs_asked(request)
    form = ProjectForm(request.POST or None, user=request.user, initial=initial_asked(request, needs))
    if made := apply_form(
        form, lambda given: actions.begin_project(actor=actor, client_id=given["client_id"], **form.details())
    ):
        return onward(
            request, _("It is proposed. Invite the organisations that do it with you."), "projects:project", made.pk
        )
    templates = [(row, queries.template_facts(row)) for row in queries.templates_asked(request.user)]
    context = {"form": form, "needs": needs, "templates": templates}
    return render(request, "projects/create_project.html", context)


def needs_asked(request: HttpRequest) -> list[Need]:
    """Those named by `?need=`, as many as one likes, of what the reader sees."""
    given = request.POST.getlist("needs") or request.GET.getlist("need")
    ids = [pk for text in given[:MOST_NEEDS] if (pk := id_of(text)) is not None]
    return list(needs_for(request.user).filter(pk__in=ids).prefetch_related("target_groups")) if ids else []


def initial_asked(request: HttpRequest, needs: list[Need]) -> dict[str, Any]:
    chosen = permissions.templates_for(request.user).filter(pk=id_of(request.GET.get("template", "")) or 0).first()
    about = initial_from(needs) if needs else {}
    return {**about, "template": chosen}


@login_required
def edit_project(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_edit_project(actor, row))
    form = ProjectForm(request.POST or None, project=row)
    if apply_form(form, lambda _given: actions.edit_project(actor=actor, project=row, **form.details())):
        return onward(request, _("Saved."), "projects:project", pk)
    return render(request, "projects/edit_project.html", {**shell(request, row, "overview"), "form": form})
