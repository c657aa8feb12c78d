"""Reads programme.txt, and writes the sessions of an edition or of a committee, their agendas and the votes that are
prepared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.calendar import at
from demo.coordination.diary import own_id
from demo.stage import Stage
from journal.actors import Actor
from meetings.actions import add_agenda_item, create_ballot, plan_session
from meetings.models import AgendaItem, Ballot, Body, Session

FOLDER = Path(__file__).parent


@dataclass
class Planned:
    """A session as it was planned: its items in their order with what is voted on at each."""

    key: str
    row: Session
    items: list[tuple[AgendaItem, list[tuple[str, Ballot]]]] = field(default_factory=list)


@dataclass
class Programme:
    stage: Stage
    actor: Actor
    body: Body
    first_day: date
    name: str  # of the lines in the text
    sessions: dict[str, Planned] = field(default_factory=dict)

    @property
    def latest(self) -> Planned:
        return list(self.sessions.values())[-1]

    def votes(self) -> list[tuple[str, Ballot]]:
        return [each for planned in self.sessions.values() for _item, votes in planned.items for each in votes]

    def read(self) -> None:
        does: dict[str, Any] = {
            "session": self.add_session,
            "item": self.add_item,
            "part": self.add_part,
            "vote": self.add_vote,
        }
        is_meant = False
        for line in (FOLDER / "programme.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, *parts = (part.strip() for part in line.split("|"))
                if kind == "of":
                    is_meant = parts[0] == self.name
                elif is_meant:
                    does[kind](*parts)

    def add_session(self, key: str, kind: str, title: str, day: str, begins: str, ends: str, *where: str) -> None:
        venue, track, whole, chair = where
        row = plan_session(
            actor=self.actor,
            body=self.body,
            client_id=self.own_id(key),
            title=title,
            starts_at=self.moment(day, begins),
            ends_at=self.moment(day, ends),
            kind=kind,
            venue=venue,
            track=track,
            parent=self.sessions[whole].row if whole else None,
            chair=self.head_of(chair),
        )
        self.sessions[key] = Planned(key, row)

    def add_item(self, kind: str, title: str, minutes: str, whose: str, internal: str = "") -> None:
        self.write(title, minutes, whose, kind=kind, is_internal=bool(internal))

    def add_part(self, title: str, minutes: str, whose: str) -> None:
        whole = next(item for item, _votes in reversed(self.latest.items) if item.parent_id is None)
        self.write(title, minutes, whose, parent=whole)

    def write(self, title: str, minutes: str, whose: str, **more: Any) -> None:
        presenter = self.head_of(whose)
        item = add_agenda_item(
            actor=self.actor,
            session=self.latest.row,
            client_id=self.own_id(self.latest.key, title),
            title=title,
            minutes=int(minutes),
            organization=self.stage.named[whose] if whose else None,
            presenter=presenter,
            **more,
        )
        self.latest.items.append((item, []))

    def add_vote(self, key: str, method: str, majority: str, question: str, text: str, choices: str) -> None:
        item, votes = self.latest.items[-1]
        ballot = create_ballot(
            actor=self.actor,
            session=self.latest.row,
            client_id=self.own_id("vote", key),
            question=question,
            text=text,
            method=method,
            majority=majority,
            agenda_item=item,
            choices=[each.strip() for each in choices.split(";") if each.strip()],
        )
        votes.append((key, ballot))

    # What they share --------------------------------------------------------------------------------------------------
    def head_of(self, key: str) -> Any:
        """Who comes for that organisation, with an account: the head first."""
        if not key:
            return None
        organization = self.stage.named[key]
        own = self.body.participants.filter(organization=organization, ended_at=None, person__isnull=False)
        return min(own, key=lambda each: (each.role != each.Role.HEAD, each.pk), default=None)

    def moment(self, day: str, hours: str) -> datetime:
        hour, minute = (int(part) for part in hours.split(":"))
        return at(self.first_day + timedelta(int(day) - 1), hour, minute)

    def own_id(self, *words: str) -> Any:
        return own_id("/".join([self.name, *words]))
