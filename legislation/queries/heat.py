"""Where the proposals of a round gather: for each article how much is proposed on it, by whom, with which rivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from legislation.amending import TERM, Change, Clause, replaced_term, rivals
from legislation.models import Endorsement, Kind, Round
from legislation.permissions import remarks_for
from legislation.permissions.seen import Reader
from legislation.queries.changes import Base, base_of, changes_of, compared_proposals

WARMTH = 4  # steps of the colour, beside none
MEASURES = ("proposals", "endorsing", "rivals", "remarks", "governorates")
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
    base = base_of(row)
    proposals = list(compared_proposals(user, row).values_list("pk", "organization_id", "organization__governorate_id"))
    changes = changes_of([pk for pk, _organization, _governorate in proposals], base)
    rows = [Heat(clause) for clause in base.clauses if clause.kind not in ABOVE_ARTICLES or _is_met(clause, changes)]
    place = _places(base, rows)
    _count_proposals(rows, place, changes)
    _count_rivals(place, base, changes)
    _count_organizations(rows, proposals)
    _count_remarks(user, row, place)
    return _warmed(rows_shown(rows, place), measure)


def _is_met(clause: Clause, changes: Iterable[Change]) -> bool:
    return any(change.target == clause.key for change in changes)


def rows_shown(rows: Sequence[Heat], place: Mapping[Any, Heat]) -> list[Heat]:
    """Without paragraphs and items, which are counted with their article."""
    return [row for row in rows if place[row.clause.key] is row]


def _places(base: Base, rows: Sequence[Heat]) -> dict[Any, Heat]:
    """{provision: the row that it is counted in}."""
    own = {row.clause.key: row for row in rows}
    found: dict[Any, Heat] = {}
    for clause in base.clauses:
        above = found.get(clause.parent)
        if above is not None and above.clause.kind not in ABOVE_ARTICLES:
            found[clause.key] = above
        elif clause.key in own:
            found[clause.key] = own[clause.key]
    return found


def _count_proposals(rows: Sequence[Heat], place: Mapping[Any, Heat], changes: Iterable[Change]) -> None:
    for change in changes:
        if change.kind == TERM:
            for row in rows:
                if replaced_term(row.clause.text, change.term, change.new_term)[1]:
                    place[row.clause.key].proposals.add(change.proposal)  # type: ignore[arg-type]
        elif change.target in place:
            place[change.target].proposals.add(change.proposal)  # type: ignore[arg-type]


def _count_rivals(place: Mapping[Any, Heat], base: Base, changes: Sequence[Change]) -> None:
    by_key = {change.key: change for change in changes}
    for pair in rivals(base.clauses, changes):
        one, other = (by_key[key] for key in pair)
        for target in {one.target, other.target} & place.keys():
            place[target].rivals |= {one.proposal, other.proposal}  # type: ignore[arg-type]


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
