"""May a page at this address open a socket with the person's cookie?"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host


def is_allowed(origin: str | None, host: str) -> bool:
    """The same host, the site's own address, or a host of ALLOWED_HOSTS (where `*` allows no strangers).

    A program sends no origin and is let through: it holds the cookie because it was given it.
    """
    if origin is None:
        return True
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    if parts.netloc.lower() == host.lower() or origin == settings.SITE_URL.rstrip("/"):
        return True
    # Cookies do not tell ports apart, so another program on the same name must not speak for the person.
    if parts.port not in {None, urlsplit(f"//{host}").port}:
        return False
    return validate_host(parts.hostname, [allowed for allowed in settings.ALLOWED_HOSTS if allowed != "*"])


def is_own(headers: Mapping[bytes, bytes]) -> bool:
    """The same, of a request's headers."""
    origin = headers.get(b"origin")
    host = headers.get(b"host", b"").decode("latin1")
    return is_allowed(None if origin is None else origin.decode("latin1"), host)


def session_key(headers: Mapping[bytes, bytes]) -> str | None:
    """The session's key in the cookies of a request."""
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin1"))
    except CookieError:
        return None
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else None
