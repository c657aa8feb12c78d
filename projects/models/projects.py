"""Joint projects: what several organisations do together, and which of them are in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from chat.models import Room
from needs.models import TargetGroup
from organizations.models import Organization, Place, Sector


class Project(models.Model):
    """Nobody owns it: its organisations are its partners, and one of them leads. `tasks_made` numbers its tasks."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        COMPLETED = "completed", _("Completed")
        ARCHIVED = "archived", _("Archived")

    code = models.CharField(max_length=10, unique=True)
    title = models.CharField(_("title"), max_length=120)
    aim = models.TextField(_("aim"), max_length=4000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="projects")
    places = models.ManyToManyField(Place, verbose_name=_("places"), blank=True, related_name="projects")
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="projects"
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="SYP"
    )  # proposed for new lines; each keeps its own
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    room = models.OneToOneField(Room, null=True, on_delete=models.PROTECT, related_name="project")
    tasks_made = models.PositiveIntegerField(default=0)
    stored_bytes = models.PositiveBigIntegerField(default=0)  # of its files, with all their versions
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    status_reason = models.CharField(max_length=300, blank=True)  # why it is paused, or how it ended
    is_public = models.BooleanField(default=False)  # has a page that everybody may read
    shown_parts = models.JSONField(default=list, blank=True)  # of the public page: "aim", "partners", …
    search_text = models.TextField(default="", editable=False)

    class Meta:
        permissions: ClassVar[list[Any]] = [
            ("see_project", "Sees the workspace"),
            ("work_project", "Works in the project"),
            ("lead_project", "Leads the project"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="project_client_id_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_days_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "-created_at"], name="project_listed"),
            models.Index(fields=["-created_at"], condition=Q(is_public=True), name="project_public"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"project.{self.pk}"

    @property
    def is_running(self) -> bool:
        """May it still be worked on? What is completed may be put in order; what is archived stays as it is."""
        return self.status != self.Status.ARCHIVED


class ProjectUserPermission(UserObjectPermissionBase):
    """A guest: a person whose organisation is no partner."""

    content_object = models.ForeignKey(Project, on_delete=models.CASCADE)


class ProjectGroupPermission(GroupObjectPermissionBase):
    """What the people of a partner may: granted to the groups of its roles."""

    content_object = models.ForeignKey(Project, on_delete=models.CASCADE)


class Partner(models.Model):
    """An organisation in a project: asked, answering through a signatory, and in until it leaves. Rows are never
    deleted: an organisation that comes back has another.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        IMPLEMENTER = "implementer", _("Implementer")
        FUNDER = "funder", _("Funder")
        TECHNICAL = "technical", _("Technical partner")
        HOST = "host", _("Host authority")

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Partner")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Invitation withdrawn")
        LEFT = "left", _("Left")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.IMPLEMENTER)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.INVITED)
    share = models.CharField(_("what it takes on"), max_length=300, blank=True)
    message = models.CharField(_("message"), max_length=600, blank=True)  # to whom is asked
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inviting = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of a refusal, or of leaving
    is_shown = models.BooleanField(default=True)  # where the project has a public page that names its partners
    lead_offered_at = models.DateTimeField(null=True)  # the lead was offered to it, and it has not answered
    kept = models.JSONField(default=dict, editable=False)  # the agreement as it stood when it left; theirs to read

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["project", "organization"],
                condition=Q(status__in=["invited", "accepted"]),
                name="partner_once",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status="accepted", role="lead"), name="one_lead_of_a_project"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(lead_offered_at__isnull=False), name="lead_offered_to_one"
            ),
            models.CheckConstraint(
                condition=Q(lead_offered_at__isnull=True) | Q(status="accepted"), name="lead_offered_to_a_partner"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "status"], name="partner_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.project_id}"

    @property
    def is_standing(self) -> bool:
        return self.status == self.Status.ACCEPTED


class Visit(models.Model):
    """Up to which entry of the project's stream a person has read its overview: what came since is new to them."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "person"], name="visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"


class RoomAbsence(models.Model):
    """Who was in the project's room when their organisation was suspended: they come back when that is lifted."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "person"], name="room_absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.project_id}"


class Template(models.Model):
    """A plan to begin with: `plan` holds columns, results, activities and tasks by their offsets in days. Those without
    an organisation ship with the program.
    """

    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="project_templates"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True, null=True)  # of those that ship
    title = models.CharField(_("title"), max_length=120)
    about = models.CharField(_("about"), max_length=400, blank=True)
    plan = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class ProjectNeed(models.Model):
    """A need that a project answers."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="need_links")
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, related_name="project_links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "need"], name="project_need_once"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.project_id}"


class Photo(models.Model):
    """A picture of the work; where `is_public`, on the page that everybody may read. No faces, says the page."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="photo_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.pk)
