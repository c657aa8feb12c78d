"""Where the proposals of a round gather: for each article how much is proposed on it, by whom, with which rivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Count

from legislation.amending import TERM, Clause, Gathered, gathered
from legislation.models import Amendment, Endorsement, Kind, Round
from legislation.permissions import remarks_for
from legislation.permissions.seen import Reader
from legislation.queries.base import outline
from legislation.queries.changes import COMPARED, base_of, changes_of, compared_proposals

WARMTH = 4  # steps of the colour, beside none
MEASURES = ("proposals", "endorsing", "rivals", "remarks", "governorates")
MARK = (
    "pk",
    "version",
    "edited_at",
    "proposal_id",
    "kind",
    "provision_id",
    "base_sha256",
)  # of an amendment, as `Mark` takes them
KEPT = 24 * 60 * 60  # seconds
ABOVE_ARTICLES = frozenset({Kind.BOOK, Kind.PART, Kind.CHAPTER, Kind.SECTION})


@dataclass
class Heat:
    """An article, or a part of the law whose own heading somebody would change. `rivals` are proposals that compete
    with another one there, `governorates` those of the organisations that propose or endorse.
    """

    clause: Clause
    proposals: set[int] = field(default_factory=set)
    endorsing: set[int] = field(default_factory=set)
    rivals: set[int] = field(default_factory=set)
    governorates: set[str] = field(default_factory=set)
    remarks: int = 0
    told: int = 0  # the number that is asked for
    warmth: int = 0  # from 0 to WARMTH, by that number
    share: int = 0  # percent of the warmest

    def number(self, measure: str) -> int:
        value = getattr(self, measure)
        return value if isinstance(value, int) else len(value)

    @property
    def numbers(self) -> list[int]:
        return [self.number(measure) for measure in MEASURES]

    @property
    def number_label(self) -> str:
        """What of its label fits into a square."""
        return self.clause.label.removeprefix("المادة").removeprefix("مادة").strip() or "–"


def heat_of(user: Reader, row: Round, measure: str = "proposals") -> list[Heat]:
    """The articles in reading order; of the parts above them those on which something is proposed."""
    base = outline(row)
    proposals = list(compared_proposals(user, row).values_list("pk", "organization_id", "organization__governorate_id"))
    seen = {pk for pk, _organization, _governorate in proposals}
    marks = [mark for mark in _marks(row) if mark.proposal in seen]
    met = {mark.target for mark in marks}
    clauses = [clause for clause, _sha256 in base]
    rows = [Heat(clause) for clause in clauses if clause.kind not in ABOVE_ARTICLES or clause.key in met]
    place = _places(clauses, rows)
    found = _remembered(row, base, marks)
    _count_proposals(place, marks, found)
    _count_rivals(place, found)
    _count_organizations(rows, proposals)
    _count_remarks(user, row, place)
    return _warmed(rows_shown(rows, place), measure)


class Mark(NamedTuple):
    """A change as far as it is counted; whenever its words change, so do version and time."""

    key: int
    version: int
    edited_at: datetime
    proposal: int
    kind: str
    target: int | None
    base_sha256: str


def _marks(row: Round) -> list[Mark]:
    rows = Amendment.objects.filter(proposal__round=row, proposal__status__in=COMPARED).order_by("pk")
    return [Mark(*each) for each in rows.values_list(*MARK)]


def _remembered(row: Round, base: Sequence[tuple[Clause, str]], marks: Sequence[Mark]) -> Gathered:
    """What is found of the words of all changes is kept under what these words are: who sees other changes asks for
    something else, and so does everybody as soon as one of them or the text changes.
    """
    said = [*((clause.key, clause.parent, words) for clause, words in base), *marks]
    key = f"heat-{row.pk}-{sha256(repr(said).encode()).hexdigest()}"
    found: Gathered | None = cache.get(key)
    if found is None:
        law = base_of(row)
        found = gathered(law.clauses, changes_of({mark.proposal for mark in marks}, law))
        cache.set(key, found, KEPT)
    return found


def rows_shown(rows: Sequence[Heat], place: Mapping[Any, Heat]) -> list[Heat]:
    """Without paragraphs and items, which are counted with their article."""
    return [row for row in rows if place[row.clause.key] is row]


def _places(base: Sequence[Clause], rows: Sequence[Heat]) -> dict[Any, Heat]:
    """{provision: the row that it is counted in}."""
    own = {row.clause.key: row for row in rows}
    found: dict[Any, Heat] = {}
    for clause in base:
        above = found.get(clause.parent)
        if above is not None and above.clause.kind not in ABOVE_ARTICLES:
            found[clause.key] = above
        elif clause.key in own:
            found[clause.key] = own[clause.key]
    return found


def _count_proposals(place: Mapping[Any, Heat], marks: Iterable[Mark], found: Gathered) -> None:
    for mark in marks:
        for target in found.terms.get(mark.key, ()) if mark.kind == TERM else (mark.target,):
            if target in place:
                place[target].proposals.add(mark.proposal)


def _count_rivals(place: Mapping[Any, Heat], found: Gathered) -> None:
    for target in found.rivals.keys() & place.keys():
        place[target].rivals |= found.rivals[target]  # type: ignore[arg-type]


def _count_organizations(rows: Sequence[Heat], proposals: Iterable[tuple[int, int, str | None]]) -> None:
    """Who endorses, and where those are from and those who propose."""
    from_places: dict[int, set[str | None]] = {pk: {governorate} for pk, _organization, governorate in proposals}
    behind: dict[int, set[int]] = {}
    standing = Endorsement.objects.filter(proposal__in=list(from_places), withdrawn_at=None).order_by()
    for pk, organization, governorate in standing.values_list(
        "proposal_id", "organization_id", "organization__governorate_id"
    ):
        behind.setdefault(pk, set()).add(organization)
        from_places[pk].add(governorate)
    for row in rows:
        for pk in row.proposals:
            row.endorsing |= behind.get(pk, set())
            row.governorates |= {each for each in from_places[pk] if each is not None}


def _count_remarks(user: Reader, row: Round, place: Mapping[Any, Heat]) -> None:
    said = remarks_for(user).filter(round=row, deleted_at=None, provision__isnull=False).order_by()
    for provision, count in said.values_list("provision_id").annotate(count=Count("pk")):
        if provision in place:
            place[provision].remarks += count


def _warmed(rows: list[Heat], measure: str) -> list[Heat]:
    most = max((row.number(measure) for row in rows), default=0)
    for row in rows:
        row.told = number = row.number(measure)
        row.share = round(100 * number / most) if most else 0
        row.warmth = -(-WARMTH * number // most) if most else 0
    return rows


def heat_facts(row: Heat) -> dict[str, Any]:
    clause = row.clause
    return {
        "provision": clause.key,
        "kind": clause.kind,
        "label": clause.label,
        "heading": clause.heading,
        **{measure: row.number(measure) for measure in MEASURES},
    }
