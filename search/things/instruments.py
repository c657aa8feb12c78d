"""Laws, decrees, decisions and circulars, by what they are called and what they are about."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from arabic.terms import searched
from legislation.models import Instrument
from legislation.permissions import instruments_for
from search.models import SearchEntry
from search.things.thing import Facts, Thing, hit_of, titled


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.INSTRUMENT,
            object_id=row.pk,
            at=row.published_at or row.created_at,
            text=searched(f"{row.search_text} {row.title} {row.short_title} {row.about}"),
        )
        for row in Instrument.objects.filter(pk__in=ids)
    ]


def seen(user: User) -> Q:
    return Q(object_id__in=instruments_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    return {row.pk: instrument_shown(row, wanted) for row in Instrument.objects.filter(pk__in=ids)}


def instrument_shown(row: Instrument, wanted: list[str]) -> Facts:
    parts = (row.get_kind_display(), row.number, str(row.year or ""), row.issuer)
    detail = " · ".join(str(part) for part in parts if part)
    found = hit_of(wanted, str(row), row.title, row.about, row.issuer)
    return titled(f"/laws/{row.pk}/", str(row), row.published_at or row.created_at, None, detail, found, wanted)


THING = Thing(entries, seen, shown, Instrument)
