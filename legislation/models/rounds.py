"""Amendment rounds: what of which law, as it stands on which day, by whom and by which rule."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from chat.models import Room
from legislation.models.instruments import Instrument
from meetings.models import Ballot, Body
from organizations.models import Organization


class Round(models.Model):
    """An amendment round on one law. `base_on` is the day whose text all proposals are written against. `status`
    follows legislation/states.py. The committee that judges is a `body`; without one the convener's people do.
    """

    class Status(models.TextChoices):
        PREPARED = "prepared", _("In preparation")
        OPEN = "open", _("Open for proposals")
        FROZEN = "frozen", _("Texts are fixed")
        DECIDED = "decided", pgettext_lazy("a round", "Decided")
        SENT = "dossier_sent", _("Dossier sent")
        ANSWERED = "answered", _("Answered")
        ARCHIVED = "archived", pgettext_lazy("a round", "Archived")

    class Proposers(models.TextChoices):
        VERIFIED = "verified", _("Every verified organisation")
        AFFILIATES = "affiliates", _("Members of the convener")
        VOICES = "voices", _("Organisations with a voice in the committee")

    code = models.CharField(max_length=10, unique=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    base_on = models.DateField(_("text of the day"))
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="rounds")  # convenes
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    opens_on = models.DateField(_("opens on"))
    freezes_on = models.DateField(_("texts fixed on"))
    closes_on = models.DateField(_("decided by"))
    proposers = models.CharField(_("who proposes"), max_length=10, choices=Proposers, default=Proposers.VERIFIED)
    threshold = models.PositiveSmallIntegerField(_("organisations that must endorse"), default=0)
    majority = models.CharField(_("majority"), max_length=12, choices=Ballot.Majority, default=Ballot.Majority.MOST)
    visibility = models.CharField(
        _("who sees it"), max_length=8, choices=Body.Visibility, default=Body.Visibility.MEMBERS
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.PREPARED)
    status_reason = models.CharField(max_length=300, blank=True)
    room = models.OneToOneField(Room, null=True, on_delete=models.PROTECT, related_name="amendment_round")
    proposals_made = models.PositiveIntegerField(default=0)  # numbers their codes
    dossiers_made = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    search_text = models.TextField(default="", editable=False)

    class Meta:
        permissions: ClassVar[list[Any]] = [
            ("lead_round", "Prepares it, moves its states, makes its dossier"),
            ("judge_round", "Admits proposals, writes opinions, where no committee does"),
            ("liaise_round", "Enters the authority's answers"),
        ]
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="round_client_id_once"),
            models.CheckConstraint(
                condition=Q(freezes_on__gte=F("opens_on")) & Q(closes_on__gte=F("freezes_on")),
                name="round_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"round.{self.pk}"


class RoundUserPermission(UserObjectPermissionBase):
    """A person with a part of their own: a ministry's liaison."""

    content_object = models.ForeignKey(Round, on_delete=models.CASCADE)


class RoundGroupPermission(GroupObjectPermissionBase):
    """What the people of an organisation may: granted to the groups of its roles."""

    content_object = models.ForeignKey(Round, on_delete=models.CASCADE)
