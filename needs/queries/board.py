"""The board: what stands on it, narrowed by what is asked, and its figures by place, sector, urgency and kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Least, Substr

from needs.models import Need, NeedLine
from needs.queries.words import holding

Status = Need.Status
STANDING = (Status.OPEN, Status.COVERED)
NEVER_SHOWN = (Status.DRAFT, Status.MERGED)
GOVERNORATE, DISTRICT = 4, 6  # letters of their p-codes
Key = TypeVar("Key", bound=Hashable)
# What the figures of a map and a matrix count: a need's column.
MEASURES = {"households": "households", "people": "people", "places": "missing_capacity"}


@dataclass(frozen=True)
class Asked:
    """What the board is narrowed to; what is empty asks nothing.

    `sectors` are the ids of a sector and its parts, `place` a p-code of any level, `status` one of Need.Status, "all",
    or empty for what stands. `is_lacking`: of something less than half is promised.
    """

    text: str = ""
    sectors: tuple[int, ...] = ()
    place: str = ""
    urgency: int | None = None
    kind: str = ""
    status: str = ""
    organization: int | str | None = None
    item: int | None = None
    group: str = ""
    is_lacking: bool = False

    @property
    def governorate(self) -> str:
        return self.place[:GOVERNORATE]

    @property
    def area_length(self) -> int:
        """How many letters of a p-code the figures are gathered by: governorates, or the districts of one."""
        return max(DISTRICT, len(self.place)) if self.place else GOVERNORATE


@dataclass(frozen=True)
class Cell:
    """What is known of the needs of one area, sector, urgency and kind together. `needed` counts the measure; of it
    `promised` and `arrived` are what the shares of each need come to.
    """

    area: str
    sector: int
    urgency: int
    kind: str
    needs: int
    needed: int
    promised: int
    arrived: int


@dataclass
class Figures:
    """Sums of cells."""

    needs: int = 0
    needed: int = 0
    promised: int = 0
    arrived: int = 0

    def add(self, cell: Cell | Figures) -> None:
        self.needs += cell.needs
        self.needed += cell.needed
        self.promised += cell.promised
        self.arrived += cell.arrived

    @property
    def left(self) -> int:
        """What nobody has promised yet."""
        return self.needed - self.promised


# Which needs ----------------------------------------------------------------------------------------------------------
def board(seen: QuerySet[Need], asked: Asked) -> QuerySet[Need]:
    """Of the needs that somebody may see (`needs_for`) those that are asked for."""
    found = narrowed(counted(seen, asked), asked)
    return found.filter(place__pcode__startswith=asked.place) if asked.place else found


def narrowed(found: QuerySet[Need], asked: Asked) -> QuerySet[Need]:
    if asked.sectors:
        found = found.filter(sector__in=asked.sectors)
    if asked.urgency:
        found = found.filter(urgency=asked.urgency)
    return found.filter(kind=asked.kind) if asked.kind else found


def counted(seen: QuerySet[Need], asked: Asked) -> QuerySet[Need]:
    """As `board`, but of every sector, urgency and kind, and of the whole governorate: what `cells` tell apart."""
    found = holding(seen.filter(wanted_status(asked.status)), asked.text)
    found = of_organization(found, asked.organization)
    if asked.item:
        found = found.filter(pk__in=NeedLine.objects.filter(item=asked.item).values("need"))
    if asked.group:
        found = found.filter(
            pk__in=Need.target_groups.through.objects.filter(targetgroup__code=asked.group).values("need")
        )
    if asked.is_lacking:
        found = found.filter(Exists(NeedLine.objects.filter(need=OuterRef("pk"), promised__lt=F("quantity") / 2)))
    return found.filter(place__pcode__startswith=asked.governorate) if asked.place else found


def of_organization(needs: QuerySet[Need], asked: int | str | None) -> QuerySet[Need]:
    """Of one organisation by its number, or of those whose names hold each of these words."""
    if isinstance(asked, int):
        return needs.filter(organization=asked)
    return holding(needs, asked or "", "organization__search_text")


def wanted_status(status: str) -> Q:
    if status == "all":
        return ~Q(status__in=NEVER_SHOWN)
    return Q(status=status) if status in Status.values and status not in NEVER_SHOWN else Q(status__in=STANDING)


def listed(needs: QuerySet[Need]) -> QuerySet[Need]:
    """As the board's cards show them, the most urgent first and of these the newest; two queries."""
    lines = NeedLine.objects.select_related("item", "unit").order_by("position")
    shown = needs.select_related("organization__governorate", "sector", "place")
    return shown.prefetch_related(Prefetch("lines", queryset=lines)).order_by("urgency", "-opened_at", "-pk")


# Their figures --------------------------------------------------------------------------------------------------------
# Of each need the share that is promised, and that has arrived, is the mean of its lines', in thousandths. It is worked
# out for all at once: a question for each need would take three times as long.
SHARES = """
WITH asked (id, area, sector, urgency, kind, amount) AS ({asked}),
shares (need_id, promised, arrived) AS (
    SELECT need_id,
        SUM(CASE WHEN promised < quantity THEN promised * 1000 / quantity ELSE 1000 END) / COUNT(*),
        SUM(CASE WHEN received < quantity THEN received * 1000 / quantity ELSE 1000 END) / COUNT(*)
    FROM needs_needline GROUP BY need_id
)
SELECT {keys}, COUNT(*), SUM(amount), SUM(amount * COALESCE(shares.promised, 0)) / 1000,
    SUM(amount * COALESCE(shares.arrived, 0)) / 1000
FROM asked {joined} LEFT JOIN shares ON shares.need_id = asked.id
GROUP BY {keys}
"""
OF_GROUPS = "JOIN needs_need_target_groups groups ON groups.need_id = asked.id"


def cells(needs: QuerySet[Need], area_length: int, measure: str) -> list[Cell]:
    """One query whatever the number of needs: some hundred cells, from which every count of the page is added up.

    `measure` is a key of MEASURES.
    """
    found = gathered(needs, area_length, measure, keys="area, sector, urgency, kind")
    return [Cell(*row[:4], *map(int, row[4:])) for row in found]


def group_cells(needs: QuerySet[Need], area_length: int, measure: str) -> dict[tuple[str, int], Figures]:
    """{(area, target group's id): figures}; a need for two groups counts in both."""
    found = gathered(needs, area_length, measure, keys="area, groups.targetgroup_id", joined=OF_GROUPS)
    return {(row[0], row[1]): Figures(*map(int, row[2:])) for row in found}


def gathered(needs: QuerySet[Need], area_length: int, measure: str, *, keys: str, joined: str = "") -> list[Any]:
    rows = needs.order_by().annotate(area=Substr("place_id", 1, area_length), amount=Coalesce(F(MEASURES[measure]), 0))
    sql, parameters = rows.values_list("pk", "area", "sector_id", "urgency", "kind", "amount").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SHARES.format(asked=sql, keys=keys, joined=joined), parameters)
        return list(cursor.fetchall())


def quantities(needs: QuerySet[Need], item: int, area_length: int) -> list[Cell]:
    """As `cells`, of one item: what is counted are thousandths of its base unit."""
    rows = (
        NeedLine.objects.filter(item=item, need__in=needs.order_by().values("pk"))
        .order_by()
        .annotate(area=Substr("need__place_id", 1, area_length))
        .values_list("area", "need__sector_id", "need__urgency", "need__kind")
        .annotate(
            needs=Count("need_id", distinct=True),
            needed=Sum("quantity"),
            promised=Sum(Least("promised", "quantity")),
            arrived=Sum("received"),
        )
    )
    return [Cell(*row) for row in rows]


def matching(known: Iterable[Cell], asked: Asked, *, besides: str = "") -> list[Cell]:
    """The cells that what is asked leaves, one question left out: how many there would be with another answer to it."""
    tests: dict[str, Callable[[Cell], bool]] = {
        "sector": lambda cell: not asked.sectors or cell.sector in asked.sectors,
        "urgency": lambda cell: not asked.urgency or cell.urgency == asked.urgency,
        "kind": lambda cell: not asked.kind or cell.kind == asked.kind,
        "place": lambda cell: cell.area.startswith(asked.place),
    }
    tests.pop(besides, None)
    return [cell for cell in known if all(test(cell) for test in tests.values())]


def summed(known: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Figures]:
    found: dict[Key, Figures] = {}
    for cell in known:
        found.setdefault(key(cell), Figures()).add(cell)
    return found


def in_all(known: Iterable[Cell | Figures]) -> Figures:
    figures = Figures()
    for cell in known:
        figures.add(cell)
    return figures
