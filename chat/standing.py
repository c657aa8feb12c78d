"""What somebody is to a room: the rule of permissions.rooms_for for one person and one room, in two plain queries."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import is_secretariat
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.prepared import Prepared
from journal.refusals import Refused
from organizations.models import Bot, Membership, Organization, Role
from organizations.permissions import RUNNING, bot_of

OPEN_KINDS = (Room.Kind.SECTOR, Room.Kind.ANNOUNCEMENT)


PLACE: Prepared[tuple[bool, datetime | None]] = Prepared(
    lambda room, person: RoomMembership.objects.filter(room=room, person_id=person).values_list(
        "is_invited", "suspended_until"
    )
)
BELONGINGS: Prepared[tuple[int, str, str, str]] = Prepared(
    lambda person: Membership.objects.filter(RUNNING, person_id=person).values_list(
        "organization_id", "role", "organization__status", "organization__kind"
    )
)


class Place(NamedTuple):
    is_invited: bool
    suspended_until: datetime | None


class Belonging(NamedTuple):
    """A running membership, with what matters of its organisation."""

    organization_id: int
    role: str
    status: str
    kind: str


class Standing:
    """Each question is answered at most once; made anew by every verb, kept by nobody.

    tests/chat/test_permissions.py holds `sees` against rooms_for, which lists and pages use.
    """

    def __init__(self, actor: Actor, room: Room) -> None:
        self.actor = actor
        self.room = room

    @cached_property
    def place(self) -> Place | None:
        """The person's row in the room."""
        row = PLACE.first(self.room.pk, self.actor.user.pk) if self.actor.is_person else None
        return Place(*row) if row else None

    @cached_property
    def memberships(self) -> list[Belonging]:
        return [Belonging(*row) for row in BELONGINGS(self.actor.user.pk)] if self.actor.is_person else []

    @cached_property
    def coordinates(self) -> bool:
        """Somebody of a verified organisation that is no public body: officials are guests (HOUSE 4)."""
        verified = [each for each in self.memberships if each.status == Organization.Status.VERIFIED]
        return any(each.kind != Organization.Kind.PUBLIC_BODY for each in verified)

    @cached_property
    def bot(self) -> Bot | None:
        """Where a program asks: its running bot."""
        return bot_of(self.actor.user) if self.actor.is_person and self.actor.user.is_bot else None

    @cached_property
    def sees(self) -> bool:
        if not self.actor.is_person:
            return False
        if not self.actor.user.may_open(self.room.stream):
            return False
        if self.actor.user.is_bot:
            return self.place is not None and self.bot is not None
        if self.room.kind == Room.Kind.ORGANIZATION:
            return any(each.organization_id == self.room.organization_id for each in self.memberships)
        if self.room.kind in OPEN_KINDS:
            was_taken_in = self.place is not None and self.place.is_invited
            return was_taken_in or is_secretariat(self.actor) or self.coordinates
        return self.place is not None

    @property
    def is_in(self) -> bool:
        return self.sees and self.place is not None

    @property
    def is_suspended(self) -> bool:
        """For a time the person reads here and does nothing else; it ends by the clock, no job has to run."""
        until = self.place.suspended_until if self.place else None
        return until is not None and until > timezone.now()

    @property
    def takes_part(self) -> bool:
        """In the room, and free to react, vote, write."""
        return self.is_in and not self.is_suspended

    @cached_property
    def moderates(self) -> bool:
        """The secretariat in open rooms, who runs an organisation in its own, else whom the room made one."""
        if not self.sees or self.room.kind == Room.Kind.DIRECT or self.is_suspended or self.actor.user.is_bot:
            return False
        if self.room.kind in OPEN_KINDS and is_secretariat(self.actor):
            return True
        if self.room.kind == Room.Kind.ORGANIZATION:
            own = [each for each in self.memberships if each.organization_id == self.room.organization_id]
            return any(each.role != Role.MEMBER for each in own)
        return bool(self.actor.user.has_perm("chat.moderate_room", self.room))

    @cached_property
    def writes(self) -> bool:
        """In announcement rooms few write; in the others everybody who is in them."""
        if self.room.closed_at is not None or not self.takes_part:
            return False
        if self.room.kind != Room.Kind.ANNOUNCEMENT or self.moderates or self.bot:
            return True
        return bool(self.actor.user.has_perm("chat.write_room", self.room))

    @property
    def speaks_truly(self) -> bool:
        """Does the person belong to the organisation they speak for, and in open rooms: is it verified?"""
        wanted = self.actor.organization_id
        if self.bot:
            return wanted == self.bot.organization_id
        own = [each for each in self.memberships if each.organization_id == wanted]
        if self.room.kind in OPEN_KINDS:
            own = [each for each in own if each.status == Organization.Status.VERIFIED]
        return wanted is None or bool(own)

    def refusal(self) -> Refused:
        """What one is told who may not: to whoever is suspended until when, to others nothing more."""
        if not self.is_suspended or self.place is None or self.place.suspended_until is None:
            return Refused()
        until = date_format(timezone.localtime(self.place.suspended_until), "DATETIME_FORMAT")
        words = _("You are suspended from taking part here until %(until)s.") % {"until": until}
        return Refused(words, code="suspended")


def require_part(allowed: bool, actor: Actor, room: Room) -> None:
    """`require` for what takes part in the room: whoever is suspended from it is told so, and until when."""
    if not allowed:
        raise Standing(actor, room).refusal()
