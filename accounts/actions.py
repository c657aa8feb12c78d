"""The verbs of accounts. Passwords come hashed where the caller can hash before the transaction: hashing is slow on
purpose, and on SQLite a verb holds the one write lock.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import ApiToken, Digits, Language, Shown, Theme, User, digest_of, new_secret
from accounts.names import clean_name, clean_phone, clean_username
from arabic.normalise import normalise
from journal.actors import Actor
from journal.kept_files import drop_file, keep_file
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb

LONGEST_TOKEN = 366  # days
TOKENS_AT_ONCE = 20
PEOPLE = "people.all"  # who came and who is called otherwise; for followers, nobody watches it


# People --------------------------------------------------------------------------------------------------------------
@verb
def create_person(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str | None = None,
    password_hash: str = "",
    email: str = "",
    phone: str = "",
    language: str = Language.ARABIC,
) -> User:
    """Make an account; without a password nobody can sign in to it until a reset link was used.

    ValidationError: username_invalid, username_taken, name_required, email_invalid, email_taken, phone_invalid,
    unknown_choice, or what the password validators say.
    """
    require(permissions.can_create_person(actor))
    person = User(username=_username(username), email=_email(email), phone=_phone(phone))
    person.display_name, person.language = _name(display_name), _one_of(Language.values, language, "language")
    person.password = password_hash or _hashed(password, person)
    person.search_text = _search_text(person)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise invalid(_("This username is taken."), code="username_taken", field="username") from error
    _record("person_created", actor, person, also=PEOPLE)
    return person


@verb
def update_profile(
    *,
    actor: Actor,
    display_name: str | None = None,
    phone: str | None = None,
    phone_shown: str | None = None,
    email_shown: str | None = None,
    language: str | None = None,
    digits: str | None = None,
    theme: str | None = None,
    data_saver: bool | None = None,
) -> User:
    """Change one's own name, phone, to whom one shows how one is reached, and preferences; what is None stays.
    ValidationError: name_required, phone_invalid, unknown_choice.
    """
    require(permissions.can_update_profile(actor))
    given = {
        "display_name": None if display_name is None else _name(display_name),
        "phone": None if phone is None else _phone(phone),
        "phone_shown": None if phone_shown is None else _one_of(Shown.values, phone_shown, "phone_shown"),
        "email_shown": None if email_shown is None else _one_of(Shown.values, email_shown, "email_shown"),
        "language": None if language is None else _one_of(Language.values, language, "language"),
        "digits": None if digits is None else _one_of(Digits.values, digits, "digits"),
        "theme": None if theme is None else _one_of(Theme.values, theme, "theme"),
        "data_saver": data_saver,
    }
    person = User.objects.get(pk=actor.user.pk)  # as it stands: a verb may be tried again after a lock
    changed = {field: value for field, value in given.items() if value is not None and getattr(person, field) != value}
    if not changed:
        return person
    for field, value in changed.items():
        setattr(person, field, value)
    person.search_text = _search_text(person)
    person.save(update_fields=[*changed, "search_text"])
    _record("profile_updated", actor, person, also=PEOPLE if "display_name" in changed else "", fields=sorted(changed))
    return person


@verb
def set_avatar(*, actor: Actor, picture: bytes | None) -> User:
    """Show this picture (what pictures.square_webp made) beside one's name, or none."""
    require(permissions.can_set_avatar(actor))
    person = User.objects.get(pk=actor.user.pk)
    drop_file(person.avatar)
    person.avatar = None
    if picture is not None:
        keep_file(person.avatar, f"{person.pk}-{uuid4().hex[:10]}.webp", picture)
    person.save(update_fields=["avatar"])
    _record("avatar_set", actor, person)
    return person


@verb
def suspend_person(*, actor: Actor, person: User, reason: str = "") -> None:
    """Close an account for now: every session and token stops at once. Conflict: last_secretariat."""
    require(permissions.can_suspend_person(actor, person))
    if person.is_secretariat:
        _keep_one_of_the_secretariat(person)
    _set(person, is_active=False)
    _delete_sessions(_session_keys(person))
    _record("person_suspended", actor, person, reason=reason[:300])
    _record("session_ended", actor, person, all=True)


@verb
def restore_person(*, actor: Actor, person: User) -> None:
    """Open a suspended account again; the person signs in anew."""
    require(permissions.can_restore_person(actor, person))
    _set(person, is_active=True)
    _record("person_restored", actor, person)


@verb
def make_secretariat(*, actor: Actor, person: User) -> None:
    """Let a person run the instance."""
    require(permissions.can_make_secretariat(actor, person))
    _set(person, is_secretariat=True, is_staff=True)
    _record("secretariat_joined", actor, person)
    _record("access_changed", actor, person)


@verb
def end_secretariat(*, actor: Actor, person: User) -> None:
    """Let a person of the secretariat go, unless nobody would remain. Conflict: last_secretariat."""
    require(permissions.can_end_secretariat(actor))
    _keep_one_of_the_secretariat(person)
    _set(person, is_secretariat=False, is_staff=False)
    _record("secretariat_left", actor, person)
    _record("access_changed", actor, person)


# Sessions and passwords ----------------------------------------------------------------------------------------------
@verb
def end_session(*, actor: Actor, session_key: str) -> None:
    """Sign out one of one's own sessions, here or on another device."""
    require(permissions.can_end_session(actor, session_key))
    _delete_sessions([session_key])
    _record("session_ended", actor, actor.user, sessions=[session_key])


@verb
def end_other_sessions(*, actor: Actor, session_key: str | None) -> int:
    """Sign out everywhere but in the session with this key; returns how many ended."""
    require(permissions.can_end_other_sessions(actor))
    return _end_sessions_but(actor, session_key)


@verb
def change_password(
    *, actor: Actor, password: str | None = None, password_hash: str = "", session_key: str | None = None
) -> None:
    """Choose another password for oneself: all sessions end but the one with this key; tokens stay, they have an end
    and a page of their own. ValidationError: what the password validators say.
    """
    require(permissions.can_change_password(actor))
    _set(actor.user, password=password_hash or _hashed(password, actor.user))
    _end_sessions_but(actor, session_key)
    _record("password_changed", actor, actor.user)


@verb
def set_password(*, actor: Actor, person: User, password: str | None = None, password_hash: str = "") -> None:
    """A password chosen by a reset link: every session ends and every token is revoked; the second factor stays.
    ValidationError: what the password validators say.
    """
    require(permissions.can_set_password(actor, person))
    _set(person, password=password_hash or _hashed(password, person))
    _delete_sessions(_session_keys(person))
    tokens = list(person.api_tokens.filter(revoked_at__isnull=True).values_list("pk", flat=True))
    person.api_tokens.filter(pk__in=tokens).update(revoked_at=timezone.now())
    _record("password_changed", actor, person)
    _record("session_ended", actor, person, all=True, tokens=tokens)


@verb
def remove_factors(*, actor: Actor, person: User) -> int:
    """Take a lost second factor off an account; returns how many authenticators went. That two people of the
    secretariat agree is kept by the verb that calls this one (organizations.confirm_factor_removal).
    """
    require(permissions.can_remove_factors(actor, person))
    removed = int(Authenticator.objects.filter(user=person).delete()[0])
    _record("factors_removed", actor, person)
    return removed


# Tokens --------------------------------------------------------------------------------------------------------------
@verb
def create_token(*, actor: Actor, name: str, days: int) -> tuple[ApiToken, str]:
    """A program's key for oneself, with an end in `days` (1 to 366); the secret is returned here and never again.
    ValidationError: name_required, days_out_of_range. Conflict: too_many_tokens.
    """
    require(permissions.can_create_token(actor))
    name = clean_name(name)[:60]
    if not name:
        raise invalid(_("Give it a name by which you will know it."), code="name_required", field="name")
    if not 1 <= days <= LONGEST_TOKEN:
        raise invalid(_("A token lasts between a day and a year."), code="days_out_of_range", field="days")
    if permissions.tokens_for(actor.user).count() >= TOKENS_AT_ONCE:
        raise Conflict(_("You have many tokens already. Revoke one first."), code="too_many_tokens")
    secret = new_secret()
    ends = timezone.now() + timedelta(days=days)
    token = ApiToken.objects.create(user=actor.user, name=name, digest=digest_of(secret), expires_at=ends)
    _record("token_created", actor, actor.user, token=token.pk)
    return token, secret


@verb
def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Make a token worthless at once; its open sockets close."""
    require(permissions.can_revoke_token(actor, token))
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    _record("session_ended", actor, token.user, tokens=[token.pk])


# Beats that verbs share ----------------------------------------------------------------------------------------------
def _username(text: str) -> str:
    username = clean_username(text)
    if username is None:
        words = _("Use 3 to 40 letters and digits, and no spaces.")
        raise invalid(words, code="username_invalid", field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise invalid(_("This username is taken."), code="username_taken", field="username")
    return username


def _name(text: str) -> str:
    name = clean_name(text)
    if not name or len(name) > 80:
        words = _("Write the name as others should read it, in at most 80 letters.")
        raise invalid(words, code="name_required", field="display_name")
    return name


def _phone(text: str) -> str:
    phone = clean_phone(text)
    if phone is None:
        words = _("This does not look like a phone number: digits only, with + before a country's code.")
        raise invalid(words, code="phone_invalid", field="phone")
    return phone


def _email(text: str) -> str:
    email = text.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as error:
        raise invalid(error.messages[0], code="email_invalid", field="email") from error
    if User.objects.filter(email__iexact=email).exists():
        raise invalid(_("Another account has this e-mail address."), code="email_taken", field="email")
    return email


def _one_of(known: list[str], choice: str, field: str) -> str:
    if choice not in known:
        raise invalid(_("This is none of the choices."), code="unknown_choice", field=field)
    return choice


def _hashed(password: str | None, person: User) -> str:
    if password is None:
        return make_password(None)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    return make_password(password)


def _search_text(person: User) -> str:
    return normalise(f"{person.display_name} {person.username}")[:200]


def _set(person: User, **columns: object) -> None:
    for column, value in columns.items():
        setattr(person, column, value)
    person.save(update_fields=list(columns))


def _session_keys(person: User) -> list[str]:
    return list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))


def _delete_sessions(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def _end_sessions_but(actor: Actor, session_key: str | None) -> int:
    others = [key for key in _session_keys(actor.user) if key != session_key]
    if others:
        _delete_sessions(others)
        _record("session_ended", actor, actor.user, sessions=others)
    return len(others)


def _record(event: str, actor: Actor, person: User, *, also: str = "", **facts: Any) -> None:
    """All that happens to an account is that person's own business: one stream, `user.<id>`. Names, which others look
    for, stand in a second one that nobody may watch.
    """
    streams = [f"user.{person.pk}", *([also] if also else [])]
    record(event, stream=streams, actor=actor, subject=person, kind="user", **facts)


def _keep_one_of_the_secretariat(person: User) -> None:
    """Their rows are held until commit: of two who let each other go at the same moment, the second finds that out."""
    running = User.objects.filter(is_secretariat=True, is_active=True).order_by("pk").select_for_update(no_key=True)
    if {row.pk for row in running} <= {person.pk}:
        raise Conflict(_("Somebody must remain in the secretariat."), code="last_secretariat")
