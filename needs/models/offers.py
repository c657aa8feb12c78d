"""Offers: what an organisation can give, when, where and on which conditions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from needs.models.catalogue import Item, ItemUnit
from needs.models.needs import Posting, Tabled
from organizations.models import Place


class Offer(Tabled, Posting):
    """The mirror of a need. `taken` follows from the lines: all is promised to somebody. `reach` is where it can be
    brought or done beside its own place.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        TAKEN = "taken", _("Taken")
        CLOSED = "closed", _("Closed")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    can_transport = models.BooleanField(_("we can bring it"), default=False)
    reach = models.ManyToManyField(Place, verbose_name=_("where it can be brought"), blank=True, related_name="+")
    conditions = models.CharField(_("conditions"), max_length=400, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="offer_client_id_once"),
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_until__gte=F("available_from")),
                name="offer_window_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-opened_at"], name="offer_board"),
            models.Index(fields=["place", "sector"], name="offer_place_sector"),
        ]


class OfferLine(models.Model):
    """So much of an item, in thousandths of its base unit; `promised` is what pledges draw on it."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="offer_lines")
    unit = models.ForeignKey(ItemUnit, on_delete=models.PROTECT, related_name="+")
    typed = models.PositiveBigIntegerField()
    quantity = models.PositiveBigIntegerField()
    promised = models.PositiveBigIntegerField(default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["offer", "position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "position"], name="offer_line_place_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, typed__gt=0), name="offer_line_quantity_counts"),
            models.CheckConstraint(condition=Q(promised__lte=F("quantity")), name="offer_line_promised_within"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}/{self.position}"
