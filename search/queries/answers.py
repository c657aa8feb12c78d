"""Which entries answer a question, newest first: the same on every database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.normalise import normalise
from arabic.terms import LONG, TooMuch, terms
from journal.refusals import invalid
from organizations.permissions import memberships_for
from search.models import SearchEntry
from search.permissions import entries_for

Kind = SearchEntry.Kind
BOUND = 20_000  # newest entries that are looked through where only one- and two-letter words are asked for
CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})")
AMONG_TRIGRAMS = "SELECT rowid FROM search_substrings WHERE search_substrings MATCH %s"


@dataclass(frozen=True)
class Asked:
    """A question: words, and what narrows them; what is None, empty or False narrows nothing.

    `person` and `organization` are an id, or a part of a name. Days are those of Damascus, both included.
    """

    q: str = ""
    kind: str = ""
    room: int | None = None
    person: int | str | None = None
    organization: int | str | None = None
    since: date | None = None
    until: date | None = None
    has_file: bool = False

    def without(self, name: str) -> Asked:
        standing: dict[str, Any] = {name: getattr(Asked(), name)}
        return replace(self, **standing)

    @property
    def filters(self) -> list[str]:
        """The names of what narrows, the words apart."""
        return [field.name for field in fields(self) if field.name != "q" and getattr(self, field.name)]


@dataclass(frozen=True)
class Found:
    """Entries, and the cursor of the next ones; None where these are the last."""

    entries: list[SearchEntry]
    next: str | None


def none_asked(asked: Asked) -> bool:
    return not asked.q.strip() and not set(asked.filters) - {"kind"}


def words_of(asked: Asked) -> list[str]:
    """ValidationError `query_too_long` for what nobody types."""
    try:
        return terms(asked.q)
    except TooMuch as error:
        detail = _("Search for at most 200 letters and 12 words.")
        raise invalid(detail, code="query_too_long", field="q") from error


def found(
    user: User, asked: Asked, *, kinds: Collection[str] = tuple(Kind.values), cursor: str = "", limit: int = 50
) -> Found:
    """What of these kinds the person may see and has every word and phrase, newest first. ValidationError
    `query_too_long`, `no_such_page`.
    """
    entries = matching(user, asked, kinds)
    if cursor:
        moment, pk = read_cursor(cursor)
        entries = entries.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=pk))
    rows = list(entries.order_by("-at", "-pk")[: limit + 1])
    return Found(rows[:limit], cursor_of(rows[limit - 1]) if len(rows) > limit else None)


def matching(user: User, asked: Asked, kinds: Collection[str]) -> QuerySet[SearchEntry]:
    wanted = words_of(asked)
    narrowed = narrow(entries_for(user, [kind for kind in kinds if asked.kind in ("", kind)]), user, asked)
    long = [term for term in wanted if len(term) >= LONG]
    if long:
        narrowed = with_terms(narrowed, long)
    elif wanted:
        newest = narrowed.order_by("-at", "-pk").values("pk")[:BOUND]
        narrowed = SearchEntry.objects.filter(pk__in=newest)
    elif asked.q.strip():
        return narrowed.none()  # nothing that can be searched
    for term in wanted:
        if len(term) < LONG:
            narrowed = narrowed.filter(text__contains=term)
    return narrowed


def with_terms(entries: QuerySet[SearchEntry], wanted: Iterable[str]) -> QuerySet[SearchEntry]:
    """Those whose text holds all of these; each has three letters or more, so that trigrams find it."""
    if connection.vendor == "sqlite":
        asked = " ".join('"' + term.replace('"', '""') + '"' for term in wanted)
        return entries.filter(pk__in=RawSQL(AMONG_TRIGRAMS, [asked]))  # noqa: S611  the words are a parameter
    for term in wanted:
        entries = entries.filter(text__contains=term)
    return entries


def narrow(entries: QuerySet[SearchEntry], user: User, asked: Asked) -> QuerySet[SearchEntry]:
    if asked.room:
        entries = entries.filter(room=asked.room)
    if asked.has_file:
        entries = entries.filter(has_file=True)
    if asked.since:
        entries = entries.filter(at__gte=begin_of(asked.since))
    if asked.until:
        entries = entries.filter(at__lt=begin_of(asked.until + timedelta(days=1)))
    if asked.person:
        entries = entries.filter(said_by(asked.person))
    if asked.organization:
        entries = entries.filter(said_for(user, asked.organization))
    return entries


def said_by(person: int | str) -> Q:
    return Q(person=person) if isinstance(person, int) else Q(person__search_text__contains=normalise(person))


def said_for(user: User, organization: int | str) -> Q:
    """What was said for it, itself, and its people as far as the reader sees that they are."""
    is_id = isinstance(organization, int)
    which = (
        {"organization": organization}
        if is_id
        else {"organization__search_text__contains": normalise(str(organization))}
    )
    people = memberships_for(user).filter(**which).values("person")
    return Q(**which) | Q(kind=Kind.PERSON, person__in=people)


def begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def cursor_of(entry: SearchEntry) -> str:
    return f"{round(entry.at.timestamp() * 1_000_000)}-{entry.pk}"


def read_cursor(cursor: str) -> tuple[datetime, int]:
    if (read := CURSOR.fullmatch(cursor)) is None:
        raise invalid(_("There is no such page."), code="no_such_page", field="cursor")
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(read[1])), int(read[2])


def helpful(user: User, asked: Asked, kinds: Collection[str] = tuple(Kind.values)) -> list[str]:
    """Where nothing was found: which one filter to take away so that something is."""
    return [name for name in asked.filters if matching(user, asked.without(name), kinds).exists()]
