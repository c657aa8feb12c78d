"""What a card of the board says of its days, in words: as frontend/islands/kanban-words.ts says it in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.digits import in_digits


@dataclass(frozen=True)
class Said:
    """`tone` is a tint of tags, or nothing."""

    words: str
    tone: str = ""


def days_of(card: dict[str, Any], kind: str, today: date) -> Said | None:
    """Of a task's facts in a column of this kind: since when it is done, by how much it is late, how long it waits, or
    when it is due.
    """
    due = date.fromisoformat(card["due_on"]) if card["due_on"] else None
    if card["done_at"]:
        return Said(f"✓ {near_day(day_of(card['done_at']), today)}")
    if due is not None and due < today:
        return Said(late((today - due).days), "brick")
    if kind == "waiting":
        return Said(since((today - day_of(card["moved_at"])).days))
    return Said(near_day(due, today)) if due else None


def late(days: int) -> str:
    return in_digits(ngettext("late by {number} day", "late by {number} days", days).format(number=days))


def since(days: int) -> str:
    if days < 1:
        return _("since today")
    return in_digits(ngettext("for {number} day", "for {number} days", days).format(number=days))


def day_of(moment: str) -> date:
    return timezone.localtime(datetime.fromisoformat(moment)).date()


def near_day(day: date, today: date) -> str:
    """«اليوم», a weekday of the next six days, else the day and its month, and the year where it is another one."""
    ahead = (day - today).days
    if ahead in {0, 1}:
        return _("today") if ahead == 0 else _("tomorrow")
    if 1 < ahead < 7:
        return dated(day, "l")
    return in_digits(dated(day, "j F" if day.year == today.year else "j F Y"))


def takes(count: int, limit: int | None) -> str:
    """«3 من 3» where a column takes so many, else how many there are."""
    if limit is None:
        return in_digits(str(count))
    return in_digits(_("{count} of {limit}").format(count=count, limit=limit))
