"""Where allauth asks us: no open door, our verbs for what it changes, mail that never fails a page."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from io import BytesIO
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import actions
from accounts.models import User
from journal.actors import Actor

log = logging.getLogger(__name__)
QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's account pages, bound to the house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by an invitation link, organisations by the open door (organizations)."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        """Say what needs saying; that one is signed in shows by itself."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *more, **named)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The asker's address; behind a Unix socket without a proxy's header everybody counts as this machine."""
        if not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = "127.0.0.1"
        return str(super().get_client_ip(request))

    def set_password(self, user: User, password: str) -> None:
        """Every way by which allauth changes a password: on the settings page all other sessions end, by a link in a
        mail all of them.
        """
        password_hash, actor = make_password(password), Actor(user)
        if self.request and self.request.user == user:
            key = self.request.session.session_key
            actions.change_password(actor=actor, password_hash=password_hash, session_key=key)
        else:
            actions.set_password(actor=actor, person=user, password_hash=password_hash)
        user.password = password_hash

    def logout(self, request: HttpRequest) -> None:
        """Signing out is written down, so that the session's sockets close."""
        if (key := request.session.session_key) and request.user.is_authenticated:
            actions.end_session(actor=Actor(request.user), session_key=key)
        super().logout(request)

    def format_email_subject(self, subject: str) -> str:
        return f"{_('Multaqa')} · {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language; a mail server that is down is the operator's trouble, not the person's page."""
        user = context.get("user")
        with translation.override(user.language if isinstance(user, User) else translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except (OSError, SMTPException):
                log.exception("mail %s was not sent", template_prefix)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factors, by the name people know."""

    def build_totp_svg(self, url: str) -> str:
        """With its own white ground: a scanner reads it in the dark theme too."""
        drawing = BytesIO()
        segno.make(url, error="m").save(
            drawing, kind="svg", scale=5, border=4, light="#fff", svgclass=None, lineclass=None
        )
        return drawing.getvalue().decode()

    def _get_site_name(self) -> str:
        return _("Multaqa")


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """allauth's page of sessions, ending them by our verb."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            actions.end_session(actor=Actor(session.user), session_key=session.session_key)
