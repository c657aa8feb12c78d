"""Reads minutes.txt: two of the secretariat write what was said; it is reviewed, objected to, and approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from demo.coordination.diary import Diary, own_id
from demo.coordination.programme import Planned, Programme
from demo.coordination.voices import people_of
from demo.stage import Stage
from journal.actors import Actor
from meetings.actions import (
    add_minute_entry,
    answer_objection,
    approve_minutes,
    edit_minute_entry,
    put_minutes_to_review,
    raise_objection,
)
from meetings.models import AgendaItem, MinuteEntry, Objection, Session

FOLDER = Path(__file__).parent
DAY = timedelta(days=1)
WRONG = "لم نطلب أن يكون الجواب لجهة واحدة وحدها، بل أن تكون هناك جهة مسؤولة أمام الملتقى، وتساندها جهات أخرى."
RIGHT = "طلبت الجمعية أن تُسمّى لكل توصية جهة مسؤولة أمام الملتقى، تساندها جهات أخرى."
ANSWER = "صُحّحت الفقرة وفق التسجيل."


class Writing:
    """The minutes of one programme: written at each session's end, approved some days later by whoever chairs."""

    def __init__(self, stage: Stage, diary: Diary, programme: Programme) -> None:
        self.stage, self.diary, self.programme = stage, diary, programme
        self.salma, *others = people_of(stage.named["secretariat"])
        self.hands = [self.salma, *others][:2]

    def plan(self, *, approved_after: int | None) -> None:
        """`approved_after` so many days; None leaves them in review."""
        for planned in self.programme.sessions.values():
            if not list(self.lines(planned)):
                continue
            ends = planned.row.ends_at
            self.diary.at(ends - timedelta(minutes=12), partial(self.write, planned))
            self.diary.at(ends + 2 * DAY, partial(self.review, planned))
            if approved_after is not None:
                self.settle(planned, ends, approved_after)

    def settle(self, planned: Planned, ends: datetime, days: int) -> None:
        if (self.programme.name, planned.key) == ("first", "opening"):
            self.diary.at(ends + 3 * DAY, partial(self.object_to, planned))
            self.diary.at(ends + 4 * DAY, partial(self.put_right, planned))
        self.diary.at(ends + days * DAY, partial(self.approve, planned))

    def lines(self, planned: Planned) -> Iterator[list[str]]:
        for line in (FOLDER / "minutes.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                programme, session, *parts = (part.strip() for part in line.split("|"))
                if (programme, session) == (self.programme.name, planned.key):
                    yield parts

    def write(self, planned: Planned) -> None:
        for number, (kind, begins, whose, text) in enumerate(self.lines(planned)):
            item = next((each for each, _votes in planned.items if each.title.startswith(begins)), None)
            add_minute_entry(
                actor=self.hands[number % len(self.hands)],
                session=self.standing(planned),
                client_id=own_id(f"minutes {self.programme.name} {planned.key} {number}"),
                text=text,
                kind=kind,
                item=AgendaItem.objects.get(pk=item.pk) if item is not None else None,
                speaker=self.stage.named[whose] if whose else None,
            )

    def review(self, planned: Planned) -> None:
        put_minutes_to_review(actor=self.hands[-1], session=self.standing(planned))

    def object_to(self, planned: Planned) -> None:
        entry = planned.row.minutes.get(speaker=self.stage.named["homs"])
        basel: Actor = self.stage.cast["basel"].actor()
        raise_objection(
            actor=basel, session=self.standing(planned), client_id=own_id("objection"), text=WRONG, entry=entry
        )

    def put_right(self, planned: Planned) -> None:
        objection = Objection.objects.select_related("session__body", "session__chair", "entry").get(
            session=planned.row
        )
        answer_objection(actor=self.salma, objection=objection, status="accepted", answer=ANSWER)
        assert objection.entry is not None
        entry = MinuteEntry.objects.select_related("session__body", "session__chair").get(pk=objection.entry.pk)
        edit_minute_entry(actor=self.salma, entry=entry, version=entry.version, text=RIGHT)

    def approve(self, planned: Planned) -> None:
        approve_minutes(actor=self.salma, session=self.standing(planned))

    def standing(self, planned: Planned) -> Session:
        return Session.objects.select_related("body", "chair").get(pk=planned.row.pk)
