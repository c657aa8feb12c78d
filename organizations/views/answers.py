"""How pages of this app answer: a refusal becomes words on the page, a secret link a page that is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from journal.refusals import Conflict

NON_FIELD = "__all__"


def attempt(request: HttpRequest, act: Callable[[], Any], done: str = "") -> bool:
    """Do it and say `done`; or say why not. Refused is left to the 403 page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    except Conflict as error:
        messages.error(request, error.detail)
        return False
    if done:
        messages.success(request, done)
    return True


def into_form(form: BaseForm, act: Callable[[], Any]) -> Any:
    """What the act returns, or None with the refusal written into the form, at the fields it has."""
    try:
        return act()
    except Conflict as error:
        form.add_error(None, error.detail)
    except ValidationError as error:
        for field, errors in fields_of(error).items():
            form.add_error(field if field in form.fields else None, errors)
    return None


def fields_of(error: ValidationError) -> dict[str, Any]:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD: error.error_list}


def back(request: HttpRequest, name: str, *arguments: Any) -> HttpResponse:
    """To the page the form named, if it is one of ours, else to `name`."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if is_ours else reverse(f"organizations:{name}", args=arguments))


def address(request: HttpRequest, name: str, *arguments: Any) -> str:
    """A link to send to somebody: with the site's public address where one is set."""
    path = reverse(f"organizations:{name}", args=arguments)
    return settings.SITE_URL.rstrip("/") + path if settings.SITE_URL else request.build_absolute_uri(path)


def unkept(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that holds or follows a secret: no cache keeps it and no other site learns its address."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    return response


def qr(link: str) -> str:
    """A QR code as a data: image; dark on white in both themes, since cameras want it so."""
    return segno.make(link, error="m").svg_data_uri(scale=6, border=3, dark="#000", light="#fff")


def is_too_often(request: HttpRequest, what: str, times: int, seconds: int) -> bool:
    """Has this address done `what` more than `times` in `seconds`? A cache that is gone lets pass."""
    key = f"organizations:{what}:{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > times
    except ValueError:  # it ended between the two questions
        return False
