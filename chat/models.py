"""What we say: rooms, who is in them, messages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from arabic.initials import initials
from organizations.models import Organization, Place, Sector

BODY_LIMIT = 8000


class Room(models.Model):
    """A place to talk. Its kind says who may see it (permissions.rooms_for)."""

    class Kind(models.TextChoices):
        SECTOR = "sector", _("Sector channel")
        ORGANIZATION = "organization", _("Organisation room")
        ANNOUNCEMENT = "announcement", _("Announcement room")
        GROUP = "group", _("Group")
        DIRECT = "direct", _("Direct message")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, db_index=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("about"), max_length=300, blank=True)
    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), null=True, blank=True, on_delete=models.PROTECT, related_name="rooms"
    )
    place = models.ForeignKey(
        Place, verbose_name=_("governorate"), null=True, blank=True, on_delete=models.PROTECT, related_name="rooms"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="rooms"
    )
    direct_key = models.CharField(max_length=44, null=True, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="RoomMembership", related_name="rooms")

    class Meta:
        permissions: ClassVar[list[Any]] = [
            ("moderate_room", "Moderates the room"),
            ("write_room", "Writes in an announcement room"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["created_by", "client_id"], name="room_client_id_once"),
            models.UniqueConstraint(
                fields=["sector", "place"],
                condition=models.Q(kind="sector", closed_at__isnull=True),
                name="one_channel_per_sector_and_place",
            ),
            models.UniqueConstraint(
                fields=["sector"],
                condition=models.Q(kind="sector", closed_at__isnull=True, place__isnull=True),
                name="one_channel_per_sector",
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(kind="organization"), name="one_room_per_organization"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"room.{self.pk}"

    @property
    def mark(self) -> str:
        return initials(self.name)

    @property
    def tint(self) -> str:
        return "abcd"[(self.pk or 0) % 4]


class RoomUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Room, on_delete=models.CASCADE)


class RoomGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Room, on_delete=models.CASCADE)


class RoomMembership(models.Model):
    """A person's place in a room: read mark and mute. Who may see a room is another matter (permissions.py)."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="room_memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    read_seq = models.PositiveBigIntegerField(default=0)
    is_muted = models.BooleanField(default=False)
    is_invited = models.BooleanField(default=False)  # taken in by somebody: may see the room without belonging to it

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["room", "person"], name="one_place_in_a_room"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class HistoryImport(models.Model):
    """One import of a WhatsApp export; its messages become visible together, when it is finished.

    `source` is the export as uploaded, under MEDIA_ROOT and never served; it is deleted when the import is finished.
    `preview` is what chat.queries.exports.preview said of it when it came.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="imports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.FileField(upload_to="imports/", blank=True)
    filename = models.CharField(max_length=120, blank=True)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # given up: whoever made it starts it again or discards it
    discarded_at = models.DateTimeField(null=True)  # the worker deletes what was written, then the row

    def __str__(self) -> str:
        return f"import into {self.room_id}"


class ImportedSender(models.Model):
    """Somebody who wrote in an imported history: mapped to a person, or a placeholder."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="imported_senders")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["room", "name"], name="imported_sender_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """What was said. `seq` orders a room's messages: 1, 2, 3 … as they were stored; imported ones lie below zero."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    seq = models.BigIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="messages")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="messages")
    client_id = models.UUIDField()
    body = models.TextField(max_length=BODY_LIMIT)
    html = models.TextField()
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replies")
    written_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    history = models.ForeignKey(HistoryImport, null=True, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(ImportedSender, null=True, on_delete=models.PROTECT, related_name="messages")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="message_client_id_once"),
            models.UniqueConstraint(
                fields=["room", "client_id"],
                condition=models.Q(history__isnull=False),
                name="imported_message_once",
            ),
            models.UniqueConstraint(fields=["room", "seq"], name="message_seq_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "written_at"], name="message_by_day")]

    def __str__(self) -> str:
        return f"{self.room_id}#{self.seq}"

    @property
    def is_imported(self) -> bool:
        return self.history_id is not None


class MessageVersion(models.Model):
    """What a message said before an edit."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    body = models.TextField()
    html = models.TextField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.message_id} until {self.until}"


class Reaction(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message", "person", "emoji"], name="one_reaction_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.emoji


class Mention(models.Model):
    """A message points at a person, at an organisation's people, or (neither set) at everybody in the room."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="mentions")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="mentions")

    def __str__(self) -> str:
        return f"{self.message_id} → {self.person_id or self.organization_id or 'room'}"
