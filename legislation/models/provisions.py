"""The structure of a text: what stands in what, and what each of it says from when to when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legislation.models.instruments import Instrument


class Kind(models.TextChoices):
    """What a provision is; who may contain whom stands in legislation/structure.py, by country."""

    BOOK = "book", _("Book")
    PART = "part", _("Part")
    CHAPTER = "chapter", _("Chapter")
    SECTION = "section", _("Section")
    ARTICLE = "article", _("Article")
    PARAGRAPH = "paragraph", _("Paragraph")
    ITEM = "item", pgettext_lazy("of a law", "Item")


class Provision(models.Model):
    """What keeps its identity while its words change. `label` stands as printed; `key` is what it is ordered by, made
    of it; `eid` is ASCII, in the way of Akoma Ntoso (part_1__chp_2__art_5bis), and names it for ever.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    label = models.CharField(_("label"), max_length=80, blank=True)  # مادة 5 مكرر
    key = models.CharField(max_length=40, blank=True)  # of the label: legislation/labels.py
    eid = models.CharField(max_length=120)
    position = models.BigIntegerField()  # in reading order of the whole instrument, with room between

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["instrument", "eid"], name="provision_eid_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["instrument", "position"], name="provision_listed"),
            models.Index(fields=["instrument", "kind", "key"], name="provision_by_label"),
        ]

    def __str__(self) -> str:
        return self.label or self.eid

    @property
    def place(self) -> str:
        """The label, behind that of the article it stands in: مادة 3 – أ. Asks for what is above it."""
        if self.kind in (Kind.PARAGRAPH, Kind.ITEM) and self.parent is not None:
            return f"{self.parent.place} – {self.label}"
        return str(self)

    @property
    def mark(self) -> str:
        """What tells it from its neighbours, without the word before: 5, 5 مكرر."""
        number, repeat = self.key[:5].lstrip("0"), self.key[6:8].lstrip("0")
        if not number:
            return str(self)
        return f"{number} مكرر" + (f" {repeat}" if repeat != "1" else "") if repeat else number


class ProvisionText(models.Model):
    """What a provision says from `valid_from` until the day before `valid_to`. Rows do not overlap: the newest has no
    end, and what a change brings ends it. A repealed provision has a row of the change REPEAL without words.
    """

    class Change(models.TextChoices):
        ORIGINAL = "original", _("Original text")
        REPLACE = "replace", _("Replaced")
        INSERT = "insert", _("Inserted")
        REPEAL = "repeal", _("Repealed")
        CORRECT = "correct", _("Corrected")  # of our copy, not of the law

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="texts")
    heading = models.CharField(_("heading"), max_length=400, blank=True)
    text = models.TextField(_("text"), blank=True)
    change = models.CharField(max_length=10, choices=Change, default=Change.ORIGINAL)
    valid_from = models.DateField(_("from"), null=True)  # null: from the beginning, on a day nobody knows
    valid_to = models.DateField(_("until"), null=True)
    changed_by = models.ForeignKey(Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    note = models.CharField(_("note"), max_length=600, blank=True)
    sha256 = models.CharField(max_length=64)  # of heading and text as they stand: what proposals are bound to
    search_text = models.TextField(default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who wrote it by hand
    client_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar[list[Any]] = [F("valid_from").asc(nulls_first=True), "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["provision"], condition=Q(valid_to__isnull=True), name="one_text_of_today"),
            models.UniqueConstraint(fields=["provision", "valid_from"], name="provision_text_from_once"),
            models.UniqueConstraint(fields=["person", "client_id"], name="provision_text_client_id_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="provision_text_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Citation(models.Model):
    """Words of a text that name another provision or instrument. What is not found stays as it is written."""

    text = models.ForeignKey(ProvisionText, on_delete=models.CASCADE, related_name="citations")
    words = models.CharField(max_length=300)  # as they stand
    start = models.PositiveIntegerField()  # letters before them
    provision = models.ForeignKey(Provision, null=True, on_delete=models.SET_NULL, related_name="cited_by")
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.SET_NULL, related_name="cited_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["start"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["text", "start"], name="citation_once"),
        ]

    def __str__(self) -> str:
        return self.words
