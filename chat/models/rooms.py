"""Rooms, and who is in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from arabic.initials import initials
from organizations.models import Organization, Place, Sector


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
    slow_seconds = models.PositiveSmallIntegerField(default=0)  # between two messages of one person; 0: as they like
    retention_days = models.PositiveSmallIntegerField(null=True)  # how long messages are kept; null: for ever
    retention_from = models.DateTimeField(null=True)  # nothing is deleted sooner: until then a mistake is taken back
    pins_until = models.DateTimeField(
        null=True
    )  # when the last of its pins ends; who opens the room asks only if one stands
    is_guarded = models.BooleanField(default=False)  # who is in it, and when it closes, is for the app of its thing
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
    """A person's place in a room: read mark, and of what one is told. Who may see a room is another matter
    (permissions.py). Muted is a room from which one wants less than usual: its unread messages are not counted.
    """

    class Level(models.TextChoices):
        USUAL = "usual", _("As usual for such rooms")
        ALL = "all", _("Every message")
        MENTIONS = "mentions", _("Only what is meant for me")
        NOTHING = "nothing", _("Nothing")

    QUIET = frozenset({Level.MENTIONS, Level.NOTHING})

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="room_memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    read_seq = models.PositiveBigIntegerField(default=0)
    level = models.CharField(max_length=8, choices=Level, default=Level.USUAL)
    is_invited = models.BooleanField(default=False)  # taken in by somebody: may see the room without belonging to it
    suspended_until = models.DateTimeField(null=True)  # of the running suspension, which Measure tells the reason of
    wrote_at = models.DateTimeField(null=True)  # the last message, kept only where the room is slow

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["room", "person"], name="one_place_in_a_room"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"

    @property
    def is_muted(self) -> bool:
        return self.level in self.QUIET
