"""Bodies: whatever meets (a forum, a committee), the organisations that have a voice in it, the people who come."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from chat.models import Room
from organizations.models import Organization


class Body(models.Model):
    """What meets. A forum or a committee has one, and says in its own tables what else it is; sessions, votes and
    minutes know bodies only.
    """

    class Kind(models.TextChoices):
        FORUM = "forum", _("Forum")
        COMMITTEE = "committee", _("Committee")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        MEMBERS = "members", _("People of verified organisations")
        BODY = "body", _("Only those who take part")

    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    visibility = models.CharField(_("who sees it"), max_length=8, choices=Visibility, default=Visibility.MEMBERS)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # that convenes it
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    room = models.OneToOneField(Room, null=True, on_delete=models.PROTECT, related_name="body")
    # Of the organisations with a voice, how many of a hundred must be there when a vote opens; 0 asks for none.
    quorum = models.PositiveSmallIntegerField(_("quorum in percent"), default=50, validators=[MaxValueValidator(100)])
    created_at = models.DateTimeField(default=timezone.now)
    announced_at = models.DateTimeField(null=True)  # until then only those who prepare it see it
    closed_at = models.DateTimeField(null=True)

    class Meta:
        permissions: ClassVar[list[Any]] = [
            ("see_body", "Sees what is only for those who take part"),
            ("minute_body", "Writes its minutes"),
            ("chair_body", "Runs its sessions: agenda, floor, votes"),
            ("lead_body", "Convenes it: invites, names, publishes"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(quorum__lte=100), name="quorum_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return self.title


class BodyUserPermission(UserObjectPermissionBase):
    """A person who takes part for themselves: a chair, a rapporteur, a guest."""

    content_object = models.ForeignKey(Body, on_delete=models.CASCADE)


class BodyGroupPermission(GroupObjectPermissionBase):
    """What the people of an organisation may: granted to the groups of its roles."""

    content_object = models.ForeignKey(Body, on_delete=models.CASCADE)


class Voice(models.Model):
    """An organisation that may vote in a body: one voice, whatever the number of its people. Rows are ended, not
    deleted.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="voices")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="voices")
    weight = models.PositiveIntegerField(_("weight"), default=1)  # counts in weighted votes only
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["body", "organization"], condition=Q(until__isnull=True), name="organization_voice_once"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1) & Q(weight__lte=1000), name="voice_weight_in_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.body_id}"


class Participant(models.Model):
    """Somebody who comes for an organisation: a person with an account, or a guest known by name. `code` is what their
    badge and their letter show: who holds it is checked in.
    """

    class Role(models.TextChoices):
        HEAD = "head", _("Head of the delegation")
        DELEGATE = "delegate", _("Delegate")
        ALTERNATE = "alternate", _("Alternate")
        OBSERVER = "observer", _("Observer")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="participants")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    name = models.CharField(_("name"), max_length=120)  # as it stands on the badge, also where there is an account
    post = models.CharField(_("post"), max_length=120, blank=True)  # what they are in their organisation
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.DELEGATE)
    code = models.CharField(max_length=14, unique=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)  # replaced, or taken off the list
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    arrived_at = models.DateTimeField(null=True)  # at the registration desk of the whole
    arrived_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["named_by", "client_id"], name="participant_client_id_once"),
            # Nobody comes for two organisations.
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(ended_at__isnull=True), name="participant_once"
            ),
            models.UniqueConstraint(
                fields=["body", "organization"],
                condition=Q(ended_at__isnull=True, role="head"),
                name="one_head_of_a_delegation",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "organization"], name="participant_listed"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None

    @property
    def may_vote(self) -> bool:
        """May they cast the voice of their organisation? Observers may not."""
        return self.is_standing and self.role != self.Role.OBSERVER
