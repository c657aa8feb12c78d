"""Where an item of the agenda may go from its place: four buttons, each with the place it leads to."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from meetings.queries import AgendaRow


class Step(NamedTuple):
    """`place` is `parent-after` as `move_agenda_item` reads it. Where the way `is_barred` it is the one where the item
    stands, so that the button can keep the focus and changes nothing.
    """

    name: str
    icon: str
    turns: bool
    words: str
    place: str
    is_barred: bool


def arrange(rows: list[AgendaRow]) -> None:
    """Give every row of the tree its steps."""
    for at, row in enumerate(rows):
        row.steps = steps(row, rows, at, None, rows[at - 1] if at else None)
        for inner, part in enumerate(row.parts):
            part.steps = steps(part, row.parts, inner, row, None)


def steps(
    row: AgendaRow, among: list[AgendaRow], at: int, whole: AgendaRow | None, before: AgendaRow | None
) -> list[Step]:
    parent = number(whole)
    here = f"{parent}-{number(among[at - 1] if at else None)}"
    up = f"{parent}-{number(among[at - 2] if at > 1 else None)}" if at else ""
    down = f"{parent}-{number(among[at + 1])}" if at + 1 < len(among) else ""
    found = [
        step("up", "up", _("Move up"), up, here),
        step("down", "down", _("Move down"), down, here),
    ]
    if whole is not None:
        return [*found, step("out", "back", _("Make it an item of its own"), f"0-{number(whole)}", here)]
    last = before.parts[-1] if before is not None and before.parts else None
    into = f"{number(before)}-{number(last)}" if before is not None and not row.parts else ""
    return [*found, step("in", "forward", _("Make it a part of the item above"), into, here)]


def step(name: str, icon: str, words: str, place: str, here: str) -> Step:
    return Step(name, icon, icon in {"back", "forward"}, words, place or here, is_barred=not place)


def number(row: AgendaRow | None) -> int:
    return row.item.pk if row is not None else 0
