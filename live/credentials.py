"""By what a socket is signed in, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.authentication import belongs_to, user_of_session, user_of_token
from accounts.models import ApiToken, User, digest_of, is_opened

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Credential:
    """A session's key, or a token's digest (never its secret: a socket lives for hours); what a token opens, if it is
    not all of its person's.
    """

    kind: str
    key: str
    opens: frozenset[str] | None = None

    def lets(self, name: str) -> bool:
        """Does it open this stream? That the person may watch it at all is asked elsewhere."""
        return is_opened(self.opens, name)


def of_session(session_key: str) -> tuple[Credential, User] | None:
    """Who is signed in with this session."""
    user = user_of_session(session_key)
    return (Credential("session", session_key), user) if user else None


def of_token(secret: str) -> tuple[Credential, User] | None:
    """Whose token this is, if it holds."""
    user = user_of_token(secret)
    return (Credential("token", digest_of(secret), user.opens), user) if user else None


def still_valid(credentials: Iterable[Credential]) -> set[Credential]:
    """Those of many credentials that still sign somebody in; three queries for every two hundred."""
    gathered, valid = list(credentials), set[Credential]()
    for start in range(0, len(gathered), AT_ONCE):
        some = gathered[start : start + AT_ONCE]
        valid |= valid_tokens([credential.key for credential in some if credential.kind == "token"])
        valid |= valid_sessions([credential.key for credential in some if credential.kind == "session"])
    return valid


def valid_tokens(digests: list[str]) -> set[Credential]:
    found = ApiToken.objects.filter(digest__in=digests).select_related("user") if digests else ()
    return {Credential("token", token.digest, token.scope) for token in found if token.is_valid}


def valid_sessions(keys: list[str]) -> set[Credential]:
    """A session holds while it is stored, unexpired, and signed with its person's present password."""
    if not keys:
        return set()
    store = SessionStore()
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    opened = {row.session_key: store.decode(row.session_data) for row in stored}
    ids = {int(session[SESSION_KEY]) for session in opened.values() if SESSION_KEY in session}
    people = get_user_model().objects.filter(is_active=True).in_bulk(ids)
    return {
        Credential("session", key)
        for key, session in opened.items()
        if (person := people.get(int(session.get(SESSION_KEY, 0)))) and belongs_to(session, person)
    }
