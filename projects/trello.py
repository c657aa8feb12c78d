"""Reads what Trello exports of a board ("Share, export as JSON"). Knows no Django; trusts nothing of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

MOST_BYTES = 15 * 1024 * 1024
MOST_CARDS = 2_000
MOST_LISTS = 200
LONGEST_TITLE, LONGEST_TEXT, MOST_LINES = 200, 8_000, 100
DAMASCUS = timezone(timedelta(hours=3))


class TrelloError(ValueError):
    """The file is no board that can be read. `code` says why: too_large, not_json, too_deep, not_trello,
    too_many_cards, empty.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Card:
    """`labels` and `members` are names; a label without a name is called by its colour. `checks`: (text, is done)."""

    key: str
    title: str
    description: str
    column: str
    position: float
    starts_on: date | None
    due_on: date | None
    is_done: bool
    is_archived: bool
    labels: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    checks: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Board:
    """`columns` are the lists that are not archived, in their order; `cards` in the order of lists and in them."""

    title: str
    columns: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


def read_board(content: bytes) -> Board:
    """TrelloError for whatever is no board."""
    told = parsed(content)
    lists = sorted(rows(told, "lists")[:MOST_LISTS], key=position)
    if not isinstance(told.get("cards"), list) or not lists:
        raise TrelloError("not_trello")
    found = rows(told, "cards")
    if len(found) > MOST_CARDS:
        raise TrelloError("too_many_cards")
    names = {text(row.get("id"), 64): text(row.get("name"), 60) for row in lists}
    closed = {text(row.get("id"), 64) for row in lists if row.get("closed") is True}
    order = {key: at for at, key in enumerate(names)}
    people = {text(row.get("id"), 64): text(row.get("fullName"), 120) for row in rows(told, "members")}
    checks = checks_of(told)
    placed = sorted(found, key=lambda row: (order.get(text(row.get("idList"), 64), len(order)), position(row)))
    cards = [card_of(row, names, closed, people, checks) for row in placed]
    cards = [card for card in cards if card.title]
    if not cards:
        raise TrelloError("empty")
    columns = list(dict.fromkeys(name for key, name in names.items() if name and key not in closed))
    return Board(text(told.get("name"), 120), columns, cards)


def parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise TrelloError("too_large")
    try:
        told = json.loads(content)
    except RecursionError as error:
        raise TrelloError("too_deep") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise TrelloError("not_json") from error
    if not isinstance(told, dict):
        raise TrelloError("not_trello")
    return told


def rows(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = told.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def text(value: object, longest: int) -> str:
    """One line; what is no text is none."""
    return " ".join(value.replace("\x00", "").split())[:longest] if isinstance(value, str) else ""


def position(row: dict[str, Any]) -> float:
    value = row.get("pos")
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 1e15:
        return 0.0
    return float(value)


def day(value: object) -> date | None:
    """The day in Damascus of "2026-12-01T21:30:00.000Z"; none of what is no moment."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=DAMASCUS)).astimezone(DAMASCUS).date()
    except (ValueError, OverflowError):
        return None


def card_of(
    row: dict[str, Any],
    names: dict[str, str],
    closed: set[str],
    people: dict[str, str],
    checks: dict[str, list[tuple[str, bool]]],
) -> Card:
    starts_on, due_on = day(row.get("start")), day(row.get("due"))
    if starts_on and due_on and starts_on > due_on:
        starts_on = None
    place = text(row.get("idList"), 64)
    key = text(row.get("id"), 64)
    members = [people.get(text(each, 64), "") for each in listed(row.get("idMembers"))]
    description = row.get("desc")
    return Card(
        key=key,
        title=text(row.get("name"), LONGEST_TITLE),
        description=description.replace("\x00", "").strip()[:LONGEST_TEXT] if isinstance(description, str) else "",
        column=names.get(place, ""),
        position=position(row),
        starts_on=starts_on,
        due_on=due_on,
        is_done=row.get("dueComplete") is True,
        is_archived=row.get("closed") is True or place in closed,
        labels=tuple(dict.fromkeys(name for each in rows(row, "labels")[:20] if (name := label_of(each)))),
        members=tuple(name for name in members if name),
        checks=tuple(checks.get(key, [])[:MOST_LINES]),
    )


def listed(value: object) -> list[object]:
    return value[:20] if isinstance(value, list) else []


def label_of(row: dict[str, Any]) -> str:
    return text(row.get("name"), 40) or text(row.get("color"), 40)


def checks_of(told: dict[str, Any]) -> dict[str, list[tuple[str, bool]]]:
    """{card: its lines}, of all its checklists one after the other."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for checklist in sorted(rows(told, "checklists"), key=position):
        lines = found.setdefault(text(checklist.get("idCard"), 64), [])
        for item in sorted(rows(checklist, "checkItems"), key=position)[:MOST_LINES]:
            if said := text(item.get("name"), 300):
                lines.append((said, item.get("state") == "complete"))
    return found
