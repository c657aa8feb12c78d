"""Whom one may mention in a room, by the first letters of a name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from arabic.normalise import normalise
from chat.models import Room
from chat.queries.people import organizations_in, people_in

SHOWN = 8


def mentionables(room: Room, text: str) -> list[dict[str, Any]]:
    """At most eight people, four organisations and the room itself, each with the address a mention links to."""
    wanted = normalise(text)
    people = people_in(room).prefetch_related("memberships__organization")
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
    found += [
        {
            "kind": "organization",
            "id": each.pk,
            "name": str(each),
            "detail": each.get_kind_display(),
            "href": f"/organizations/{each.pk}/",
        }
        for each, _present in organizations_in(room)
        if wanted in each.search_text
    ][: SHOWN // 2]
    everybody = {
        "kind": "room",
        "id": room.pk,
        "name": room.name,
        "detail": _("Everybody in the room"),
        "href": f"/rooms/{room.pk}/",
    }
    return found + ([everybody] if wanted in normalise(room.name) else [])
