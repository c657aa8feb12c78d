"""How the small forms of a project's pages answer: back to where one was, or why not."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from journal.refusals import Conflict
from projects.models import Project


def back_to_plan(project: Project) -> HttpResponse:
    return redirect("projects:plan", project.pk)


def try_verb(request: HttpRequest, project: Project, act: Callable[[], object], otherwise: str = "") -> HttpResponse:
    """Do it and go back to where the form stood (`next`), else `otherwise`, else the plan. What is refused is said: to
    a script as plain text, which it shows where one is; else above the page.
    """
    try:
        act()
    except (Conflict, ValidationError) as no:
        words = no.detail if isinstance(no, Conflict) else " ".join(no.messages)
        if request.headers.get("X-Sheet"):
            return HttpResponse(format_html("<p data-refusal>{}</p>", words), status=409)
        if request.headers.get("HX-Request"):
            return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, words)
    return redirect(where_from(request) or otherwise or resolve_url("projects:plan", project.pk))


def where_from(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_own and address.startswith("/") else ""


def uuid_of(request: HttpRequest) -> UUID:
    """The identifier that a small form carries; whoever sends none gets a new one."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid4()
