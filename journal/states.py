"""The states of a thing and the ways between them. A table says which ways there are (projects/states.py is one), verbs
go by it, and what no longer fits is refused in one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.refusals import Conflict, invalid

Ways = Mapping[tuple[str, str], bool]  # {(from, to): must one say why?}
LONGEST_REASON = 300


class Stateful(Protocol):
    """A row with a column `status` that has choices."""

    status: Any

    def get_status_display(self) -> str: ...


def ways_from(ways: Ways, status: str) -> dict[str, bool]:
    """{state one may go to: must one say why?}"""
    return {after: is_told for (before, after), is_told in ways.items() if before == status}


def demand_way(ways: Ways, row: Stateful, status: str, reason: str = "") -> str:
    """The reason as it is kept, where the table knows this way. Conflict `wrong_status` where it knows none,
    ValidationError `reason_required`, `too_long`.
    """
    demand_possible((row.status, status) in ways, row)
    return checked_reason(reason, is_required=ways[row.status, status])


def demand_status(row: Stateful, *possible: str) -> None:
    """Conflict `wrong_status` unless it is in one of these."""
    demand_possible(row.status in possible, row)


def demand_possible(is_possible: bool, row: Stateful) -> None:
    """Conflict `wrong_status` where what is asked no longer fits."""
    if not is_possible:
        words = _("This is no longer possible: it is now “%(status)s”.") % {"status": row.get_status_display()}
        raise Conflict(words, code="wrong_status", current=row.status)


def move(row: models.Model, status: str, *before: str, **columns: Any) -> bool:
    """Go there from one of these states, by a conditional update: of two who do it at once one is first. False if it
    stands so already; Conflict `wrong_status` for whoever comes second and wanted something else.
    """
    waiting = type(row)._default_manager.filter(pk=row.pk, status__in=before)
    is_first = waiting.update(status=status, **columns)
    row.refresh_from_db(fields=["status", *columns])
    if not is_first:
        demand_status(row, status)  # type: ignore[arg-type]
    return bool(is_first)


def checked_reason(reason: str, *, is_required: bool = True) -> str:
    """Why, on one line. ValidationError `reason_required`, `too_long`."""
    words = defuse_name(reason)
    if is_required and not words:
        raise invalid(_("Say why."), code="reason_required", field="reason")
    if len(words) > LONGEST_REASON:
        raise invalid(_("Say it in at most 300 letters."), code="too_long", field="reason")
    return words
