"""Puts `request.actor` on every request: the person and the organisation they speak for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from organizations.actors import choose_actor


class ActorMiddleware:
    """The actor is looked up when it is first asked for, so requests that need none cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: choose_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)
