"""What one can need or give: goods, services, skills and spaces, and in which units they are counted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, Sector, in_language


class TargetGroup(models.Model):
    """For whom: the elderly, orphans, people with disabilities …"""

    code = models.CharField(max_length=16, unique=True)
    name_ar = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "code"]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)


class Item(models.Model):
    """A thing of the catalogue. `family` is the thing it is a kind of: a winter blanket is a blanket.

    Who misses a thing proposes it: it may be used at once, and the secretariat reviews it later (`is_reviewed`). One
    that turns out to be another is `merged_into` it, and is offered no more. What ships with a later release does not
    undo what the secretariat has said of a thing (`reviewed_at`).
    """

    class Kind(models.TextChoices):
        GOOD = "good", _("Goods")
        SERVICE = "service", _("Service")
        SKILL = "skill", _("Skill")
        SPACE = "space", _("Space")

    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.GOOD)
    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="items")
    family = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    name_ar = models.CharField(_("name in Arabic"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    synonyms = models.JSONField(default=list)
    search_text = models.CharField(max_length=600, default="", editable=False)
    is_reviewed = models.BooleanField(default=True)
    reviewed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["code"], condition=models.Q(is_reviewed=False), name="item_to_review"),
        ]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)


class ItemUnit(models.Model):
    """A unit of an item; the base unit is the one of factor 1, at place 0. A carton of 24 tins has factor 24."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="units")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=16)
    name_ar = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    factor = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["item", "position"], name="item_unit_place_once"),
            models.UniqueConstraint(fields=["item", "code"], name="item_unit_code_once"),
            models.CheckConstraint(condition=models.Q(factor__gte=1), name="item_unit_factor_counts"),
        ]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)
