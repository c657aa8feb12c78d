"""Rows for tests, made directly; situations are made by verbs. And the cast that every test knows (HOUSE 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client

from accounts.models import User
from arabic.normalise import normalise
from journal.actors import Actor
from organizations.models import Affiliation, Membership, Organization, Place, Role, Sector
from organizations.permissions import move_to_group
from organizations.queries import search_text

PASSWORD = "mulberry-orchard-7"
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")
numbers = count(1)


def make_person(display_name: str = "", **columns: Any) -> User:
    """A person who can sign in with PASSWORD; belongs to nothing."""
    number = next(numbers)
    name = display_name or f"شخص {number}"
    person = User(**{"username": f"person{number}", "display_name": name, "search_text": normalise(name), **columns})
    person.set_password(PASSWORD)
    person.save()
    return person


def make_organization(name_ar: str = "", **columns: Any) -> Organization:
    """A verified association, unless `columns` say otherwise. `sectors` and `places` may be given as lists."""
    sectors, places = columns.pop("sectors", []), columns.pop("places", [])
    name = name_ar or f"جمعية السنديان {next(numbers)}"
    row = Organization(**{"name_ar": name, "status": Organization.Status.VERIFIED, **columns})
    row.search_text = search_text(row)
    row.save()
    row.sectors.set(sectors)
    row.places.set(places)
    return row


def make_membership(person: User, organization: Organization, role: str = Role.MEMBER, **columns: Any) -> Membership:
    """A running membership, mirrored in the organisation's groups as the verbs do."""
    membership = Membership.objects.create(person=person, organization=organization, role=role, **columns)
    move_to_group(membership)
    return membership


def make_affiliation(member: Organization, convener: Organization) -> Affiliation:
    return Affiliation.objects.create(member=member, convener=convener)


def make_place(pcode: str = "SY01", name_ar: str = "دمشق", name_en: str = "Damascus", **columns: Any) -> Place:
    """A governorate unless `level` and `parent` say otherwise; the same p-code gives the same row."""
    names = normalise(f"{name_ar} {name_en}")
    values = {"level": 1, "name_ar": name_ar, "name_en": name_en, "search_text": names, **columns}
    return Place.objects.get_or_create(pcode=pcode, defaults=values)[0]


def make_sector(code: str = "HEA", name_ar: str = "الصحة", name_en: str = "Health", **columns: Any) -> Sector:
    """The same code gives the same row."""
    return Sector.objects.get_or_create(code=code, defaults={"name_ar": name_ar, "name_en": name_en, **columns})[0]


@dataclass(frozen=True)
class Cast:
    """Salma runs the secretariat, Basel signs for his association and Hala is his colleague, Omar signs for another,
    Rania is the ministry's liaison, Gharib is an outsider. `actor("basel")` speaks for his own organisation.
    """

    salma: User
    basel: User
    hala: User
    omar: User
    rania: User
    gharib: User
    association: Organization  # Basel's and Hala's
    other: Organization  # Omar's
    ministry: Organization  # Rania's, a public body

    def actor(self, name: str) -> Actor:
        organizations = {
            "basel": self.association,
            "hala": self.association,
            "omar": self.other,
            "rania": self.ministry,
        }
        return Actor(getattr(self, name), organizations.get(name))

    def who(self, may: Callable[..., bool], *things: Any) -> str:
        """The names of those whom a permission lets, in the order of the cast: `cast.who(can_pin_message, message)`."""
        return " ".join(name for name in NAMES if may(self.actor(name), *things))


def signed_in(person: User) -> Client:
    """The browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def make_cast() -> Cast:
    """All verified; Basel and Omar are signatories, Hala a member, Rania a member of the public body."""
    cast = Cast(
        salma=make_person("سلمى", username="salma", is_secretariat=True),
        basel=make_person("باسل", username="basel"),
        hala=make_person("هالة", username="hala"),
        omar=make_person("عمر", username="omar"),
        rania=make_person("رانيا", username="rania"),
        gharib=make_person("غريب", username="gharib"),
        association=make_organization("جمعية ينابيع الياسمين", name_en="Jasmine Springs Association"),
        other=make_organization("جمعية سنابل الأمل", name_en="Ears of Hope Association"),
        ministry=make_organization("وزارة الشؤون", kind=Organization.Kind.PUBLIC_BODY),
    )
    make_membership(cast.basel, cast.association, Role.SIGNATORY)
    make_membership(cast.hala, cast.association, Role.MEMBER)
    make_membership(cast.omar, cast.other, Role.SIGNATORY)
    make_membership(cast.rania, cast.ministry, Role.MEMBER)
    return cast
