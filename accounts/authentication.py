"""Who is asking: a program by its token, a browser by its session. Also what the socket asks of both."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.request import Request

from accounts.models import ApiToken, User, digest_of
from journal.prepared import Prepared

USE_NOTED_EVERY = timedelta(minutes=5)
TOKEN: Prepared[ApiToken] = Prepared(lambda digest: ApiToken.objects.filter(digest=digest).select_related("user"))


def token_of(secret: str) -> ApiToken | None:
    """The running token with this secret; None when unknown, ended, revoked, or its person is suspended."""
    token = TOKEN.first(digest_of(secret))
    if token is None or not token.is_valid:
        return None
    token.user.token_id, token.user.opens = token.pk, token.scope
    return token


def user_of_token(secret: str) -> User | None:
    """Whose token this is, while it opens anything."""
    token = token_of(secret)
    return token.user if token else None


def user_of_session(session_key: str) -> User | None:
    """Who is signed in by this session; None when it ended, the password changed since, or the person is suspended."""
    session = SessionStore(session_key).load()
    if SESSION_KEY not in session:
        return None
    user = User.objects.filter(pk=session[SESSION_KEY], is_active=True).first()
    return user if user and belongs_to(session, user) else None


def belongs_to(session: dict[str, Any], user: User) -> bool:
    """Was the session opened with the password the person has now? (SECRET_KEY_FALLBACKS are honoured.)"""
    kept = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(kept, known) for known in hashes)


def note_use(token: ApiToken) -> None:
    """Remember that a token is in use; a write at most every five minutes."""
    now = timezone.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def is_open_to_scoped(request: Request) -> bool:
    """Is this address of those that ask what a token opens?"""
    found = request._request.resolver_match
    answering = found.func.cls.__module__ if found is not None else ""  # type: ignore[attr-defined]
    return request.path.startswith(settings.SCOPED_TOKENS_OPEN.get(".".join(answering.split(".")[:2]), ()))


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token <secret>`."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        given = get_authorization_header(request).split()
        if not given or given[0].lower() != self.keyword.lower().encode():
            return None
        token = token_of(given[1].decode("latin-1")) if len(given) == 2 else None
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, has ended or was revoked."), code="bad_token")
        if token.opens is not None and not is_open_to_scoped(request):
            raise NotFound(_("There is nothing here that you may see."), code="not_found")
        note_use(token)
        translation.activate(token.user.language)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class CookieAuthentication(SessionAuthentication):
    """The browser's session, with CSRF; an unknown one is answered by 401, as a token is."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names our tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <secret>"}


class CookieScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How it names the browser's session."""

    target_class = CookieAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
