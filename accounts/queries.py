"""What is said about people: to everybody who may see them, and to themselves."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import ApiToken, User
from accounts.permissions import can_see_contact, sessions_for, tokens_for


def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{id: {"id", "name", "mark", "avatar": address or null}} for kind "user": what whoever meets a person may know."""
    return {person.pk: shown_person(person) for person in User.objects.filter(pk__in=ids)} if kind == "user" else {}


def shown_person(person: User) -> dict[str, Any]:
    shown = {"id": person.pk, "name": str(person), "mark": person.mark, "avatar": avatar_address(person)}
    return {**shown, "bot": True} if person.is_bot else shown


def avatar_address(person: User) -> str | None:
    """Where the picture is; another address for another picture, so that browsers may keep it."""
    name = person.avatar.name
    if not name:
        return None
    version = name.rsplit("-", 1)[-1].removesuffix(".webp")
    return f"{reverse('accounts:avatar', args=[person.pk])}?v={version}"


def own_facts(person: User) -> dict[str, Any]:
    """What a person's own screen and programs know: `facts` and the settings."""
    return shown_person(person) | {
        "username": person.username,
        "email": person.email,
        "phone": person.phone,
        "phone_shown": person.phone_shown,
        "email_shown": person.email_shown,
        "language": person.language,
        "digits": person.digits,
        "theme": person.theme,
        "data_saver": person.data_saver,
        "is_secretariat": person.is_secretariat,
    }


def contact(user: User, person: User) -> dict[str, str]:
    """{"phone", "email"}: how the person lets this reader reach them; empty where they do not, or have none."""
    return {
        "phone": person.phone if person.phone and can_see_contact(user, person, person.phone_shown) else "",
        "email": person.email if person.email and can_see_contact(user, person, person.email_shown) else "",
    }


def security(person: User) -> dict[str, Any]:
    """How an account is guarded, for the settings page: {"has_app", "keys", "codes", "sessions", "tokens"}."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {
        "has_app": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "sessions": sessions_for(person).count(),
        "tokens": tokens_for(person).count(),
    }


def has_second_factor(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person).exists())


def own_tokens(person: User) -> list[ApiToken]:
    """A person's running tokens, newest first."""
    return list(tokens_for(person))
