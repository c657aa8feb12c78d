"""The library: laws, decrees, decisions, circulars; what they are about, what they change, who has read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.models import Room
from files.models import StoredFile
from organizations.models import Organization, in_language


class Topic(models.Model):
    """What instruments are about; whoever follows one is told of what is new on it."""

    name_ar = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_ar, self.name_en)


class Instrument(models.Model):
    """A text that binds, or a template. Until `published_at` only those who keep the library see it. That its text is
    not the official one is said wherever it is read, unless somebody compared it with the gazette (`is_official_text`).
    """

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        LEGISLATIVE_DECREE = "legislative_decree", _("Legislative decree")
        DECREE = "decree", _("Decree")
        DECISION = "decision", _("Decision")
        CIRCULAR = "circular", _("Circular")
        TEMPLATE = "template", _("Template")

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        AMENDED = "amended", _("In force, amended")
        REPEALED = "repealed", _("Repealed")
        NOT_YET = "not_yet", _("Not yet in force")

    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LAW)
    number = models.CharField(_("number"), max_length=40, blank=True)  # as printed
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=120, blank=True)
    about = models.TextField(_("about"), max_length=2000, blank=True)
    issuer = models.CharField(_("issued by"), max_length=160, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    gazette = models.CharField(_("in the gazette"), max_length=160, blank=True)  # number, part, page, date
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_FORCE)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="instruments")
    # Of which country's law, for the words that head its parts: الفصل is a chapter in one and an article in another.
    country = models.CharField(_("country"), max_length=2, default="sy")
    source = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")  # the scan
    preamble = models.TextField(_("preamble"), blank=True)  # what stands above its first provision
    source_note = models.CharField(_("where the text is from"), max_length=300, blank=True)
    is_official_text = models.BooleanField(_("compared with the official text"), default=False)
    must_be_acknowledged = models.BooleanField(_("to be acknowledged"), default=False)  # of a circular
    acknowledged_count = models.PositiveIntegerField(default=0)
    text_version = models.PositiveIntegerField(default=0)  # counts what was published of its text
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    search_text = models.TextField(default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-issued_on", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="instrument_client_id_once"),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | Q(in_force_on=None) | Q(repealed_on__gte=F("in_force_on")),
                name="instrument_days_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "year"], name="instrument_listed"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def stream(self) -> str:
        return f"law.{self.pk}"


class InstrumentLink(models.Model):
    """What one instrument does to another: shown at both."""

    class Kind(models.TextChoices):
        AMENDS = "amends", _("Amends")
        REPEALS = "repeals", _("Repeals")
        IMPLEMENTS = "implements", _("Implements")  # an executive regulation
        CITES = "cites", pgettext_lazy("a law", "Mentions")

    source = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    note = models.CharField(_("note"), max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="instrument_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="instrument_link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class TopicFollow(models.Model):
    """A person is told of what is new on a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_topics")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["topic", "person"], name="topic_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.topic_id}"


class Acknowledgement(models.Model):
    """«I have read this», of a circular, by a person for an organisation."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["instrument", "person"], name="circular_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.instrument_id}"


class InstrumentRoom(models.Model):
    """The room in which an instrument, or one article of it, is talked about; made at its first word."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="rooms")
    provision = models.OneToOneField(
        "legislation.Provision", null=True, on_delete=models.CASCADE, related_name="own_room"
    )
    room = models.OneToOneField(Room, on_delete=models.PROTECT, related_name="law")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(provision__isnull=True), name="instrument_room_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.room_id}"
