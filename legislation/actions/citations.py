"""Which articles and laws a text names is noted whenever texts change, so that it is linked both ways."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from journal.actors import Actor
from journal.refusals import require
from journal.verbs import verb
from legislation import permissions
from legislation.citing import Cited, Named, citations, named_one_by_one
from legislation.labels import Label
from legislation.models import Citation, Instrument, Kind, Provision, ProvisionText


@verb
def note_citations(*, actor: Actor, instrument: Instrument) -> int:
    """Find anew what the texts of a law name, and what other texts name of it that was not known before; returns how
    many of its own words lead somewhere. Repeating it changes nothing.
    """
    require(permissions.can_note_citations(actor))
    texts = list(ProvisionText.objects.filter(provision__instrument=instrument).select_related("provision"))
    noted = note(texts)
    if instrument.published_at is not None:
        note(list(waiting_for(instrument)))
    return noted


def note(texts: list[ProvisionText]) -> int:
    known: dict[Named, Instrument | None] = {}
    articles: dict[int, dict[str, Provision]] = {}
    rows = [each for text in texts for each in found_in(text, known, articles)]
    Citation.objects.filter(text__in=[text.pk for text in texts]).delete()
    Citation.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(row.provision_id is not None or row.instrument_id is not None for row in rows)


def found_in(
    text: ProvisionText, known: dict[Named, Instrument | None], articles: dict[int, dict[str, Provision]]
) -> Iterator[Citation]:
    for cited in citations(text.text):
        law = law_of(cited, text, known)
        for start, words, label in named_one_by_one(cited):
            provision = article_named(law, label, articles) if law is not None and label is not None else None
            other = law if provision is None and cited.instrument is not None else None
            if provision is None or provision.pk != text.provision_id:
                yield Citation(text=text, start=start, words=words[:300], provision=provision, instrument=other)


def law_of(cited: Cited, text: ProvisionText, known: dict[Named, Instrument | None]) -> Instrument | None:
    """The law that is named; the text's own where none is."""
    if cited.instrument is None:
        return text.provision.instrument
    if cited.instrument not in known:
        known[cited.instrument] = instrument_named(cited.instrument)
    return known[cited.instrument]


def instrument_named(named: Named) -> Instrument | None:
    """The published one of this kind and number, and year where one is said; None where several could be meant."""
    rows = Instrument.objects.filter(kind=named.kind, number=named.number, published_at__isnull=False)
    found = list((rows.filter(year=named.year) if named.year else rows)[:2])
    return found[0] if len(found) == 1 else None


def article_named(law: Instrument, label: Label, articles: dict[int, dict[str, Provision]]) -> Provision | None:
    if law.pk not in articles:
        rows = Provision.objects.filter(instrument=law, kind=Kind.ARTICLE).order_by("-position")
        articles[law.pk] = {row.key: row for row in rows}
    return articles[law.pk].get(label.key)


def waiting_for(instrument: Instrument) -> Iterator[ProvisionText]:
    """Texts of other laws that name something that was not here, by words that hold this one's number."""
    if not instrument.number:
        return iter(())
    unknown = Q(provision=None, instrument=None, words__contains=instrument.number)
    ids = Citation.objects.filter(unknown).exclude(text__provision__instrument=instrument).values("text")
    return ProvisionText.objects.filter(pk__in=ids).select_related("provision").iterator()
