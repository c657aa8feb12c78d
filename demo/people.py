"""Invented people, and how colleagues address them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from accounts.actions import create_person, update_profile
from accounts.models import Shown, User
from demo.names import InventedName
from journal.actors import Actor
from organizations.models import Organization

# Job titles, as (a man's, a woman's, is a physician's).
TITLES = (
    ("منسق البرامج", "منسقة البرامج", False), ("مسؤول المستودع", "مسؤولة المستودع", False),
    ("مدير المشاريع", "مديرة المشاريع", False), ("أمين الصندوق", "أمينة الصندوق", False),
    ("مسؤول المتابعة والتقييم", "مسؤولة المتابعة والتقييم", False), ("منسق ميداني", "منسقة ميدانية", False),
    ("مسؤول التواصل", "مسؤولة التواصل", False), ("طبيب العيادة", "طبيبة العيادة", True),
    ("منسق المتطوعين", "منسقة المتطوعين", False), ("باحث اجتماعي", "باحثة اجتماعية", False),
    ("مسؤول المشتريات", "مسؤولة المشتريات", False), ("مشرف مركز التعليم", "مشرفة مركز التعليم", False),
)  # fmt: skip


@dataclass
class Colleague:
    """A person of the demo: for whom they speak, since when, how much they talk."""

    user: User
    first: str
    is_woman: bool
    organizations: list[Organization] = field(default_factory=list)
    is_doctor: bool = False
    is_cast: bool = False
    silent_after: datetime | None = None
    talks: float = 1.0

    @property
    def polite(self) -> str:
        """How one addresses a colleague: أستاذ سامر, دكتورة لينا."""
        title = "دكتور" if self.is_doctor else "أستاذ"
        return f"{title}{'ة' if self.is_woman else ''} {self.first}"

    def actor(self, organization: Organization | None = None) -> Actor:
        return Actor(self.user, organization or (self.organizations[0] if self.organizations else None))


def make_colleague(actor: Actor, name: InventedName, password_hash: str, dice: Random) -> Colleague:
    user = create_person(actor=actor, username=name.username, display_name=name.full, password_hash=password_hash)
    return Colleague(user, name.first, name.is_woman, talks=dice.choice((0.4, 0.7, 1.0, 1.0, 1.6, 3.0)))


def titles(dice: Random) -> Iterator[tuple[str, str, bool]]:
    """Job titles without end, each once before any comes again."""
    while True:
        yield from dice.sample(TITLES, len(TITLES))


def show_contacts(cast: dict[str, Colleague]) -> None:
    """Omar may be called by everybody who coordinates, Basel by his colleagues; the others show nothing."""
    for username, phone, shown in (("omar", "0900000002", Shown.VERIFIED), ("basel", "0900000003", Shown.COLLEAGUES)):
        update_profile(actor=cast[username].actor(), phone=phone, phone_shown=shown)  # nobody's numbers
