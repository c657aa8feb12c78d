"""The text that proposals of a round are written against: of one law, as it stands on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from legislation.amending import Clause, replaced_term
from legislation.models import Instrument, Provision, ProvisionText, Round


def in_force(day: date | None = None, prefix: str = "") -> Q:
    """Texts that stand on this day, or today; `prefix` leads to them from another table."""
    day = day or timezone.localdate()
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day}))


def texts_on(instrument: Instrument, day: date) -> QuerySet[ProvisionText]:
    """What each provision says on a day, in reading order, each with its provision; repealed ones are empty rows."""
    rows = ProvisionText.objects.filter(in_force(day), provision__instrument=instrument)
    return rows.select_related("provision").order_by("provision__position", "provision__pk")


def base_texts(row: Round) -> QuerySet[ProvisionText]:
    return texts_on(row.instrument, row.base_on)


def outline(row: Round) -> list[tuple[Clause, str]]:
    """Without the words, each provision with what says which words they are."""
    columns = ("provision_id", "provision__kind", "provision__label", "heading", "provision__parent_id", "sha256")
    rows = base_texts(row).exclude(change=ProvisionText.Change.REPEAL).values_list(*columns)
    return [(Clause(pk, kind, label, heading, "", parent), sha256) for pk, kind, label, heading, parent, sha256 in rows]


def base_text(row: Round, provision: Provision) -> ProvisionText | None:
    """What the provision says on the day of the round; None where it is not of this law, or not there on that day."""
    return base_texts(row).filter(provision=provision).first()


def clauses(texts: list[ProvisionText]) -> list[Clause]:
    """As legislation/amending.py takes the law: without what was repealed before."""
    standing = [text for text in texts if text.change != ProvisionText.Change.REPEAL]
    return [
        Clause(each.pk, each.kind, each.label, text.heading, text.text, each.parent_id)
        for text in standing
        for each in [text.provision]
    ]


def base_clauses(row: Round, among: Iterable[int] | None = None) -> list[Clause]:
    """The law, or what of it is `among` these provisions."""
    texts = base_texts(row)
    return clauses(list(texts if among is None else texts.filter(provision__in=list(among))))


def term_hits(row: Round, term: str) -> dict[int, int]:
    """{provision: how often this term stands in its text}, of those where it does."""
    found = {clause.key: replaced_term(clause.text, term, "")[1] for clause in base_clauses(row)}
    return {key: hits for key, hits in found.items() if hits}  # type: ignore[misc]
