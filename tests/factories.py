"""Rows for tests, made directly; situations are made by verbs. And the cast that every test knows (HOUSE 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from arabic.normalise import normalise
from journal.actors import Actor
from organizations.models import Affiliation, Membership, Organization, Place, Role, RoleGroup, Sector
from organizations.permissions import move_to_group
from organizations.queries import search_text

PASSWORD = "mulberry-orchard-7"
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")
numbers = count(1)


def new_person(display_name: str = "", **columns: Any) -> User:
    """Not saved yet."""
    number = next(numbers)
    name = display_name or f"شخص {number}"
    person = User(**{"username": f"person{number}", "display_name": name, "search_text": normalise(name), **columns})
    person.set_password(PASSWORD)
    return person


def make_person(display_name: str = "", **columns: Any) -> User:
    """A person who can sign in with PASSWORD; belongs to nothing."""
    person = new_person(display_name, **columns)
    person.save()
    return person


def new_organization(name_ar: str = "", **columns: Any) -> Organization:
    """Not saved yet."""
    name = name_ar or f"جمعية السنديان {next(numbers)}"
    row = Organization(**{"name_ar": name, "status": Organization.Status.VERIFIED, **columns})
    row.search_text = search_text(row)
    return row


def make_organization(name_ar: str = "", **columns: Any) -> Organization:
    """A verified association, unless `columns` say otherwise. `sectors` and `places` may be given as lists."""
    sectors, places = columns.pop("sectors", []), columns.pop("places", [])
    row = new_organization(name_ar, **columns)
    row.save()
    if sectors:
        row.sectors.set(sectors)
    if places:
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
    """All verified; Basel and Omar are signatories, Hala a member, Rania a member of the public body. Most tests begin
    with it: each kind of row is written at once, ten times as fast as one by one.
    """
    cast = Cast(
        salma=new_person("سلمى", username="salma", is_secretariat=True),
        basel=new_person("باسل", username="basel"),
        hala=new_person("هالة", username="hala"),
        omar=new_person("عمر", username="omar"),
        rania=new_person("رانيا", username="rania"),
        gharib=new_person("غريب", username="gharib"),
        association=new_organization("جمعية ينابيع الياسمين", name_en="Jasmine Springs Association"),
        other=new_organization("جمعية سنابل الأمل", name_en="Ears of Hope Association"),
        ministry=new_organization("وزارة الشؤون", kind=Organization.Kind.PUBLIC_BODY),
    )
    User.objects.bulk_create([cast.salma, cast.basel, cast.hala, cast.omar, cast.rania, cast.gharib])
    Organization.objects.bulk_create([cast.association, cast.other, cast.ministry])
    seat_first(
        Membership(person=cast.basel, organization=cast.association, role=Role.SIGNATORY),
        Membership(person=cast.hala, organization=cast.association, role=Role.MEMBER),
        Membership(person=cast.omar, organization=cast.other, role=Role.SIGNATORY),
        Membership(person=cast.rania, organization=cast.ministry, role=Role.MEMBER),
    )
    return cast


def seat_first(*memberships: Membership) -> None:
    """What make_membership does, at once for people and roles that have no groups yet."""
    Membership.objects.bulk_create(memberships)
    groups = [Group(name=f"organization {row.organization_id} {row.role}") for row in memberships]
    Group.objects.bulk_create(groups)
    mirrored = list(zip(memberships, groups, strict=True))
    RoleGroup.objects.bulk_create(
        [RoleGroup(organization=row.organization, role=row.role, group=group) for row, group in mirrored]
    )
    of_people = User.groups.through
    of_people.objects.bulk_create([of_people(user=row.person, group=group) for row, group in mirrored])
