"""How far all recommendations are, added up by theme, organisation, place, forum, committee, state and lateness.

What the reader sees is read once, a short line of each; the figures are added up of these lines, so that their number
of queries is the same whatever is asked. Which of them are meant says `queries.narrowed`, as everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.models import Committee, Forum, Recommendation, Responsibility, Theme
from coordination.permissions import committees_for, evidence_for, recommendations_for
from coordination.queries.forums import Facts
from coordination.queries.recommendations import (
    ANSWERING,
    LATENESS,
    NONE,
    listed_recommendations,
    narrowed,
    overdue,
    silent,
    with_lateness,
)
from coordination.states import ADOPTED, DRAFT, OPEN, PHASES
from organizations.models import Organization
from organizations.outlines import place_name

BY = ("theme", "organization", "place", "forum", "committee", "status", "late")
FILTERS = ("q", "status", "late", "forum", "committee", "lead", "theme", "place")
WITHIN = frozenset({"committee"})  # is nothing for those who are not signed in: committees are seen by fewer
ASKS = {"organization": "lead"}  # what narrows to a group, where it has another name
LATE_WORDS = {
    "overdue": gettext_lazy("Overdue"),
    "silent": gettext_lazy("Without a report"),
    "unanswered": gettext_lazy("Nobody has accepted it"),
    "in_time": gettext_lazy("In time"),
}
GOVERNORATE = 4  # letters of a p-code
STATES = [state for phase in PHASES.values() for state in phase]
PHASE_OF = {state: phase for phase, states in PHASES.items() for state in states}
IN_ORDER = Case(*(When(status=state, then=Value(at)) for at, state in enumerate(STATES)))
SORTS: dict[str, tuple[Any, ...]] = {
    "code": ("code",),
    "status": (IN_ORDER,),
    "due": (F("due_on").asc(nulls_last=True),),
    "percent": ("percent",),
    "reported": (F("reported_at").asc(nulls_first=True),),
    "adopted": (F("adopted_on").asc(nulls_last=True),),
}
BACK: dict[str, tuple[Any, ...]] = {
    "code": ("-code",),
    "status": (IN_ORDER.desc(),),
    "due": (F("due_on").desc(nulls_last=True),),
    "percent": ("-percent",),
    "reported": (F("reported_at").desc(nulls_last=True),),
    "adopted": (F("adopted_on").desc(nulls_last=True),),
}


class Line(NamedTuple):
    """What is counted of one recommendation. Whoever is asked to answer for it is its `organization`, too."""

    pk: int
    status: str
    forum: int | None
    committee: int | None
    theme: int | None
    organization: int | None
    is_overdue: bool
    is_silent: bool


@dataclass
class Figures:
    """Of so many that were adopted, how many are in each of PHASES; and how many are late, or without a report."""

    number: int = 0
    waiting: int = 0
    under_way: int = 0
    reported: int = 0
    verified: int = 0
    ended: int = 0
    overdue: int = 0
    silent: int = 0


@dataclass(frozen=True)
class Group:
    """`key` is what narrows to it: a number, a p-code, a word, or NONE."""

    key: str
    name: str
    figures: Figures


class Seen:
    """All that one reader sees, drafts left out: three queries, and one for the names of each kind asked for."""

    def __init__(
        self, rows: QuerySet[Recommendation], *, committees: QuerySet[Committee] | None = None, is_public: bool = False
    ) -> None:
        self.by = [by for by in BY if not (is_public and by in WITHIN)]
        self.filters = [name for name in FILTERS if not (is_public and name in WITHIN)]
        is_lead = Q(responsibilities__role=Responsibility.Role.LEAD, responsibilities__status__in=ANSWERING)
        answering = FilteredRelation(
            "responsibilities", condition=is_lead
        )  # Django does not quote the name: no SQL word
        rows = with_lateness(rows.exclude(status=DRAFT)).annotate(in_charge=answering).order_by()
        columns = ("pk", "status", "forum", "committee", "theme", "in_charge__organization", "is_overdue", "is_silent")
        self.lines = {row[0]: Line(*row) for row in rows.values_list(*columns)}
        if committees is not None:  # the others are not named
            seen = set(committees.values_list("pk", flat=True))
            self.lines = {
                pk: line if line.committee in seen else line._replace(committee=None) for pk, line in self.lines.items()
            }
        self.named: dict[str, dict[Any, str]] = {}

    @cached_property
    def governorates(self) -> Mapping[int, set[str]]:
        """{recommendation: the p-codes of the governorates that it concerns}."""
        found: dict[int, set[str]] = defaultdict(set)
        for pk, place in Recommendation.places.through.objects.values_list("recommendation", "place"):
            found[pk].add(place[:GOVERNORATE])
        return found

    def sorted_ids(self, asked: Mapping[str, str], sort: str = "") -> list[int]:
        """Those of them that are meant, in the order asked for: one of SORTS, with a hyphen backwards; else the most
        pressing first. One query.
        """
        order = BACK.get(sort[1:]) if sort.startswith("-") else SORTS.get(sort)
        if order is None:
            is_late = Case(When(overdue(), then=Value(0)), When(silent(), then=Value(1)), default=Value(2))
            order = (is_late, F("due_on").asc(nulls_last=True))
        ids = narrowed(Recommendation.objects.all(), asked).order_by(*order, "pk").values_list("pk", flat=True)
        return [pk for pk in ids if pk in self.lines]

    def of(self, ids: Iterable[int]) -> list[Line]:
        return [self.lines[pk] for pk in ids]

    def groups(self, lines: Sequence[Line], by: str) -> list[Group]:
        """Added up by one of BY, the largest first and what belongs to none last. What lies in several governorates
        counts in each of them, and what is late may be without a report, too.
        """
        found: dict[Any, list[Line]] = defaultdict(list)
        for line in lines:
            for key in self.keys_of(line, by):
                found[key].append(line)
        names = self.names(by)
        made = [
            Group(str(key or NONE), names[key] if key else _none_of(by), figures(each)) for key, each in found.items()
        ]
        if by in ORDERED:
            return sorted(made, key=lambda each: ORDERED[by].index(each.key))
        return sorted(made, key=lambda each: (each.key == NONE, -each.figures.number, each.name))

    def keys_of(self, line: Line, by: str) -> Collection[Any]:
        if by == "place":
            return self.governorates.get(line.pk) or (None,)
        if by == "late":
            return [key for key in LATENESS if LATE[key](line)]
        return (getattr(line, by),)

    def by_governorate(self, lines: Iterable[Line]) -> dict[str, int]:
        """{p-code: how many concern it}."""
        found: dict[str, int] = defaultdict(int)
        for line in lines:
            for code in self.governorates.get(line.pk, ()):
                found[code] += 1
        return found

    def names(self, by: str) -> dict[Any, str]:
        """{key of a group: its name}, of all that the reader sees."""
        if by not in self.named:
            self.named[by] = NAMED[by](self.keys(by))
        return self.named[by]

    def keys(self, by: str) -> set[Any]:
        return {key for line in self.lines.values() for key in self.keys_of(line, by) if key}

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the filters offer: {what they ask for: [(key, name)]}."""
        made = {}
        for by in set(self.by) - set(ORDERED):
            named = sorted(self.names(by).items(), key=lambda each: each[0] if by == "place" else each[1])
            made[ASKS.get(by, by)] = [(str(key), name) for key, name in named]
        return made


def seen_by(user: Any) -> Seen:
    return Seen(recommendations_for(user), committees=committees_for(user))


LATE: dict[str, Callable[[Line], bool]] = {  # `queries.late_ones`, of lines that are read already
    "overdue": lambda line: line.is_overdue,
    "silent": lambda line: line.is_silent,
    "unanswered": lambda line: line.status == ADOPTED,
    "in_time": lambda line: line.status in OPEN[1:] and not line.is_overdue and not line.is_silent,
}
ORDERED: dict[str, Sequence[str]] = {"status": STATES, "late": LATENESS}


def figures(lines: Iterable[Line]) -> Figures:
    """All of them together."""
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts["number"] += 1
        counts[PHASE_OF[line.status]] += 1
        counts["overdue"] += line.is_overdue
        counts["silent"] += line.is_silent
    return Figures(**counts)


# What groups are called -----------------------------------------------------------------------------------------------
def _states(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: str(Recommendation.Status(key).label) for key in keys}


def _places(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: place_name(key) for key in keys}


def _rows(rows: QuerySet[Any]) -> Callable[[Iterable[Any]], dict[Any, str]]:
    return lambda keys: {row.pk: str(row) for row in rows.filter(pk__in=list(keys))}


def _bodies(rows: QuerySet[Any]) -> Callable[[Iterable[Any]], dict[Any, str]]:
    return lambda keys: {row.pk: row.body.title for row in rows.select_related("body").filter(pk__in=list(keys))}


NAMED: dict[str, Callable[[Iterable[Any]], dict[Any, str]]] = {
    "theme": _rows(Theme.objects.all()),
    "organization": _rows(Organization.objects.all()),
    "place": _places,
    "forum": _bodies(Forum.objects.all()),
    "committee": _bodies(Committee.objects.all()),
    "status": _states,
    "late": lambda keys: {key: str(LATE_WORDS[key]) for key in keys},
}


def _none_of(by: str) -> str:
    words = {
        "theme": _("Without a theme"),
        "organization": _("Nobody answers for it"),
        "place": _("No governorate named"),
        "forum": _("Of no forum"),
        "committee": _("No committee follows up"),
    }
    return words[by]


# The rows of a page ---------------------------------------------------------------------------------------------------
def page_of_rows(ids: Iterable[int]) -> list[Recommendation]:
    """These, listed, in this order; three queries."""
    wanted = list(ids)
    found = {row.pk: row for row in listed_recommendations(Recommendation.objects.filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def proofs_of(user: Any, ids: Iterable[int]) -> dict[int, int]:
    """{recommendation: how many pieces of evidence the reader sees}; none where there is none."""
    rows = evidence_for(user, list(ids)).order_by()
    return dict(rows.values_list("update__recommendation").annotate(Count("pk")))


# For programs ---------------------------------------------------------------------------------------------------------
def dashboard_facts(seen: Seen, asked: Mapping[str, str], by: str) -> Facts:
    lines = seen.of(seen.sorted_ids(asked))
    told = [{"key": each.key, "name": each.name, **asdict(each.figures)} for each in seen.groups(lines, by)]
    return {"by": by, "whole": asdict(figures(lines)), "groups": told}
