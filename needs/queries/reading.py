"""Messages read for what they ask, against the catalogue and the places as they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from needs import catalogue
from needs.guessing import Guess, ItemWords, Vocabulary, guess
from needs.models import Item, ItemUnit, Urgency
from needs.quantities import LARGEST, PARTS
from organizations.models import Place, Sector

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Proposal:
    """A guess in rows of the tables: what a form begins with. Lines are (item, amount as text or "", unit or None)."""

    title: str
    lines: tuple[tuple[Item, str, ItemUnit | None], ...]
    sector: Sector | None
    place: Place | None
    urgency: int | None
    people: int | None
    households: int | None


def vocabulary() -> Vocabulary:
    """Everything a message is read against; 50 ms and three queries, so only where somebody asks for it."""
    return catalogue.vocabulary(known_items(), known_places())


def known_items() -> list[ItemWords]:
    rows = Item.objects.filter(merged_into__isnull=True).prefetch_related("units")
    return [
        catalogue.item_words(
            row.code, row.kind, [row.name_ar, row.name_en, *row.synonyms], [unit.code for unit in row.units.all()]
        )
        for row in rows
        if row.units.all()
    ]


def known_places() -> list[tuple[str, str, int, list[str]]]:
    rows = Place.objects.values_list("pcode", "parent", "level", "name_ar", "name_en", "aliases")
    return [(code, parent or "", level, [ar, en, *aliases]) for code, parent, level, ar, en, aliases in rows]


def read_message(text: str) -> Proposal:
    """What a message asks for, in rows; a doubtful field is empty."""
    return proposal_of(guess(text, vocabulary()))


def proposal_of(found: Guess) -> Proposal:
    codes = [line.item for line in found.lines]
    rows = {
        row.code: row for row in Item.objects.filter(code__in=codes).select_related("sector").prefetch_related("units")
    }
    lines = []
    for line in found.lines:
        item = rows[line.item]
        unit = next((unit for unit in item.units.all() if unit.code == line.unit), None)
        amount = line.quantity if line.quantity and line.quantity * PARTS <= LARGEST else None
        lines.append((item, f"{amount.normalize():f}" if amount else "", unit))
    return Proposal(
        title=titled([item for item, _, _ in lines]),
        lines=tuple(lines),
        sector=lines[0][0].sector if lines else None,
        place=Place.objects.filter(pk=found.place).first() if found.place else None,
        urgency=Urgency(found.urgency).value if found.urgency else None,
        people=found.people,
        households=found.households,
    )


def titled(items: list[Item]) -> str:
    """«بطانية، فرشة»: the things named, as far as a title goes."""
    words = ""
    for item in items:
        longer = f"{words}، {item.name_ar}" if words else item.name_ar
        if len(longer) > LONGEST_TITLE:
            break
        words = longer
    return words
