"""In which language a page answers, and when a session was last used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
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
AGENT_LETTERS = 200  # what UserSession keeps


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


def note_use(request: HttpRequest, key: str) -> None:
    """As allauth does, in one statement where the row is there already: a hall of phones may come at once, and on
    SQLite every writer waits for the others.
    """
    agent = request.META.get("HTTP_USER_AGENT", "")[:AGENT_LETTERS]
    used = {"last_seen_at": timezone.now(), "ip": get_adapter().get_client_ip(request), "user_agent": agent}
    with write_turn():
        is_known = UserSession.objects.filter(session_key=key, user=request.user.pk).update(**used)
    if not is_known:
        UserSession.objects.create_from_request(request)


class ActivityMiddleware:
    """Notes when a session was last used, from where: a write every ten minutes, where allauth's own writes at every
    request and would make each message cost two transactions.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"seen:{key}", 1, SEEN_EVERY.total_seconds()):
            note_use(request, key)
        return self.get_response(request)
