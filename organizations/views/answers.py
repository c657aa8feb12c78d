"""How pages of this app answer: a refusal becomes words on the page, a secret link a page that is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from journal.addresses import full_address
from journal.forms import attempt
from organizations.forms import ReasonForm


def attempt_with_reason(request: HttpRequest, act: Callable[[str], Any], done: str = "") -> bool:
    """As `attempt`, of an act that asks why; a reason that cannot be one (none, too long) is refused in words."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        return attempt(request, lambda: act(form.cleaned_data["reason"]), done)
    messages.error(request, " ".join(str(words) for words in form.errors["reason"]))
    return False


def back(request: HttpRequest, name: str, *arguments: Any) -> HttpResponse:
    """To the page the form named, if it is one of ours, else to `name`."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if is_ours else reverse(f"organizations:{name}", args=arguments))


def address(request: HttpRequest, name: str, *arguments: Any) -> str:
    """A link to send to somebody: with the site's public address where one is set."""
    return full_address(request, reverse(f"organizations:{name}", args=arguments))


def unkept(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that holds or follows a secret: no cache keeps it and no other site learns its address."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store, private"
    # Not no-referrer: browsers then send the form on this page with "Origin: null", which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    return response


def is_too_often(request: HttpRequest, what: str, times: int, seconds: int) -> bool:
    """Has this address done `what` more than `times` in `seconds`? A cache that is gone lets pass."""
    key = f"organizations:{what}:{visitor(request)}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > times
    except ValueError:  # it ended between the two questions
        return False


def visitor(request: HttpRequest) -> str:
    """A visitor's address as sign-in knows it, behind proxies too; those without one (a bare socket) share a count."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
