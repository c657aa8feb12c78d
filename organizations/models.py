"""Who works together: organisations, their people, what they belong to, where and on what they work."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arabic.initials import initials


def in_language(arabic: str, english: str) -> str:
    """The name in the reader's language, the other where it is missing."""
    return (english or arabic) if (get_language() or "ar").startswith("en") else (arabic or english)


class Place(models.Model):
    """A governorate (1), district (2) or sub-district (3), by its official p-code."""

    pcode = models.CharField(max_length=12, primary_key=True)
    level = models.PositiveSmallIntegerField(db_index=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name_ar = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    aliases = models.JSONField(default=list)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    search_text = models.CharField(max_length=400, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["pcode"]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)


class Sector(models.Model):
    """A field of work, as the coordination system counts them."""

    code = models.CharField(max_length=12, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name_ar = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    iati_code = models.CharField(max_length=8, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "code"]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)


class Organization(models.Model):
    """An association, foundation, union …: closed one day perhaps, never deleted."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        FOUNDATION = "foundation", _("Foundation")
        UNION = "union", _("Union")
        NETWORK = "network", _("Network")
        INITIATIVE = "initiative", _("Initiative")
        PUBLIC_BODY = "public_body", _("Public body")
        SUPPORTER = "supporter", _("Supporter")

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Awaiting verification")
        VERIFIED = "verified", _("Verified")
        SUSPENDED = "suspended", _("Suspended")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ASSOCIATION)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=40, blank=True)
    governorate = models.ForeignKey(
        Place, verbose_name=_("governorate"), null=True, blank=True, on_delete=models.PROTECT, related_name="seated"
    )
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="organizations")
    places = models.ManyToManyField(Place, verbose_name=_("places of work"), blank=True, related_name="organizations")
    about = models.TextField(_("about"), max_length=2000, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNVERIFIED, db_index=True)
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="verifications_given")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    search_text = models.CharField(max_length=500, default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["name_ar", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED and self.closed_at is None

    @property
    def is_convening(self) -> bool:
        """Unions and networks verify their members and receive applications."""
        return self.kind in {self.Kind.UNION, self.Kind.NETWORK}

    @property
    def mark(self) -> str:
        return initials(self.name_ar or self.name_en)

    @property
    def tint(self) -> str:
        """Which of the four tints its mark wears, the same everywhere."""
        return "abcd"[(self.pk or 0) % 4]


class Role(models.TextChoices):
    SIGNATORY = "signatory", _("Signatory")
    MANAGER = "manager", _("Manager")
    MEMBER = "member", _("Member")


class Membership(models.Model):
    """A person's role in an organisation, the truth for it; the groups below only mirror it for guardian."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    title = models.CharField(_("job title"), max_length=80, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["person", "organization"],
                condition=models.Q(ended_at__isnull=True),
                name="one_running_membership",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organization}"


class RoleGroup(models.Model):
    """The auth group that holds an organisation's people of one role, so that guardian can grant to all of them."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=10, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["organization", "role"], name="one_group_per_role"),
        ]

    def __str__(self) -> str:
        return self.group.name


class Affiliation(models.Model):
    """An association belongs to a union or a network."""

    member = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliations")
    convener = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliates")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["member", "convener"],
                condition=models.Q(ended_at__isnull=True),
                name="one_running_affiliation",
            ),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("convener")), name="no_affiliation_with_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.convener}"


class Invitation(models.Model):
    """A single-use link that makes its bearer a member; the link's secret is kept as a digest only."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    display_name = models.CharField(_("for whom"), max_length=80)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="invitation_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} → {self.organization}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class ResetLink(models.Model):
    """A single-use link that lets a person without e-mail choose a new password, handed out by somebody they know."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reset_links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reset of {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()


class FactorRemoval(models.Model):
    """Losing the second factor needs two people of the secretariat: one asks, another confirms."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_removals")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="removal_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"factors of {self.person_id}"


class Bot(models.Model):
    """A program's account: for an organisation, or (none) for the secretariat. It belongs to no organisation as people
    do, so it counts, votes and signs for nobody; it sees the rooms it was taken into and nothing else.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="bot"
    )
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="bots")
    about = models.CharField(_("what it does"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="bot_client_id_once"),
        ]

    def __str__(self) -> str:
        return str(self.account)

    @property
    def is_running(self) -> bool:
        """A bot is silent as soon as its organisation is."""
        return self.closed_at is None and (self.organization is None or self.organization.is_verified)


class Application(models.Model):
    """The open door: an organisation asks to be let in; a union or the secretariat decides."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Organization.Kind, default=Organization.Kind.ASSOCIATION)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=40)
    governorate = models.ForeignKey(Place, verbose_name=_("governorate"), on_delete=models.PROTECT, related_name="+")
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="+")
    scan = models.FileField(_("scan of the licence"), upload_to="applications/")
    contact_name = models.CharField(_("your name"), max_length=80)
    contact_phone = models.CharField(_("phone"), max_length=20)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    convener = models.ForeignKey(
        Organization,
        verbose_name=_("union or network you belong to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    organization = models.OneToOneField(Organization, null=True, on_delete=models.PROTECT, related_name="application")
    client_id = models.UUIDField(null=True, unique=True, editable=False)

    def __str__(self) -> str:
        return f"{self.code} {self.name_ar}"
