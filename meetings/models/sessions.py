"""Sessions of a body, their agenda, who is there, who speaks, and what was done on paper."""

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
from meetings.models.bodies import Body, Participant
from organizations.models import Organization


class Session(models.Model):
    """One sitting of a body, in a tree: a day holds a plenary and parallel workshops. `status` follows
    meetings/states.py; once the minutes are approved nothing of them changes.
    """

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenary")
        WORKSHOP = "workshop", _("Workshop")
        COMMITTEE = "committee", _("Committee meeting")
        BREAK = "break", _("Break")

    class Status(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        CONVENED = "convened", _("Convened")
        OPEN = "open", pgettext_lazy("a session", "Open")
        CLOSED = "closed", pgettext_lazy("a session", "Closed")
        REVIEW = "minutes_review", _("Minutes in review")
        APPROVED = "minutes_approved", _("Minutes approved")
        POSTPONED = "postponed", pgettext_lazy("a session", "Postponed")
        CANCELLED = "cancelled", pgettext_lazy("a session", "Cancelled")

    class Shown(models.TextChoices):
        """What the projector shows."""

        AGENDA = "agenda", _("The agenda")
        ITEM = "item", _("The item")
        SPEAKERS = "speakers", _("The speakers list")
        BALLOT = "ballot", _("The vote")
        WORDS = "words", _("A text")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="sessions")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PLENARY)
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("where"), max_length=160, blank=True)  # a hall; or the address of a call
    track = models.CharField(_("track"), max_length=80, blank=True)
    is_internal = models.BooleanField(_("only for those who take part"), default=False)
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=300, blank=True)
    room = models.OneToOneField(Room, null=True, on_delete=models.PROTECT, related_name="session")
    chair = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    # What the room looks at: set by the chair, followed by the projector.
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.AGENDA)
    words = models.CharField(max_length=400, blank=True)  # of a text on the projector
    item = models.ForeignKey("AgendaItem", null=True, on_delete=models.SET_NULL, related_name="+")  # the one in hand
    ballot = models.ForeignKey("Ballot", null=True, on_delete=models.SET_NULL, related_name="+")  # the one shown
    speaking_seconds = models.PositiveIntegerField(default=0)  # of each organisation in this session; 0 sets no limit
    turn_seconds = models.PositiveIntegerField(default=180)  # of one speaker
    is_list_open = models.BooleanField(default=True)  # may one still ask for the floor?
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="session_client_id_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_hours_in_order"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body", "starts_at"], name="session_listed")]

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        return f"session.{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class AgendaItem(models.Model):
    """A point of the agenda, in a tree of two levels. Its number follows from its place (meetings/numbering.py)."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        REPORT = "report", pgettext_lazy("an item of an agenda", "Report")
        DECISION = "decision", _("For decision")
        BREAK = "break", _("Break")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    position = models.BigIntegerField()  # among its siblings, with gaps
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TOPIC)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("planned minutes"), default=10)
    is_internal = models.BooleanField(_("only for those who take part"), default=False)
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    presenter = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="agenda_item_client_id_once"),
            models.CheckConstraint(condition=Q(minutes__lte=600), name="agenda_item_minutes_in_bounds"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["session", "position"], name="agenda_listed")]

    def __str__(self) -> str:
        return self.title


class AgendaDocument(models.Model):
    """A file that an item of the agenda is about."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="agenda_document_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)


class PaperSheet(models.Model):
    """A sheet that was printed, filled in by hand and typed in later, with its photos as evidence."""

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("Attendance sheet")
        BALLOT = "ballot", _("Ballot sheet")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=Kind)
    ballot = models.ForeignKey("Ballot", null=True, on_delete=models.PROTECT, related_name="sheets")
    code = models.CharField(max_length=10, unique=True)  # printed on it
    photos_count = models.PositiveSmallIntegerField(default=0)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.code

    @property
    def photo_numbers(self) -> range:
        return range(1, self.photos_count + 1)


class SheetPhoto(models.Model):
    """A photo of a sheet, or a scan: long sheets have several. Evidence, so none is taken away."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.CASCADE, related_name="photos")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_photo_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"


class Attendance(models.Model):
    """Somebody was in a session from when to when. `told_at` is what the clock of a device said, `entered_at` what is
    taken as true: never in the future, never before the session's day (clocks differ).
    """

    class Way(models.TextChoices):
        CODE = "code", _("By code")
        NAME = "name", _("By name")
        SELF = "self", _("By themselves")
        PAPER = "paper", _("From a sheet")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attendances")
    entered_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=6, choices=Way, default=Way.NAME)
    sheet = models.ForeignKey(PaperSheet, null=True, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # who noted it
    client_id = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["entered_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="attendance_client_id_once"),
            models.UniqueConstraint(
                fields=["session", "participant"], condition=Q(left_at__isnull=True), name="present_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("entered_at")), name="left_after_entering"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.session_id}"


class Speaker(models.Model):
    """A wish to speak, its turn, and how long it lasted. Points of order go before all others."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Wants to speak")
        ORDER = "point_of_order", _("Point of order")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SPEAKING = "speaking", _("Speaking")
        DONE = "done", _("Has spoken")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="speakers")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ORDINARY)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    position = models.BigIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # who asked
    client_id = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="speaker_client_id_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(status="speaking"), name="one_speaks"),
            models.UniqueConstraint(
                fields=["session", "participant", "kind"], condition=Q(status="waiting"), name="waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.session_id}"
