"""The page of what happened in a project, and the mark of what one has read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from journal.ids import id_of
from journal.queries import head
from organizations.actors import actor_of
from projects import actions
from projects.models import Project
from projects.queries.activity import happenings, read_up_to, told, who_did
from projects.views.partners import project_of
from projects.views.projects import seen, shell
from projects.wording import GROUPS

ON_A_PAGE = 50


@login_required
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, newest first, by kind, organisation and person; `?before=` a number leads on."""
    reached = head(f"project.{pk}")
    row = seen(request, pk)
    asked = asked_of(request)
    rows = happenings(row, asked["kind"], asked["organization"], asked["person"])
    before = id_of(request.GET.get("before", ""))
    found = list((rows.filter(number__lt=before) if before else rows)[: ON_A_PAGE + 1])
    visit = read_up_to(row, request.user)
    context = {
        **shell(request, row, "activity"),
        **choices(row),
        "head": reached,
        "asked": asked,
        "happenings": told(row, found[:ON_A_PAGE], visit.number if visit else None),
        "older": found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None,
        "narrowed": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "projects/activity.html", context)


def asked_of(request: HttpRequest) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    numbers = {name: id_of(request.GET.get(name, "")) or 0 for name in ("organization", "person")}
    return {"kind": kind if kind in GROUPS else "", **numbers}


def choices(row: Project) -> dict[str, Any]:
    organizations, people = who_did(row)
    return {
        "kinds": [(name, words) for name, (words, _starts) in GROUPS.items()],
        "organizations": organizations,
        "people": people.order_by("display_name"),
    }


@login_required
@require_POST
def read_project(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says by itself up to where it was seen."""
    number = id_of(request.POST.get("number", "")) or 0
    actions.read_project(actor=actor_of(request), project=project_of(request, pk), number=number)
    return HttpResponse(status=204)
