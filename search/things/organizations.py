"""Organisations, by their names and what they say of themselves."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.excerpts import excerpt
from arabic.terms import searched
from journal.stamps import stamp
from organizations.models import Organization
from organizations.permissions import organizations_for
from organizations.queries import organization_mark
from search.models import SearchEntry
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.ORGANIZATION,
            object_id=row.pk,
            organization_id=row.pk,
            at=row.created_at,
            text=searched(f"{row.name_ar} {row.name_en} {row.acronym} {row.licence_number} {row.about}"),
        )
        for row in Organization.objects.filter(pk__in=ids)
    ]


def seen(user: User) -> Q:
    return Q(organization__in=organizations_for(user).filter(closed_at__isnull=True).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = Organization.objects.filter(pk__in=ids).select_related("governorate")
    return {row.pk: organization_shown(row, wanted) for row in rows}


def organization_shown(row: Organization, wanted: list[str]) -> Facts:
    place = str(row.governorate) if row.governorate else ""
    found = name_found(row, wanted)
    return {
        "href": f"/organizations/{row.pk}/",
        "title": str(row),
        "mark": row.mark,
        "person": None,
        "organization": organization_mark(row),
        "room": None,
        "seq": None,
        "at": row.created_at,
        "moment": stamp(row.created_at),
        "detail": " · ".join(part for part in (row.get_kind_display(), place) if part),
        "is_beside": found != str(row),  # the words stand in something else than the name, which is shown as well
        **with_pieces(excerpt(found, wanted), found),
    }


def name_found(row: Organization, wanted: list[str]) -> str:
    """What of an organisation to show: its name, the other name where that is hit, else what it says of itself."""
    for text in (str(row), row.name_ar, row.name_en, row.about):
        if wanted and any(piece.is_hit for piece in excerpt(text, wanted)):
            return text
    return str(row)


THING = Thing(entries, seen, shown, Organization)
