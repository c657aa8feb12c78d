"""Places in an order: far enough apart that most moves write one row."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from journal.refusals import invalid
from projects.actions.projects import STEP


def position_after(neighbours: QuerySet[Any], after: Any | None) -> int:
    """The position behind `after` (None: before all). `neighbours` are the others in the order, without the row that
    moves; they are numbered anew where no room is left. ValidationError `invalid_choice` when `after` is not among
    them. Called with the project held.
    """
    rows = list(neighbours.order_by("position", "pk").values_list("pk", "position"))
    known = [pk for pk, _position in rows]
    if after is not None and after.pk not in known:
        raise invalid(_("This is no longer in the same list."), code="invalid_choice", field="after")
    at = known.index(after.pk) + 1 if after is not None else 0
    low = rows[at - 1][1] if at else 0
    high = rows[at][1] if at < len(rows) else low + 2 * STEP
    if high - low > 1:
        return low + (high - low) // 2
    for number, pk in enumerate(known):
        neighbours.model.objects.filter(pk=pk).update(position=(number + 1) * 2 * STEP)
    return at * 2 * STEP + STEP


def position_at_end(neighbours: QuerySet[Any]) -> int:
    last = neighbours.order_by("position", "pk").values_list("position", flat=True).last()
    return (last or 0) + STEP
