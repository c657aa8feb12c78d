"""Instruments as pages, the API and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from journal.ids import id_of
from legislation.models import Acknowledgement, Instrument, InstrumentLink, Kind, Topic, TopicFollow
from legislation.permissions import instruments_for

WORDS_LIMIT = 8
FILTERS = ("q", "kind", "status", "topic", "year", "issuer", "state")
Facts = dict[str, Any]


def instrument_facts(row: Instrument) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "kind": row.kind,
        "number": row.number,
        "year": row.year,
        "title": row.title,
        "short_title": row.short_title,
        "about": row.about,
        "issuer": row.issuer,
        "issued_on": day_of(row.issued_on),
        "in_force_on": day_of(row.in_force_on),
        "repealed_on": day_of(row.repealed_on),
        "gazette": row.gazette,
        "status": row.status,
        "topics": [topic.pk for topic in row.topics.all()],
        "source_note": row.source_note,
        "source": {"name": row.source.name, "sha256": row.source.sha256} if row.source else None,
        "is_official_text": row.is_official_text,
        "must_be_acknowledged": row.must_be_acknowledged,
        "acknowledged_count": row.acknowledged_count,
        "text_version": row.text_version,
        "is_published": row.published_at is not None,
    }


def day_of(day: Any) -> str | None:
    return day.isoformat() if day else None


def listed_instruments(rows: QuerySet[Instrument]) -> QuerySet[Instrument]:
    """With what a list shows of each; two queries."""
    return rows.select_related("source").prefetch_related("topics")


def narrowed(user: Any, asked: Mapping[str, str]) -> QuerySet[Instrument]:
    """Those that the person sees and that answer to FILTERS, the newest first. What is no choice narrows nothing."""
    rows = instruments_for(user)
    if asked.get("kind") in Instrument.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("status") in Instrument.Status.values:
        rows = rows.filter(status=asked["status"])
    if (topic := id_of(asked.get("topic", ""))) is not None:
        rows = rows.filter(topics=topic)
    if (year := to_latin_digits(asked.get("year", ""))).isdigit() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if asked.get("issuer"):
        rows = rows.filter(issuer=asked["issuer"])
    if asked.get("state") == "draft":
        rows = rows.filter(published_at=None)
    elif asked.get("state") == "unread":
        rows = unread_circulars(user, rows)
    for word in normalise(asked.get("q", "")).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("-year", "-issued_on", "-pk")


def seen_instrument(user: Any, pk: int) -> Instrument | None:
    rows = instruments_for(user).filter(pk=pk)
    return listed_instruments(rows).select_related("source", "person", "organization").first()


def choices_of(user: Any) -> dict[str, Any]:
    """What the filters of the list offer: topics, and the years and issuers that occur."""
    rows = instruments_for(user).order_by()
    years = rows.exclude(year=None).values_list("year", flat=True).distinct().order_by("-year")
    issuers = rows.exclude(issuer="").values_list("issuer", flat=True).distinct().order_by("issuer")
    return {
        "kinds": Instrument.Kind.choices,
        "statuses": Instrument.Status.choices,
        "topics": list(Topic.objects.all()),
        "years": list(years),
        "issuers": list(issuers[:200]),
    }


# What it does to others, and others to it -----------------------------------------------------------------------------
def links_from(user: Any, row: Instrument) -> QuerySet[InstrumentLink]:
    """What it amends, repeals, implements, names."""
    seen = instruments_for(user).values("pk")
    return row.links_out.filter(target__in=seen).select_related("target").order_by("kind", "-target__year", "pk")


def links_to(user: Any, row: Instrument) -> QuerySet[InstrumentLink]:
    """What amends, repeals, implements or names it."""
    seen = instruments_for(user).values("pk")
    return row.links_in.filter(source__in=seen).select_related("source").order_by("kind", "-source__year", "pk")


# Topics ---------------------------------------------------------------------------------------------------------------
def listed_topics(user: Any) -> QuerySet[Topic]:
    """Each with how many texts one sees on it (`texts`) and whether one follows it (`is_followed`)."""
    texts = Count("instruments", filter=Q(instruments__in=instruments_for(user).values("pk")), distinct=True)
    mine = TopicFollow.objects.filter(topic=OuterRef("pk"), person=user.pk if user.is_authenticated else None)
    return Topic.objects.annotate(texts=texts, is_followed=Exists(mine)).order_by("position", "pk")


def followed_topics(user: Any, topics: Iterable[Topic]) -> set[int]:
    """Which of these the person follows; no query where there are none."""
    if not user.is_authenticated or not (asked := [each.pk for each in topics]):
        return set()
    return set(TopicFollow.objects.filter(person=user, topic__in=asked).values_list("topic_id", flat=True))


def topic_facts(row: Any) -> Facts:
    return {
        "id": row.pk,
        "name_ar": row.name_ar,
        "name_en": row.name_en,
        "position": row.position,
        "texts": row.texts,
        "is_followed": row.is_followed,
    }


# Who has read a circular ----------------------------------------------------------------------------------------------
def acknowledgements_of(row: Instrument) -> QuerySet[Acknowledgement]:
    return row.acknowledgements.select_related("person", "organization__governorate").order_by("-at", "-pk")


def unread_circulars(user: Any, rows: QuerySet[Instrument] | None = None) -> QuerySet[Instrument]:
    """Those in force that ask people to say that they have read them, and where this person has not."""
    rows = Instrument.objects.all() if rows is None else rows  # what is published everybody sees
    rows = rows.filter(must_be_acknowledged=True, published_at__isnull=False)
    rows = rows.exclude(status=Instrument.Status.REPEALED)
    return rows.exclude(acknowledgements__person=user.pk) if user.is_authenticated else rows.none()


def own_acknowledgement(user: Any, row: Instrument) -> Acknowledgement | None:
    if not user.is_authenticated:
        return None
    return row.acknowledgements.filter(person=user.pk).first()


def articles_count(row: Instrument) -> int:
    return row.provisions.filter(kind=Kind.ARTICLE).count()
