"""Do the counters equal the ledger? Each counter is compared with the sum of the lines it counts, in one statement, so
that a verb which commits meanwhile is seen wholly or not at all.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import F, OuterRef, PositiveBigIntegerField, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from needs.models import DeliveryLine, NeedLine, OfferLine, PledgeLine
from needs.pledging import GIVEN_BACK


class Drift(NamedTuple):
    """A row whose counters are not what its ledger says: {counter: (counted, summed)}, thousandths of the base unit."""

    table: str
    pk: int
    counters: dict[str, tuple[int, int]]


def drift() -> list[Drift]:
    """All there is; an empty list is what should be. Three statements."""
    standing = PledgeLine.objects.exclude(pledge__status__in=GIVEN_BACK)
    sent = DeliveryLine.objects.annotate(there=Coalesce("received", "quantity"), arrived=Coalesce("received", 0))
    return [
        *compared(
            NeedLine.objects.all(),
            promised=summed(standing, "need_line", "quantity"),
            dispatched=summed(standing, "need_line", "dispatched"),
            received=summed(standing, "need_line", "received"),
        ),
        *compared(OfferLine.objects.all(), promised=summed(standing, "offer_line", "quantity")),
        *compared(
            PledgeLine.objects.all(),
            dispatched=summed(sent, "pledge_line", "there"),
            received=summed(sent, "pledge_line", "arrived"),
        ),
    ]


def summed(rows: QuerySet[Any], by: str, column: str) -> Coalesce:
    """The sum of a column over the rows that belong to the outer one."""
    groups = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    total = groups.annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total), 0, output_field=PositiveBigIntegerField())


def compared(rows: QuerySet[Any], **sums: Coalesce) -> list[Drift]:
    """Those rows where a counter is not its sum."""
    named = {f"ledger_{name}": total for name, total in sums.items()}
    differing = rows.annotate(**named).exclude(**{name: F(f"ledger_{name}") for name in sums}).order_by("pk")
    return [
        Drift(
            rows.model._meta.label_lower,
            row.pk,
            {name: (getattr(row, name), getattr(row, f"ledger_{name}")) for name in sums},
        )
        for row in differing
    ]
