"""People, by their names."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from accounts.models import User
from accounts.permissions import people_for
from arabic.excerpts import excerpt
from arabic.terms import searched
from journal.stamps import stamp
from organizations.permissions import memberships_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    kind = SearchEntry.Kind.PERSON
    return [
        SearchEntry(kind=kind, object_id=row.pk, person_id=row.pk, at=row.date_joined, text=searched(row.display_name))
        for row in User.objects.filter(pk__in=ids)
    ]


def seen(user: User) -> Q:
    return Q(person__in=people_for(user).filter(is_active=True).values("pk"))


def shown(user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    """Each with the organisations that the reader may know of."""
    memberships = memberships_for(user).select_related("organization")
    rows = User.objects.filter(pk__in=ids).prefetch_related(Prefetch("memberships", memberships))
    return {row.pk: person_shown(row, wanted) for row in rows}


def person_shown(row: User, wanted: list[str]) -> Facts:
    return {
        "href": f"/people/{row.pk}/",
        "title": str(row),
        "mark": row.mark,
        "person": row.pk,
        "organization": None,
        "room": None,
        "seq": None,
        "at": row.date_joined,
        "moment": stamp(row.date_joined),
        "detail": "، ".join(str(membership.organization) for membership in row.memberships.all()),
        **with_pieces(excerpt(str(row), wanted), str(row)),
    }


THING = Thing(entries, seen, shown, User)
