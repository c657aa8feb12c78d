"""The dashboard: what became of all recommendations, in figures, a chart, a map and a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from coordination.models import Recommendation
from coordination.queries import dashboard as queries
from coordination.queries.dashboard import FILTERS, LATE_WORDS, Figures, Group
from coordination.states import DRAFT
from coordination.views.recommendations import shown
from journal.queries import heads
from organizations.outlines import ShadedMap, shaded_map

PAGE, LARGEST = 25, 12
TILES: tuple[tuple[str, str | Promise, dict[str, str]], ...] = (  # a figure, its words, and what narrows to it
    ("number", _("Adopted"), {}),
    ("waiting", _("Nobody has accepted it"), {"late": "unanswered"}),
    ("under_way", _("In work"), {"status": "under_way"}),
    ("reported", _("Wait to be verified"), {"status": "reported_done"}),
    ("verified", pgettext_lazy("of recommendations", "Verified"), {"status": "verified"}),
    ("overdue", _("Overdue"), {"late": "overdue"}),
    ("silent", _("Without a report"), {"late": "silent"}),
)
COLUMNS = ("number", "overdue", "verified", "under_way", "reported", "waiting", "ended", "silent")
NARROWS: dict[str, dict[str, str]] = {
    **{name: asked for name, _words, asked in TILES},
    "waiting": {"status": "adopted"},
    "ended": {"status": "ended"},
}
BARS = ("verified", "reported", "under_way", "waiting", "ended")  # as they stand in a bar, from its beginning
BY_WORDS = {
    "theme": _("Theme"),
    "organization": _("Organisation"),
    "place": _("Governorate"),
    "forum": _("The forum"),
    "committee": _("Committee that follows up"),
    "status": _("Status"),
    "late": _("Lateness"),
}
SORT_WORDS = {
    "": _("The most pressing first"),
    "due": _("Due on"),
    "status": _("Status"),
    "percent": _("Percent done"),
    "reported": _("Last report"),
    "code": _("Code"),
    "adopted": _("Adopted on"),
}


@dataclass(frozen=True)
class Number:
    """A figure that leads to its rows; `href` is empty where there is none."""

    name: str
    value: int
    href: str


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, in hundredths of the longest."""

    name: str
    left: float
    width: float


@dataclass(frozen=True)
class ShownGroup:
    name: str
    is_none: bool
    numbers: list[Number]
    bar: list[Stretch]
    href: str


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """All that I see: `?by=` groups them, FILTERS narrow them, `?sort=` orders the table."""
    board = Dashboard(request.GET, queries.seen_by(request.user))
    ids = list(board.page)
    reached = heads(f"recommendation.{pk}" for pk in ids)  # before the rows: a later entry fetches them anew
    rows, proofs = queries.page_of_rows(ids), queries.proofs_of(request.user, ids)
    lines = [
        {
            **shown(row),
            "proofs": proofs.get(row.pk, 0),
            "head": reached[row.stream].head if row.stream in reached else 0,
        }
        for row in rows
    ]
    return render(request, "coordination/dashboard.html", {**board.context(), "rows": lines})


class Dashboard:
    """One answer: what was asked for, and the figures of it."""

    def __init__(self, query: QueryDict, seen: queries.Seen) -> None:
        self.query, self.seen = query, seen
        self.asked = {name: query.get(name, "")[:80] if name in seen.filters else "" for name in FILTERS}
        self.by = query.get("by", "") if query.get("by") in seen.by else "theme"
        self.sort = query.get("sort", "")
        self.ids = seen.sorted_ids(self.asked, self.sort)
        self.lines = seen.of(self.ids)
        self.page = Paginator(self.ids, PAGE).get_page(query.get("page"))

    def context(self) -> dict[str, Any]:
        besides = {**self.asked, "status": "", "late": ""}
        whole = queries.figures(self.lines)
        is_same = besides == self.asked
        tiles = whole if is_same else queries.figures(self.seen.of(self.seen.sorted_ids(besides)))
        found = self.seen.groups(self.lines, self.by)
        is_whole = self.query.get("all") == "1" or len(found) <= LARGEST + 1
        return {
            "here": "dashboard",
            "page": self.page,
            "asked": self.asked,
            "by": self.by,
            "by_word": BY_WORDS[self.by],
            "ways": [(name, BY_WORDS[name], changed(self.query, by=name, all=None)) for name in self.seen.by],
            "tiles": self.tiles(tiles),
            "groups": self.shown_groups(found if is_whole else found[:LARGEST]),
            "whole": self.numbers(whole, {}),
            "more": 0 if is_whole else len(found) - LARGEST,
            "all_groups": changed(self.query, all="1") + "#groups-title",
            "map": self.map(),
            "is_narrowed": any(self.asked.values()),
            "choices": self.seen.choices(),
            "statuses": states_offered(),
            "lateness": LATE_WORDS.items(),
            "sorts": SORT_WORDS.items(),
            "sort": self.sort,
            "heads": self.sort_heads(),
            "query": kept(self.query),
        }

    def tiles(self, figures: Figures) -> list[dict[str, Any]]:
        now = {name: self.asked[name] for name in ("status", "late")}
        return [
            {
                "name": name,
                "words": words,
                "value": getattr(figures, name),
                "href": changed(self.query, **{"status": None, "late": None, **asked}) + "#rows",
                "is_on": now == {"status": "", "late": "", **asked},
            }
            for name, words, asked in TILES
        ]

    def shown_groups(self, found: list[Group]) -> list[ShownGroup]:
        most = max((each.figures.number for each in found), default=0)
        return [self.shown_group(each, most) for each in found]

    def shown_group(self, group: Group, most: int) -> ShownGroup:
        mine = {queries.ASKS.get(self.by, self.by): group.key}
        numbers = self.numbers(group.figures, mine)
        return ShownGroup(group.name, group.key == "none", numbers, bar_of(group.figures, most), numbers[0].href)

    def numbers(self, figures: Figures, mine: dict[str, str]) -> list[Number]:
        return [
            Number(name, value, self.leads(name, mine) if value else "")
            for name in COLUMNS
            for value in [getattr(figures, name)]
        ]

    def leads(self, name: str, mine: dict[str, str]) -> str:
        """To the rows of one figure: all that was asked for, what narrows to its group, and to itself. A state that was
        asked for already is narrower than the figure's. What two of them ask of one thing cannot be said: "".
        """
        own = {**NARROWS[name], **({"status": self.asked["status"]} if self.asked["status"] else {}), **mine}
        for word in ("late", "place"):
            wanted = {self.asked[word], mine.get(word, ""), NARROWS[name].get(word, "")} - {""}
            if len(wanted) > 1:
                return ""
        return changed(self.query, **own) + "#rows"

    def map(self) -> ShadedMap:
        numbers = self.seen.by_governorate(self.lines)
        return shaded_map(
            numbers,
            words=lambda code: str(numbers.get(code, 0)),
            address=lambda code: changed(self.query, place=code) + "#rows",
            here=self.asked["place"],
        )

    def sort_heads(self) -> dict[str, dict[str, str]]:
        """{column: where its heading leads, and how it is sorted now}."""
        made = {}
        for name in queries.SORTS:
            way = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
            following = f"-{name}" if way == "ascending" else name
            made[name] = {"href": changed(self.query, sort=following) + "#rows", "way": way}
        return made


def bar_of(figures: Figures, most: int) -> list[Stretch]:
    left, made = 0.0, []
    for name in BARS:
        width = round(getattr(figures, name) * 100 / most, 2) if most else 0.0
        if width:
            made.append(Stretch(name, round(left, 2), width))
        left += width
    return made


def states_offered() -> list[tuple[str, Any]]:
    """The states, and the two that stand for several."""
    states = [(value, words) for value, words in Recommendation.Status.choices if value != DRAFT]
    return [*states, ("under_way", _("In work (all of these states)")), ("ended", _("Ended without being done"))]


def changed(query: QueryDict, **values: str | None) -> str:
    """The page's own question with these values; None or "" takes one away. It begins at the first page again."""
    given = {**query.dict(), "page": "", **values}
    made = QueryDict(mutable=True)
    made.update({name: str(value) for name, value in given.items() if value})
    return f"?{made.urlencode()}"


def kept(query: QueryDict) -> str:
    given = query.copy()
    given.pop("page", None)
    return given.urlencode()
