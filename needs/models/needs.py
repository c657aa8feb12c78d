"""Needs: what an organisation says is missing, where, for whom and until when, line by line."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Room
from needs.models.catalogue import Item, ItemUnit, TargetGroup
from organizations.models import Organization, Place, Sector


class Urgency(models.IntegerChoices):
    """What each means is said wherever one chooses."""

    LIFE_SAVING = 1, _("Very urgent: saves lives, within 24 hours")
    WEEK = 2, _("Urgent: within a week")
    MONTH = 3, _("Important: within a month")
    STANDING = 4, _("Ordinary: a standing lack")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody, also without signing in")
    MEMBERS = "members", _("People of verified organisations")
    NAMED = "named", _("Organisations I name")
    OWN = "own", _("My organisation only")


class Precision(models.TextChoices):
    """How exactly a point is told to others; a shelter's is coarse unless its organisation says otherwise."""

    EXACT = "exact", _("The exact point")
    SUBDISTRICT = "subdistrict", _("The sub-district")
    DISTRICT = "district", _("The district")
    GOVERNORATE = "governorate", _("The governorate")


class Statement(models.Model):
    """What an organisation says to others: in which words, who sees it, and the room in which one talks about it."""

    code = models.CharField(max_length=10, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="%(class)ss")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    visibility = models.CharField(_("who sees it"), max_length=8, choices=Visibility, default=Visibility.MEMBERS)
    named = models.ManyToManyField(Organization, blank=True, related_name="+")
    room = models.OneToOneField(Room, null=True, on_delete=models.PROTECT, related_name="%(class)s")
    search_text = models.TextField(default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"{self._meta.model_name}.{self.pk}"


class Posting(Statement):
    """What a need and an offer have in common beside that: about what, and where."""

    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="%(class)ss")
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="%(class)ss")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=12, choices=Precision, default=Precision.SUBDISTRICT)
    contact = models.CharField(_("contact"), max_length=160, blank=True)  # shown once a pledge is accepted

    class Meta:
        abstract = True


class Tabled(models.Model):
    """What may come by a table."""

    sheet = models.ForeignKey("needs.SheetImport", null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    is_staged = models.BooleanField(default=False)  # written by a sheet that is not finished yet: seen by nobody

    class Meta:
        abstract = True


class Need(Tabled, Posting):
    """`covered` and `fulfilled` follow from the lines: all is promised, all has arrived. Emergency needs are confirmed
    again before `valid_until` or expire; a care gap (no home for the elderly in a district) stands until it is closed,
    and says how many people there are, how many find a place, and how many do not.
    """

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("Need")
        CARE_GAP = "care_gap", _("Care gap")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        COVERED = "covered", _("Covered")
        FULFILLED = "fulfilled", _("Fulfilled")
        CLOSED = "closed", _("Closed")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("Cancelled")
        MERGED = "merged", _("Merged")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EMERGENCY)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.MONTH)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="needs"
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    population = models.PositiveIntegerField(_("people concerned"), null=True, blank=True)
    existing_capacity = models.PositiveIntegerField(_("places that exist"), null=True, blank=True)
    missing_capacity = models.PositiveIntegerField(_("places missing"), null=True, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    tolerance = models.PositiveSmallIntegerField(_("tolerance"), default=0)  # percent that may be promised above
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="need_client_id_once"),
            models.CheckConstraint(condition=Q(tolerance__lte=100), name="need_tolerance_in_percent"),
            models.CheckConstraint(
                condition=Q(kind="care_gap") | Q(missing_capacity__isnull=True), name="need_capacity_of_care_gaps"
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="need_merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="need_not_merged_into_itself"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "urgency", "-opened_at"], name="need_board"),
            models.Index(fields=["place", "sector"], name="need_place_sector"),
            models.Index(fields=["valid_until"], condition=Q(status__in=["open", "covered"]), name="need_expiring"),
        ]

    @property
    def is_standing(self) -> bool:
        """Takes pledges."""
        return self.status in {self.Status.OPEN, self.Status.COVERED}


class NeedLine(models.Model):
    """So much of an item. All quantities are thousandths of the item's base unit; `typed` is of the unit chosen.

    `promised`, `dispatched` and `received` are counters over the pledges that stand, moved by conditional updates only
    (needs/actions/pledges.py); `cap` is what may be promised at most: the quantity and the need's tolerance.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="need_lines")
    unit = models.ForeignKey(ItemUnit, on_delete=models.PROTECT, related_name="+")
    typed = models.PositiveBigIntegerField()
    quantity = models.PositiveBigIntegerField()
    cap = models.PositiveBigIntegerField()
    promised = models.PositiveBigIntegerField(default=0)
    dispatched = models.PositiveBigIntegerField(default=0)
    received = models.PositiveBigIntegerField(default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["need", "position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["need", "position"], name="need_line_place_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, typed__gt=0), name="need_line_quantity_counts"),
            models.CheckConstraint(condition=Q(cap__gte=F("quantity")), name="need_line_cap_covers"),
            models.CheckConstraint(condition=Q(promised__lte=F("cap")), name="need_line_promised_within_cap"),
            models.CheckConstraint(condition=Q(dispatched__lte=F("promised")), name="need_line_dispatched_promised"),
            models.CheckConstraint(condition=Q(received__lte=F("dispatched")), name="need_line_received_dispatched"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}/{self.position}"

    @property
    def unmet(self) -> int:
        """What nobody has promised yet, in thousandths of the base unit."""
        return max(0, self.quantity - self.promised)
