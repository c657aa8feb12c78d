"""What the words of a text name, found when it comes in: readers go from one article to the other, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arabic.numbers import to_latin_digits
from legislation.citing import Cited, Named, citations
from legislation.models import Citation, Instrument, Kind, Provision, ProvisionText

_NUMBER = re.compile(r"\d{1,5}[)/]*(?:\s*(?:مكرراً|مكررا|مكرر))?")
Known = dict[tuple[str, str], list[Instrument]]


def note_citations(law: Instrument, texts: Sequence[ProvisionText]) -> None:
    """Anew for these texts. An instrument that is not here is not kept: its words stay as they are written."""
    Citation.objects.filter(text__in=[text.pk for text in texts]).delete()
    cited = [(text, each) for text in texts for each in citations(text.text)]
    instruments = known_instruments([each.instrument for _text, each in cited if each.instrument])
    laws = {law.pk, *(row.pk for rows in instruments.values() for row in rows)}
    articles = {
        (owner, key): pk
        for owner, key, pk in Provision.objects.filter(instrument__in=laws, kind=Kind.ARTICLE)
        .exclude(key="")
        .order_by("-position")
        .values_list("instrument", "key", "pk")
    }
    made = [row for text, each in cited for row in rows_of(law, text, each, instruments, articles)]
    Citation.objects.bulk_create(made, batch_size=300, ignore_conflicts=True)


def known_instruments(named: Sequence[Named]) -> Known:
    found: Known = {}
    for row in Instrument.objects.filter(number__in={each.number for each in named}, published_at__isnull=False):
        found.setdefault((row.kind, row.number), []).append(row)
    return found


def rows_of(
    law: Instrument, text: ProvisionText, cited: Cited, instruments: Known, articles: dict[tuple[int, str], int]
) -> Iterator[Citation]:
    """One for each number that is named, on its own words; one for an instrument alone."""
    other = instrument_of(cited.instrument, instruments)
    if not cited.articles:
        if other is not None and other != law:
            yield Citation(text=text, start=cited.start, words=cited.words[:300], instrument=other)
        return
    owner = other if cited.instrument else law
    if owner is None:
        return
    for label, (start, words) in zip(cited.articles, parts_of(cited), strict=False):
        pk = articles.get((owner.pk, label.key))
        if pk is not None or owner != law:
            instrument = None if pk is not None else owner
            yield Citation(text=text, start=start, words=words[:300], provision_id=pk, instrument=instrument)


def instrument_of(named: Named | None, instruments: Known) -> Instrument | None:
    """The one of its number, of its year where one is said; None where several might be meant."""
    if named is None:
        return None
    rows = instruments.get((named.kind, named.number), [])
    rows = [row for row in rows if named.year in {None, row.year}]
    return rows[0] if len(rows) == 1 else None


def parts_of(cited: Cited) -> Iterator[tuple[int, str]]:
    """«المادتين 6 و 8» is «المادتين 6» and «8»; with one number it is the whole."""
    numbers = list(_NUMBER.finditer(to_latin_digits(cited.words)))[: len(cited.articles)]
    if len(cited.articles) == 1:
        yield cited.start, cited.words
        return
    for at, number in enumerate(numbers):
        start = 0 if at == 0 else number.start()
        yield cited.start + start, cited.words[start : number.end()]
