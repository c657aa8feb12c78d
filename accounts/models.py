"""Who you are."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arabic.initials import person_initials


class Language(models.TextChoices):
    ARABIC = "ar", "العربية"
    ENGLISH = "en", "English"


class Digits(models.TextChoices):
    LATIN = "latin", "0123456789"
    ARABIC = "arabic", "٠١٢٣٤٥٦٧٨٩"


class Theme(models.TextChoices):
    AUTOMATIC = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Shown(models.TextChoices):
    """To whom a person shows how they can be reached."""

    NOBODY = "nobody", _("To nobody")
    COLLEAGUES = "colleagues", _("To people of my organisations")
    VERIFIED = "verified", _("To people of verified organisations")


class User(AbstractUser):
    """A person, or a program's account (`is_bot`). `is_active=False` is a suspended account; `is_secretariat` marks
    those who run the instance. A request's token sets `token_id`, and `opens`: the streams it opens, None for all of
    one's own.
    """

    token_id: int | None = None
    opens: frozenset[str] | None = None

    display_name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ARABIC)
    digits = models.CharField(_("digits"), max_length=6, choices=Digits, default=Digits.LATIN)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme, default=Theme.AUTOMATIC)
    data_saver = models.BooleanField(_("data saver"), default=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_shown = models.CharField(_("who sees my phone"), max_length=10, choices=Shown, default=Shown.NOBODY)
    email_shown = models.CharField(_("who sees my e-mail address"), max_length=10, choices=Shown, default=Shown.NOBODY)
    avatar = models.ImageField(_("picture"), upload_to="avatars/", blank=True)
    is_secretariat = models.BooleanField(default=False)
    search_text = models.CharField(max_length=200, default="", editable=False)
    is_bot = models.BooleanField(default=False, editable=False)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def may_open(self, stream: str) -> bool:
        """Does the request's token open it? That the person may see it at all is asked elsewhere."""
        return is_opened(self.opens, stream)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def mark(self) -> str:
        """Two letters that stand for the person where there is no picture."""
        return person_initials(self.display_name)


def digest_of(secret: str) -> str:
    """What is kept of a secret that is long and random: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def is_opened(opens: frozenset[str] | None, stream: str) -> bool:
    """Of what a token opens (None: all), one's own stream is always part."""
    return opens is None or stream in opens or stream.startswith("user.")


class ApiToken(models.Model):
    """A program's key: shown once, kept as a digest, with a name and an end. `opens` names the streams it opens
    (`["room.33"]`), and then it opens nothing else; null: all that its person may see.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    opens = models.JSONField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now() and self.user.is_active

    @property
    def scope(self) -> frozenset[str] | None:
        return None if self.opens is None else frozenset(self.opens)
