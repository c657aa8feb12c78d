"""Challenges: difficulties that are no quantity, and the organisations that say "we face the same"."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from needs.models.needs import Statement
from organizations.models import Organization, Place, Sector


class Challenge(Statement):
    """A difficulty: the licence takes a year. No `place` means the whole country. `voice_count` is how many
    organisations face it, the one that raised it among them; it is what challenges are ranked by.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")

    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="challenges")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="challenges"
    )
    voice_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="challenge_client_id_once"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="challenge_ended_at_some_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-voice_count", "-created_at"], name="challenge_rank"),
            models.Index(fields=["place", "sector"], name="challenge_place_sector"),
        ]


class ChallengeVoice(models.Model):
    """One organisation, one voice: "we face the same", by a person who speaks for it, with a word on how it shows."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="voices")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="challenge_voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["created_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["challenge", "organization"], name="one_organization_one_voice"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} on {self.challenge_id}"
