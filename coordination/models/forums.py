"""Forums: their editions, who convenes them, and the organisations that are asked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from organizations.models import Organization, Place, Sector


class Forum(models.Model):
    """One edition of a coordination forum. Whom it is for and its sessions stand at its `body`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        CONVENED = "convened", _("Convened")
        OPEN = "open", _("Under way")
        CLOSED = "closed", _("Closed")
        PUBLISHED = "published", _("Outcome published")
        CANCELLED = "cancelled", _("Cancelled")

    code = models.CharField(max_length=10, unique=True)
    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="forum")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    about = models.TextField(_("about"), max_length=4000, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    venue = models.CharField(_("where"), max_length=160, blank=True)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=300, blank=True)
    quota = models.PositiveSmallIntegerField(_("delegates of an organisation"), default=2)  # proposed for each
    answer_by = models.DateField(_("answers by"), null=True, blank=True)
    letter = models.TextField(_("letter of invitation"), max_length=4000, blank=True)
    shows_programme = models.BooleanField(default=False)  # on the page that everybody may read
    shows_delegations = models.BooleanField(default=False)
    recommendations_made = models.PositiveIntegerField(default=0)  # numbers their codes
    decisions_made = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    search_text = models.TextField(default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="forum_client_id_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="forum_days_in_order"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="forum_editions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.body}"

    @property
    def stream(self) -> str:
        return f"forum.{self.pk}"


class Convener(models.Model):
    """An organisation that convenes a forum; the first of them is the body's own."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="conveners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["forum", "organization"], name="forum_convener_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} of {self.forum_id}"


class Delegation(models.Model):
    """An organisation asked to a forum. Its signatory answers; whom it sends are the body's participants of it."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Invitation withdrawn")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="delegations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="delegations")
    quota = models.PositiveSmallIntegerField(_("delegates"), default=2)
    has_voice = models.BooleanField(_("has a voice"), default=True)  # an observer has none
    status = models.CharField(max_length=10, choices=Status, default=Status.INVITED)
    letter_code = models.CharField(max_length=14, unique=True)  # on the letter of invitation
    message = models.CharField(_("message"), max_length=600, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inviting = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["forum", "organization"],
                condition=Q(status__in=["invited", "accepted"]),
                name="delegation_once",
            ),
            models.CheckConstraint(condition=Q(quota__gte=1) & Q(quota__lte=50), name="delegation_quota_in_bounds"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "status"], name="delegation_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} at {self.forum_id}"

    @property
    def is_late(self) -> bool:
        """Was it answered after the day by which the forum asked for answers, or is it still not, after that day?"""
        if self.forum.answer_by is None or self.status == self.Status.WITHDRAWN:
            return False
        answered = self.answered_at if self.status != self.Status.INVITED else None
        return timezone.localdate(answered) > self.forum.answer_by


class ForumFeedKey(models.Model):
    """The secret part of the address at which a calendar program reads a forum's programme, for one person."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="feed_keys")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # sha256 of the key
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["forum", "person"], name="forum_feed_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.forum_id}"
