"""Unified plans: one plan of a sector or a place, written together by several organisations and signed by each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import Body, Session
from needs.models import TargetGroup
from needs.quantities import shown
from organizations.models import Organization, Place, Sector
from projects.models import Activity, Project


class UnifiedPlan(models.Model):
    """`version` counts its wordings: what is signed is one of them, and a change after it asks for new signatures."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "Being written")
        SIGNING = "signing", _("Being signed")
        SIGNED = "signed", _("Signed")
        ENDED = "ended", _("Ended")

    code = models.CharField(max_length=10, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="plans")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="plans")
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=300, blank=True, default="")  # why it was taken back or given up
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="unified_plan_client_id_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="unified_plan_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"plan.{self.pk}"


class PlanLine(models.Model):
    """What one organisation will do: quantities in thousandths of its unit's word, people as a count."""

    plan = models.ForeignKey(UnifiedPlan, on_delete=models.CASCADE, related_name="lines")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(_("activity"), max_length=200)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    quantity = models.PositiveBigIntegerField(_("quantity"), null=True, blank=True)  # thousandths
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    position = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    project = models.ForeignKey(Project, null=True, on_delete=models.SET_NULL, related_name="plan_lines")
    project_activity = models.OneToOneField(Activity, null=True, on_delete=models.SET_NULL, related_name="plan_line")

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="plan_line_client_id_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_line_days_in_order"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["plan", "position"], name="plan_lines_listed")]

    def __str__(self) -> str:
        return self.activity

    @property
    def amount(self) -> Decimal | None:
        return None if self.quantity is None else shown(self.quantity)


class PlanSignature(models.Model):
    """An organisation's signature under one version of a plan, by its signatory."""

    plan = models.ForeignKey(UnifiedPlan, on_delete=models.CASCADE, related_name="signatures")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the plan's words as they were signed
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "organization", "version"], name="plan_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} under {self.plan_id}"
