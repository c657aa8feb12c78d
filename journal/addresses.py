"""How an app's urls.py says what stands where: a page is called as its view is, so that one grep follows a verb; a call
of programs names for each HTTP method what answers it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from rest_framework.viewsets import ViewSetMixin


def page(address: str, view: Callable[..., HttpResponseBase]) -> URLPattern:
    """`page("rooms/<int:pk>/close/", rooms.close_room)` is chat:close_room."""
    return path(address, view, name=view.__name__)


def call(address: str, name: str, viewset: type[ViewSetMixin], **methods: str) -> URLPattern:
    """`call("bots/<int:pk>/", "api_bot", BotViewSet, get="retrieve", delete="destroy")` is api:api_bot."""
    answered: dict[str, Any] = dict(methods)
    return path(address, viewset.as_view(answered), name=name)


def full_address(request: HttpRequest, path: str) -> str:
    """An address to send or to print: on the site's public name where one is set, else on the one that was asked."""
    return settings.SITE_URL.rstrip("/") + path if settings.SITE_URL else request.build_absolute_uri(path)
