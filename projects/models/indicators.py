"""What was reached: indicators, periods that close, and beneficiaries as counts, never as names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, Place
from projects.models.plan import Activity, Result
from projects.models.projects import Project


class Period(models.Model):
    """A span that is reported on. What is closed takes no more numbers until it is opened again, with a reason."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="periods")
    title = models.CharField(_("title"), max_length=80)
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    client_id = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # for which it was opened again

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="period_client_id_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """What is measured, of a result or an activity. All values are thousandths of the unit.

    `adds_up`: the values of periods, organisations and places add up; else what each organisation last said of each
    place counts, and of percents the last one alone (projects/figures.py).
    Where the unit is persons or households, its values come as counts by sex, age and disability.
    """

    class Unit(models.TextChoices):
        PERSONS = "persons", _("Persons")
        HOUSEHOLDS = "households", _("Households")
        NUMBER = "number", _("Number")
        PERCENT = "percent", _("Percent")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveBigIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200)
    definition = models.TextField(_("how it is measured"), max_length=1000, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.NUMBER)
    unit_words = models.CharField(_("of what"), max_length=60, blank=True)  # "places", "meals"
    adds_up = models.BooleanField(_("adds up"), default=True)
    baseline = models.BigIntegerField(_("baseline"), null=True, blank=True)
    target = models.BigIntegerField(_("target"), null=True, blank=True)
    double_counting = models.CharField(_("note on double counting"), max_length=400, blank=True)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="indicator_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts(self) -> bool:
        return self.unit in {self.Unit.PERSONS, self.Unit.HOUSEHOLDS}


class Target(models.Model):
    """What is aimed at in one period, where the whole is not enough."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="targets")
    value = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["indicator", "period"], name="target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.period_id}"


class Measurement(models.Model):
    """What one organisation reached in one period, at one place or in all. Who corrects one writes another
    (`corrects`); the first stays as history and counts no more.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="measurements")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="measurements")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()
    note = models.CharField(_("note"), max_length=400, blank=True)
    counted_before = models.PositiveIntegerField(_("of them counted before"), null=True, blank=True)  # double counting
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_standing = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="measurement_client_id_once"),
            models.UniqueConstraint(
                fields=["indicator", "period", "organization", "place"],
                condition=Q(is_standing=True, place__isnull=False),
                name="measurement_at_place_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "organization"],
                condition=Q(is_standing=True, place__isnull=True),
                name="measurement_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.period_id}"


class Count(models.Model):
    """How many of a measurement are of one sex, age band and disability; what was not asked is "unknown"."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("Female")
        MALE = "m", _("Male")
        UNKNOWN = "x", _("Not recorded")

    class Age(models.TextChoices):
        CHILDREN = "children", _("0–17")
        ADULTS = "adults", _("18–59")
        ELDERLY = "elderly", _("60 and above")
        UNKNOWN = "x", _("Not recorded")

    class Disability(models.TextChoices):
        WITH = "with", _("With a disability")
        WITHOUT = "without", _("Without")
        UNKNOWN = "x", _("Not recorded")

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="counts")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    age = models.CharField(max_length=8, choices=Age, default=Age.UNKNOWN)
    disability = models.CharField(max_length=7, choices=Disability, default=Disability.UNKNOWN)
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["measurement", "sex", "age", "disability"], name="count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.sex} {self.age}"
