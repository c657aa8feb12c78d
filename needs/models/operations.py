"""Relief operations: a campaign of several organisations, and what each of them brought, day by day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from needs.models.needs import Statement
from needs.models.pledges import Delivery
from organizations.models import Organization, Place


class Operation(Statement):
    """What is done after an earthquake, before a winter. It is convened by the organisation that opened it and by those
    that were asked and said yes.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Running")
        CLOSED = "closed", _("Ended")

    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("places"), blank=True, related_name="operations")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="operation_client_id_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="operation_days_in_order"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-starts_on"], name="operation_running"),
        ]


class Convener(models.Model):
    """An organisation asked to convene an operation; it does so from the day on which it says yes."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="conveners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="convened")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["operation", "organization"], name="convener_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} of {self.operation_id}"


class AidReport(models.Model):
    """What an organisation did on a day: so many convoys of so many kilograms, kitchens that cooked so many meals.

    `quantity` counts convoys, kitchens or caravans; `people` who was served: meals of a kitchen, people seen by a
    caravan. Who corrects one writes another (`corrects`); the first stays as history and counts no more.
    """

    class Kind(models.TextChoices):
        CONVOY = "convoy", _("Convoy")
        KITCHEN = "kitchen", _("Field kitchen")
        CARAVAN = "caravan", _("Medical caravan")

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="reports")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="aid_reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    day = models.DateField(_("day"))
    quantity = models.PositiveIntegerField(_("how many"), default=1)
    weight = models.PositiveBigIntegerField(_("weight"), null=True, blank=True)  # kilograms
    people = models.PositiveIntegerField(_("served"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of the correction, or of the withdrawal
    is_standing = models.BooleanField(default=True)  # neither corrected nor withdrawn
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="aid_report_client_id_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="aid_report_counts"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(kind="convoy"), name="aid_report_weight_of_convoys"
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | ~Q(kind="convoy"), name="aid_report_people_are_served"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["operation", "day"], condition=Q(is_standing=True), name="aid_report_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%Y-%m-%d}"


class OperationDelivery(models.Model):
    """A load of a pledge that belongs to an operation, put there by either side. Where it is the same convoy as a
    `report`, the load counts and the report does not.
    """

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="loads")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="in_operation")
    report = models.ForeignKey(AidReport, null=True, on_delete=models.PROTECT, related_name="loads")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "operation deliveries"

    def __str__(self) -> str:
        return f"{self.delivery_id} in {self.operation_id}"
