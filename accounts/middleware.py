"""In which language a page answers, and when a session was last used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.digits import reading
from accounts.models import Digits, Language
from arabic.numbers import DigitSet
from journal.verbs import write_turn

Answer = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = timedelta(minutes=10)


def language_of(request: HttpRequest) -> str:
    """The signed-in person's language; for others the cookie's; else Arabic. What the browser prefers is not asked:
    most devices here were set up in English by somebody else.
    """
    if request.user.is_authenticated:
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in Language.values else settings.LANGUAGE_CODE


def digits_of(request: HttpRequest) -> DigitSet:
    chosen = request.user.digits if request.user.is_authenticated else Digits.LATIN
    return "arabic" if chosen == Digits.ARABIC else "latin"


class LanguageMiddleware:
    """Activates the reader's language and digits; stands after AuthenticationMiddleware, which knows the reader."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        digits = digits_of(request)
        with translation.override(language), timezone.override(settings.TIME_ZONE), reading(digits):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def is_of_itself(request: HttpRequest) -> bool:
    """What a page that stands open fetches, maybe in three hundred hands at once, is nobody's use of it."""
    return request.method == "GET" and "HX-Request" in request.headers


class ActivityMiddleware:
    """Notes when a session was last used, from where: a write every ten minutes, where allauth's own writes at every
    request and would make each message cost two transactions.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if (
            key
            and request.user.is_authenticated
            and not is_of_itself(request)
            and cache.add(f"seen:{key}", 1, SEEN_EVERY.total_seconds())
        ):
            with write_turn():  # three hundred may come at once: they queue as verbs do
                UserSession.objects.create_from_request(request)
        return self.get_response(request)
