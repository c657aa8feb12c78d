"""The work plan: goals and outputs, and the activities by which they are reached."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from needs.models import Item, TargetGroup
from organizations.models import Organization, Place, Sector
from projects.models.projects import Project


class Result(models.Model):
    """What the project is for: a goal, or an output of a goal."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("Goal")
        OUTPUT = "output", _("Output")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    goal = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="outputs")
    position = models.PositiveBigIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="result_client_id_once"),
            models.CheckConstraint(
                condition=Q(kind="goal", goal__isnull=True) | Q(kind="output", goal__isnull=False),
                name="outputs_have_a_goal",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """What is done, by whom, where, for whom and with what: a row of the 4W. `code` names it there for ever."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ONGOING = "ongoing", _("Under way")
        COMPLETED = "completed", _("Completed")
        SUSPENDED = "suspended", _("Suspended")

    class Modality(models.TextChoices):
        IN_KIND = "in_kind", _("In kind")
        CASH = "cash", _("Cash")
        VOUCHER = "voucher", _("Voucher")
        SERVICE = "service", _("Service")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    code = models.CharField(max_length=10, unique=True)
    output = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    position = models.PositiveBigIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    funder = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    subsector = models.CharField(_("sub-sector"), max_length=80, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    site = models.CharField(_("site"), max_length=120, blank=True)
    modality = models.CharField(_("modality"), max_length=8, choices=Modality, blank=True)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField(null=True, blank=True)  # thousandths of the item's base unit
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="activities")
    targeted = models.PositiveIntegerField(_("people targeted"), null=True, blank=True)
    targeted_households = models.PositiveIntegerField(_("households targeted"), null=True, blank=True)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PLANNED)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "activities"
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="activity_client_id_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
