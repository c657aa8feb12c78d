"""Whom one may mention in a room, by the first letters of a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.normalise import normalise
from chat.models import Room
from chat.queries.people import organizations_in, people_in
from organizations.models import Organization

SHOWN = 8


def mentionables(room: Room, text: str) -> list[dict[str, Any]]:
    """At most eight people, four organisations with their managers, and the room itself, each with the address that a
    mention links to.
    """
    found = named(people_in(room), [each for each, _present in organizations_in(room)], text)
    everybody = {
        "kind": "room",
        "id": room.pk,
        "name": room.name,
        "detail": _("Everybody in the room"),
        "href": f"/rooms/{room.pk}/",
    }
    return found + ([everybody] if normalise(text) in normalise(room.name) else [])


def named(people: QuerySet[User], organizations: Iterable[Organization], text: str) -> list[dict[str, Any]]:
    """Of these people and organisations those whose names hold the letters, each with the address that a mention links
    to: at most eight people, four organisations with their managers.
    """
    wanted = normalise(text)
    people = people.prefetch_related("memberships__organization")
    found = [
        {
            "kind": "person",
            "id": person.pk,
            "name": str(person),
            "detail": next(
                (
                    str(m.organization)
                    for m in person.memberships.all()
                    if m.ended_at is None and m.organization.is_verified
                ),
                "",
            ),
            "href": f"/people/{person.pk}/",
        }
        for person in (people.filter(search_text__contains=wanted) if wanted else people)[:SHOWN]
    ]
    of_that_name = [each for each in organizations if wanted in each.search_text][: SHOWN // 2]
    return found + [fact for each in of_that_name for fact in of_organization(each, has_managers=bool(wanted))]


def of_organization(each: Organization, *, has_managers: bool) -> list[dict[str, Any]]:
    """Its people; and, where one looks for it by name, its managers alone."""
    name, href = str(each), f"/organizations/{each.pk}/"
    people = {"kind": "organization", "id": each.pk, "name": name, "detail": each.get_kind_display(), "href": href}
    alone = _("Managers of %(name)s") % {"name": name}
    detail = _("Only who runs its page and signs for it")
    managers = {"kind": "managers", "id": each.pk, "name": alone, "detail": detail, "href": f"{href}#managers"}
    return [people, managers] if has_managers else [people]
