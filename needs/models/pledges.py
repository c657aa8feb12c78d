"""Pledges: what an organisation promises to a need, what it sends, and what arrives."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from needs.models.catalogue import ItemUnit
from needs.models.needs import Need, NeedLine
from needs.models.offers import Offer, OfferLine
from organizations.models import Organization


class Pledge(models.Model):
    """A promise of one organisation to one need, drawn from an offer of its own or not.

    It takes its share of the lines from the moment it is proposed until it is declined, withdrawn or lapsed. What is
    unanswered at `lapses_at` lapses: a promise that nobody takes must not keep others from giving.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        DISPATCHED = "dispatched", _("On its way")
        DELIVERED = "delivered", _("Delivered")
        CONFIRMED = "confirmed", _("Received")
        DISPUTED = "disputed", _("Disputed")
        CLOSED_SHORT = "closed_short", _("Closed with less")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Lapsed")

    code = models.CharField(max_length=10, unique=True)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="pledges")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="pledges")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="pledges")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PROPOSED)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=160, blank=True)  # shown to the other side once accepted
    note = models.CharField(_("note"), max_length=400, blank=True)
    reason = models.CharField(
        _("reason"), max_length=300, blank=True
    )  # of a refusal, a withdrawal, a closing with less
    lapses_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="pledge_client_id_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["need", "status"], name="pledge_of_need"),
            models.Index(fields=["organization", "status"], name="pledge_of_organization"),
            models.Index(fields=["lapses_at"], condition=Q(status="proposed"), name="pledge_lapsing"),
        ]

    def __str__(self) -> str:
        return self.code


class PledgeLine(models.Model):
    """Its share of a line, in thousandths of the item's base unit. `quantity` shrinks where it is closed with less."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="lines")
    need_line = models.ForeignKey(NeedLine, on_delete=models.PROTECT, related_name="pledge_lines")
    offer_line = models.ForeignKey(OfferLine, null=True, on_delete=models.PROTECT, related_name="pledge_lines")
    unit = models.ForeignKey(ItemUnit, on_delete=models.PROTECT, related_name="+")
    typed = models.PositiveBigIntegerField()
    quantity = models.PositiveBigIntegerField()
    dispatched = models.PositiveBigIntegerField(default=0)
    received = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["pledge", "need_line"], name="pledge_line_once"),
            models.CheckConstraint(condition=Q(typed__gt=0), name="pledge_line_quantity_counts"),
            models.CheckConstraint(condition=Q(dispatched__lte=F("quantity")), name="pledge_line_dispatched_promised"),
            models.CheckConstraint(condition=Q(received__lte=F("dispatched")), name="pledge_line_received_dispatched"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id}/{self.need_line_id}"


class Delivery(models.Model):
    """One load of a pledge on its way: waybill, date, weight; and its receipt, signed for by the needing side."""

    code = models.CharField(max_length=10, unique=True)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="deliveries")
    client_id = models.UUIDField()
    waybill = models.CharField(_("waybill number"), max_length=40, blank=True)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    vehicles = models.PositiveSmallIntegerField(_("vehicles"), null=True, blank=True)
    weight = models.PositiveBigIntegerField(_("weight"), null=True, blank=True)  # kilograms
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    disputed_at = models.DateTimeField(null=True)  # until it is counted again; why stays
    disputed_by = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    dispute_reason = models.CharField(max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    receipt_note = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["sent_by", "client_id"], name="delivery_client_id_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["sent_on"], name="delivery_by_day")]

    def __str__(self) -> str:
        return self.code


class DeliveryLine(models.Model):
    """What a load holds of a line; `received` is what was counted on arrival, null until then, and `surplus` what was
    there above the load or above the promise: it is noted, and counts nowhere.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="lines")
    pledge_line = models.ForeignKey(PledgeLine, on_delete=models.PROTECT, related_name="delivery_lines")
    quantity = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(null=True)
    surplus = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["delivery", "pledge_line"], name="delivery_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="delivery_line_quantity_counts"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__lte=F("quantity")), name="delivery_line_received_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.pledge_line_id}"


class DeliveryFile(models.Model):
    """A photo or a scanned waybill beside a delivery; no faces, says the page."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_receipt = models.BooleanField(default=False)  # put there by the side that received

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["delivery", "file"], name="delivery_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.file_id}"
