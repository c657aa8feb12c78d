"""A law as it is read: its parts in order with what they say today, and one article with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from legislation.models import Citation, Instrument, Kind, Provision, ProvisionText, Round
from legislation.permissions import instruments_for, provisions_for, rounds_for
from legislation.queries.base import in_force
from legislation.structure import WIDE


@dataclass(frozen=True)
class Said:
    """Words of a text; with `address` they name something that can be opened."""

    words: str
    address: str = ""


@dataclass
class Unit:
    """A provision with its text of today (None where it has none), and what stands in an article, in reading order;
    `depth` counts what it stands in: wide parts for a wide part, within the article for a paragraph.
    """

    row: Provision
    text: ProvisionText | None
    depth: int = 0
    parts: list[Unit] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        return self.row.kind in WIDE

    @property
    def level(self) -> int:
        """Of its heading on the page, from 2."""
        return 2 + self.depth

    @property
    def is_repealed(self) -> bool:
        return self.text is not None and self.text.change == ProvisionText.Change.REPEAL

    @property
    def said(self) -> list[Said]:
        return list(linked(self.text)) if self.text else []


def units_of(instrument: Instrument) -> list[Unit]:
    """The wide parts and the articles of a law in reading order; three queries."""
    return grown(with_texts(instrument.provisions.order_by("position", "pk")))


def with_texts(rows: QuerySet[Provision]) -> QuerySet[Provision]:
    """Each with `today`: the text in force in a list of at most one, and what it names."""
    named = Prefetch("citations", Citation.objects.select_related("provision", "instrument"))
    texts = ProvisionText.objects.filter(in_force()).select_related("changed_by").prefetch_related(named)
    return rows.prefetch_related(Prefetch("texts", texts, to_attr="today"))


def grown(rows: Iterable[Any]) -> list[Unit]:
    """Articles take in what follows them up to the next article or wide part."""
    found: list[Unit] = []
    depths: dict[int | None, int] = {None: -1}
    for row in rows:
        unit = Unit(row, row.today[0] if row.today else None)
        if row.kind in (Kind.PARAGRAPH, Kind.ITEM) and found and not found[-1].is_wide:
            article = found[-1]
            unit.depth = 1 if row.parent_id == article.row.pk else 2
            article.parts.append(unit)
        else:
            depths[row.pk] = unit.depth = depths.get(row.parent_id, -1) + 1
            found.append(unit)
    return found


def linked(text: ProvisionText) -> Iterator[Said]:
    """The text in pieces, of which some lead to what they name."""
    at = 0
    for citation in text.citations.all():
        address = address_of(citation)
        if not address or citation.start < at:
            continue
        if citation.start > at:
            yield Said(text.text[at : citation.start])
        at = citation.start + len(citation.words)
        yield Said(text.text[citation.start : at], address)
    if at < len(text.text):
        yield Said(text.text[at:])


def address_of(citation: Citation) -> str:
    if citation.provision_id is not None:
        return f"/provisions/{citation.provision_id}/"
    return f"/laws/{citation.instrument_id}/" if citation.instrument_id is not None else ""


# One article ----------------------------------------------------------------------------------------------------------
def seen_provision(user: Any, pk: int) -> Provision | None:
    rows = provisions_for(user).filter(pk=pk)
    return rows.select_related("instrument", "parent__parent__parent__parent").first()


def article_of(row: Provision) -> Provision | None:
    """The article a paragraph or an item stands in; of an article itself; None of a wide part."""
    here: Provision | None = row
    while here is not None and here.kind in (Kind.PARAGRAPH, Kind.ITEM):
        here = here.parent
    return here if here is not None and here.kind == Kind.ARTICLE else None


def unit_of(article: Provision) -> Unit:
    """An article with all that stands in it."""
    inside = Q(pk=article.pk) | Q(parent=article) | Q(parent__parent=article)
    rows = article.instrument.provisions.filter(inside).order_by("position", "pk")
    units = grown(with_texts(rows))
    return units[0]


def above(article: Provision) -> list[Provision]:
    """The wide parts it stands in, the widest first."""
    found = []
    here = article.parent
    while here is not None:
        found.append(here)
        here = here.parent
    return found[::-1]


def beside(article: Provision) -> tuple[Provision | None, Provision | None]:
    """The article before it and the one behind it."""
    rows = article.instrument.provisions.filter(kind=Kind.ARTICLE)
    before = rows.filter(position__lt=article.position).order_by("-position", "-pk").first()
    behind = rows.filter(position__gt=article.position).order_by("position", "pk").first()
    return before, behind


def cited_by(user: Any, article: Provision) -> QuerySet[Provision]:
    """The provisions whose texts of today name it or something in it, of laws that the person sees."""
    inside = Q(provision=article) | Q(provision__parent=article) | Q(provision__parent__parent=article)
    texts = Citation.objects.filter(inside, in_force(prefix="text__")).exclude(text__provision=article)
    rows = Provision.objects.filter(pk__in=texts.values("text__provision"))
    rows = rows.filter(instrument__in=instruments_for(user).values("pk"))
    return rows.select_related("instrument", "parent__parent").order_by("instrument_id", "position")


def cites(user: Any, unit: Unit) -> list[Citation]:
    """What an article names, each thing once."""
    found: dict[tuple[int | None, int | None], Citation] = {}
    for part in (unit, *unit.parts):
        for each in part.text.citations.all() if unit.text and part.text else ():
            if each.provision_id != unit.row.pk:
                found.setdefault((each.provision_id, each.instrument_id), each)
    laws = [law for each in found.values() if (law := cited_law(each)) is not None]
    seen = set(instruments_for(user).filter(pk__in=laws).values_list("pk", flat=True))
    return [each for each in found.values() if cited_law(each) in seen]


def cited_law(citation: Citation) -> int | None:
    return citation.provision.instrument_id if citation.provision else citation.instrument_id


def earlier_texts(article: Provision) -> int:
    """How many wordings it had before the one of today."""
    return max(0, article.texts.count() - 1)


def rounds_on(user: Any, instrument: Instrument) -> QuerySet[Round]:
    """The amendment rounds on this law that the person sees, the newest first."""
    return rounds_for(user).filter(instrument=instrument).order_by("-opens_on", "-pk")
