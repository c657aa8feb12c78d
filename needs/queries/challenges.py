"""Challenges as pages, the API and the journal read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from journal.stamps import stamp
from needs.likeness import title_likeness
from needs.models import Challenge, ChallengeVoice, Visibility
from needs.permissions import challenges_for
from needs.queries.postings import place_words
from needs.queries.words import holding
from organizations.models import Organization, Place, Sector
from organizations.queries import organization_mark

COUNTRY = "country"  # asked as a place: what is of no place in particular
ALIKE = 0.4  # of the trigrams of two titles: most of their words are the same
CANDIDATES = 300
MOST_ALIKE = 3


def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{id: JSON-able object as it stands now}; what is not public is told by number and code only (as of needs)."""
    rows = listed(Challenge.objects.filter(pk__in=ids))
    return {row.pk: told(row) for row in rows}


def told(row: Challenge) -> dict[str, Any]:
    if row.visibility != Visibility.PUBLIC or not row.organization.is_verified:
        return {"id": row.pk, "code": row.code, "is_narrow": True}
    return challenge_facts(row)


def challenge_facts(row: Challenge) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "description": row.description,
        "organization": organization_mark(row.organization),
        "sector": row.sector.code,
        "place": row.place_id,
        "place_name": place_words(row.place) if row.place else "",
        "visibility": row.visibility,
        "status": row.status,
        "voice_count": row.voice_count,
        "created_at": stamp(row.created_at),
        "closed_at": stamp(row.closed_at),
        "closing_reason": row.closing_reason,
    }


def listed(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """With what a list shows of each; one query."""
    return rows.select_related("organization__governorate", "sector", "place__parent__parent", "author", "room")


def seen_challenge(user: Any, pk: int) -> Challenge | None:
    return listed(challenges_for(user)).filter(pk=pk).first()


# Lists ----------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Asked:
    """`sectors` are ids, `place` a p-code of any level or COUNTRY, `status` one of Challenge.Status or "all"."""

    text: str = ""
    sectors: tuple[int, ...] = ()
    place: str = ""
    status: str = ""


def challenges_asked(user: Any, asked: Asked) -> QuerySet[Challenge]:
    """Those the person may see, most voices first, the newest first among equals."""
    return narrowed(challenges_for(user), asked).order_by("-voice_count", "-created_at", "-pk")


def narrowed(rows: QuerySet[Challenge], asked: Asked) -> QuerySet[Challenge]:
    rows = holding(rows, asked.text)
    if asked.sectors:
        rows = rows.filter(sector__in=asked.sectors)
    if asked.place == COUNTRY:
        rows = rows.filter(place__isnull=True)
    elif asked.place:
        rows = rows.filter(place__pcode__startswith=asked.place)
    if asked.status != "all":
        rows = rows.filter(status=asked.status or Challenge.Status.OPEN)
    return rows


@dataclass(frozen=True)
class Rank:
    """A sector's id or a governorate's p-code ("" for the whole country): how many challenges, with how many voices."""

    key: Any
    challenges: int
    voices: int


def ranks_by_sector(rows: QuerySet[Challenge]) -> list[Rank]:
    """Most voices first; one query."""
    counts = rows.order_by().values_list("sector").annotate(number=Count("pk"), said=Sum("voice_count"))
    return in_order([Rank(*each) for each in counts])


def ranks_by_place(rows: QuerySet[Challenge]) -> list[Rank]:
    """By governorate; one query."""
    counts = rows.order_by().values_list("place").annotate(number=Count("pk"), said=Sum("voice_count"))
    challenges: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    for place, number, said in counts:
        challenges[(place or "")[:4]] += number
        voices[(place or "")[:4]] += said
    return in_order([Rank(code, challenges[code], voices[code]) for code in challenges])


def in_order(ranks: list[Rank]) -> list[Rank]:
    return sorted(ranks, key=lambda rank: (-rank.voices, -rank.challenges, str(rank.key)))


# The same one twice ---------------------------------------------------------------------------------------------------
def alike(user: Any, title: str, place: str, besides: int | None = None) -> list[Challenge]:
    """Open challenges the person may see that somebody has likely told already, the most alike first: most words of the
    title are the same, and one place (a p-code, "" the whole country) holds the other.
    """
    near = Q(place__isnull=True) | Q(place__pcode__startswith=place)
    if place:
        near |= Q(place__pcode__in=[place[:length] for length in (4, 6, 8)])
    rows = challenges_asked(user, Asked()).filter(near)
    rows = rows.exclude(pk=besides) if besides is not None else rows
    scores = {pk: title_likeness(title, other) for pk, other in rows.values_list("pk", "title")[:CANDIDATES]}
    best = sorted((pk for pk in scores if scores[pk] >= ALIKE), key=lambda pk: -scores[pk])[:MOST_ALIKE]
    found = {row.pk: row for row in listed(Challenge.objects.filter(pk__in=best))}
    return [found[pk] for pk in best if pk in found]


def voices_of(row: Challenge) -> list[ChallengeVoice]:
    """Those that face it, in the order in which they said so."""
    return list(row.voices.select_related("organization__governorate", "person"))


def voice_facts(voice: ChallengeVoice) -> dict[str, Any]:
    mark = organization_mark(voice.organization)
    return {"organization": mark, "note": voice.note, "created_at": stamp(voice.created_at)}


def sectors_with_parts(code: str) -> tuple[int, ...]:
    """A sector and those within it, by the code; nothing for one that is not known."""
    return (
        tuple(Sector.objects.filter(Q(code=code) | Q(parent__code=code)).values_list("pk", flat=True)) if code else ()
    )


def has_voice(organization: Organization | None, row: Challenge) -> bool:
    return organization is not None and row.voices.filter(organization=organization).exists()


def place_of(code: str) -> Place | None:
    return Place.objects.filter(pk=code).first() if code else None
