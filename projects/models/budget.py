"""What a project costs and who gives what: three ledgers (money, items, hours) that are never added to one another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from needs.models import Item, ItemUnit, Pledge
from organizations.models import Organization
from projects.models.plan import Activity
from projects.models.projects import Project


class BudgetLine(models.Model):
    """So much money is planned for something. `planned` is in minor units of the line's own currency."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    position = models.PositiveBigIntegerField(default=0)
    title = models.CharField(_("title"), max_length=160)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_lines")
    planned = models.PositiveBigIntegerField(_("planned"))
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("note"), max_length=300, blank=True)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="budget_line_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Expense(models.Model):
    """Money spent, by whom and when, in the currency in which it was paid. Who corrects one writes another
    (`corrects`); the first stays as history and counts no more.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="expenses")
    line = models.ForeignKey(BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="expenses")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="expenses")
    amount = models.PositiveBigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"))
    note = models.CharField(_("what for"), max_length=300, blank=True)
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_standing = models.BooleanField(default=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)  # why it counts no more, where nothing replaced it

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="expense_client_id_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_counts"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "day"], condition=Q(is_standing=True), name="expense_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Contribution(models.Model):
    """What a partner gives: money (minor units of a currency), so much of an item (thousandths of its base unit), or
    hours (in minutes). `promised` and, as it comes, `given`; in-kind ones may stand for a pledge of the board.
    """

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        ITEMS = "items", _("Items and services")
        HOURS = "hours", _("Hours of work")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    title = models.CharField(_("what it is"), max_length=160, blank=True)
    promised = models.PositiveBigIntegerField(_("promised"))
    given = models.PositiveBigIntegerField(_("given"), default=0)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(ItemUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="contribution_client_id_once"),
            models.CheckConstraint(condition=Q(promised__gt=0), name="contribution_counts"),
            models.CheckConstraint(
                condition=(Q(kind="money") & ~Q(currency="")) | (~Q(kind="money") & Q(currency="")),
                name="contribution_currency_of_money",
            ),
            models.CheckConstraint(
                condition=Q(kind="items") | (Q(item__isnull=True) & Q(pledge__isnull=True)),
                name="contribution_items_in_kind",
            ),
            models.UniqueConstraint(
                fields=["pledge", "item"],
                condition=Q(pledge__isnull=False, withdrawn_at__isnull=True),
                name="contribution_of_pledge_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "kind", "organization"], name="contribution_ledger"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization_id}"


class Giving(models.Model):
    """A part of a contribution that came on a day; the sum of the standing ones is its `given`."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="givings")
    amount = models.PositiveBigIntegerField(_("amount"))
    day = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="giving_client_id_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="giving_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.contribution_id}"
