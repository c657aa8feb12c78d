"""Articles by their words: substrings, in any spelling a person might type, on every database the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from arabic.excerpts import Piece, excerpt
from arabic.normalise import loosened, normalise
from arabic.terms import LONG, WORDS, without_article, without_points
from legislation.models import ProvisionText
from legislation.queries.base import in_force
from legislation.queries.instruments import narrowed

BOUND = 500  # texts that one list holds
AMONG_TRIGRAMS = "SELECT rowid FROM legislation_substrings WHERE legislation_substrings MATCH %s"


def terms_of(words: str) -> list[str]:
    """What must all occur in a text, spelled as `search_text` is: words without their article, each once."""
    found = [without_article(without_points(word)) for word in normalise(words).split()]
    return list(dict.fromkeys(term for term in found if term))[:WORDS]


def texts_with(rows: QuerySet[ProvisionText], terms: Sequence[str]) -> QuerySet[ProvisionText]:
    """Those that hold all of these. Of three letters and more trigrams find them; shorter ones narrow what is left."""
    long = [term for term in terms if len(term) >= LONG]
    if long and connection.vendor == "sqlite":
        asked = " ".join('"' + term.replace('"', '""') + '"' for term in long)
        rows = rows.filter(pk__in=RawSQL(AMONG_TRIGRAMS, [asked]))  # noqa: S611  the words are a parameter
    for term in terms:
        if len(term) < LONG or connection.vendor != "sqlite":
            rows = rows.filter(search_text__contains=term)
    return rows


def texts_asked(user: Any, asked: Mapping[str, str]) -> QuerySet[ProvisionText]:
    """Of the laws that a list is narrowed to, what is in force today and holds the words of `q`, the newest law first,
    each in reading order; none where no words are asked.
    """
    terms = terms_of(asked.get("q", ""))
    if not terms:
        return ProvisionText.objects.none()
    laws = narrowed(user, {**asked, "q": ""}).order_by()
    rows = texts_with(ProvisionText.objects.filter(in_force()), terms)
    rows = rows.filter(provision__instrument__in=laws.values("pk"))
    rows = rows.select_related("provision__instrument", "provision__parent__parent")
    return rows.order_by("-provision__instrument__year", "-provision__instrument_id", "provision__position")


def texts_found(user: Any, asked: Mapping[str, str]) -> list[int]:
    """The ids of the texts that were asked, at most BOUND: the newest law first, each in reading order. They are read
    once, counted and cut into pages without asking again; of a word that stands everywhere the newest texts are enough.
    """
    columns = ("pk", "provision__instrument__year", "provision__instrument_id", "provision__position")
    rows = texts_asked(user, asked).select_related(None).order_by("-pk").values_list(*columns)[:BOUND]
    return [row[0] for row in sorted(rows, key=lambda row: (-(row[1] or 0), -row[2], row[3]))]


def texts_in_order(ids: Sequence[int]) -> list[ProvisionText]:
    """These texts with where they stand."""
    near = ("provision__instrument", "provision__parent__parent")
    rows = ProvisionText.objects.filter(pk__in=ids).select_related(*near)
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def cut(text: ProvisionText, terms: Sequence[str]) -> list[Piece]:
    """The words around what was asked."""
    words = f"{text.heading} {text.text}".strip()
    return excerpt(words, [loosened(term) for term in terms])
