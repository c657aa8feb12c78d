"""The words that remarks are anchored to: of an article as it stood on the round's day, of a proposal as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Q

from legislation.anchors import Place, place_of
from legislation.models import Proposal, Provision, ProvisionText, Round
from legislation.queries.base import in_force

BEFORE = 120  # letters kept of what stood before


class Quotable(NamedTuple):
    """A text one may quote of. `key` is the id of an amendment, or a word."""

    key: int | str
    label: str
    text: str

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


class Found(NamedTuple):
    where: Quotable
    place: Place


class Segment(NamedTuple):
    """Words of a text, the numbers of the remarks on them, and of those that end here."""

    words: str
    numbers: list[int]
    ending: list[int]


def of_provision(row: Round, provision: Provision) -> list[Quotable]:
    """An article with all that stands in it, as one text; one query."""
    within = Q(provision=provision) | Q(
        provision__instrument=provision.instrument_id, provision__eid__startswith=f"{provision.eid}__"
    )
    texts = ProvisionText.objects.filter(within & in_force(row.base_on)).select_related("provision")
    lines = [line_of(each, provision) for each in texts.order_by("provision__position", "provision")]
    return [Quotable("text", provision.label, "\n".join(line for line in lines if line))]


def line_of(row: ProvisionText, whole: Provision) -> str:
    words = "\n".join(each for each in (row.heading if row.provision_id != whole.pk else "", row.text) if each)
    label = row.provision.label if row.provision_id != whole.pk else ""
    return f"{label} {words}".strip()


def of_proposal(row: Proposal) -> list[Quotable]:
    """What a proposal would write, and why; one query."""
    changes = row.amendments.select_related("provision")
    texts = [
        Quotable(each.pk, each.provision.label if each.provision else each.term, each.new_text)
        for each in changes
        if each.new_text
    ]
    reasons = [("rationale", row._meta.get_field("rationale"), row.rationale)]
    reasons += [("effect", row._meta.get_field("effect"), row.effect)]
    return texts + [Quotable(key, str(field.verbose_name), text) for key, field, text in reasons if text]


def found_in(texts: Iterable[Quotable], quoted: str, before: str = "") -> Found | None:
    """Where the quoted words stand now: as they were quoted, else nearly so."""
    near: Found | None = None
    for each in texts:
        place = place_of(each.text, quoted, before)
        if place and place.is_exact:
            return Found(each, place)
        if place and near is None:
            near = Found(each, place)
    return near


def words_before(found: Found) -> str:
    """What stands right before a place, to tell two alike apart."""
    before = found.where.text[: found.place.start]
    return before[-BEFORE:].partition(" ")[2] if len(before) > BEFORE else before


def segments(text: str, spans: Sequence[tuple[int, int, int]]) -> list[Segment]:
    """A text cut where remarks on it begin and end; `spans` are (start, end, number)."""
    cuts = sorted({0, len(text), *(at for start, end, _number in spans for at in (start, end))})
    return [
        Segment(
            text[start:end],
            [number for first, last, number in spans if first <= start and end <= last],
            [number for _first, last, number in spans if last == end],
        )
        for start, end in pairwise(cuts)
    ]
