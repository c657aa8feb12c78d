"""Django's sessions in the database (settings.SESSION_ENGINE); the question that every request asks is written once."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from journal.prepared import Prepared

SESSION: Prepared[Session] = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(DatabaseSessions):
    """Called as Django's own: its name is the salt of what it signs."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSION.first(self.session_key) if self.session_key else None
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
