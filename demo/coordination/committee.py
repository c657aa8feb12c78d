"""The coordination committee that the first edition founded: its term, who sits in it, how it met."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random

from coordination.actions import (
    create_committee,
    create_decision,
    edit_recommendation,
    give_seat,
    name_holder,
    open_term,
)
from coordination.models import Committee, Decision, Forum, Recommendation, Seat
from coordination.states import ENDED
from demo.calendar import at, working_day
from demo.coordination.diary import Diary, own_id
from demo.coordination.hall import Hall
from demo.coordination.programme import Programme
from demo.coordination.voices import called, people_of
from demo.coordination.writing import Writing
from demo.stage import Stage
from meetings.actions import set_session_status

TITLE = "اللجنة التنسيقية لمتابعة التوصيات"
MANDATE = (
    "تتابع اللجنة تنفيذ توصيات الملتقى، وتتحقق من تقارير التقدم وأدلتها، وتنبّه إلى المتأخر منها، "
    "وترفع تقريرها إلى الملتقى التالي. ولا تتحقق من توصية جهةٌ تجيب عنها."
)
SEATS = (
    ("union_south", "chair"), ("network", "deputy"), ("homs", "rapporteur"), ("union_north", "member"),
    ("aleppo", "member"), ("supporter_a", "member"), ("SY05.1", "member"), ("SY07.1", "member"), ("SY03.1", "member"),
)  # fmt: skip
YEAR = timedelta(days=365)


class Committees:
    """Convened by the secretariat."""

    def __init__(self, stage: Stage, diary: Diary, forum: Forum, dice: Random) -> None:
        self.stage, self.diary, self.forum, self.dice = stage, diary, forum, dice
        self.salma = stage.cast["salma"].actor()

    def found(self, decision: Decision) -> None:
        self.row = create_committee(
            actor=self.salma,
            client_id=own_id("committee"),
            title=TITLE,
            mandate=MANDATE,
            forum=self.forum,
            founding_decision=decision,
        )
        today = self.diary.today
        first = working_day(self.forum.ends_on + timedelta(days=9))
        self.term = open_term(actor=self.salma, committee=self.row, starts_on=first, ends_on=first + YEAR)
        self.diary.at(at(first, 10), self.seat)
        self.diary.at(at(first + timedelta(days=1), 10), self.take_over)
        self.meet("committee-1", working_day(first + timedelta(days=25)))
        self.meet("committee-2", working_day(today - timedelta(days=24)))
        self.meet("committee-3", working_day(today + timedelta(days=14)))

    def seat(self) -> None:
        """Each organisation has its seat, its signatory sits there, and another one in their place."""
        for key, post in SEATS:
            organization = called(self.stage, key)
            people = people_of(organization)
            seat: Seat = give_seat(actor=self.salma, term=self.term, organization=organization, post=post)
            name_holder(actor=people[0], seat=seat, person=people[0].user)
            if len(people) > 1:
                name_holder(actor=people[0], seat=seat, person=people[1].user, rank="alternate")

    def take_over(self) -> None:
        """What was recommended is the committee's to follow up from now on."""
        for row in Recommendation.objects.filter(forum=self.forum).exclude(status__in=ENDED).order_by("pk"):
            edit_recommendation(actor=self.salma, recommendation=row, committee=self.standing())

    def meet(self, name: str, day: date) -> None:
        """Convened eight days before; the one that is to come has been convened already."""
        told = min(day - timedelta(days=8), working_day(self.diary.today - timedelta(days=6)))
        self.diary.at(at(told, 10, 30), partial(self.convene, name, day))

    def convene(self, name: str, day: date) -> None:
        programme = Programme(self.stage, self.salma, self.standing().body, day, name)
        programme.read()
        for planned in programme.sessions.values():
            set_session_status(actor=self.salma, session=planned.row, status="convened")
        if day < self.diary.today:
            Hall(self.stage, self.diary, programme, self.dice).hold()
            self.diary.at(at(day, 15), partial(self.register, programme))
            Writing(self.stage, self.diary, programme).plan(approved_after=6 if name == "committee-1" else None)

    def register(self, programme: Programme) -> None:
        """What the committee voted on stands in its register."""
        for key, ballot in programme.votes():
            ballot.refresh_from_db()
            if ballot.is_passed:
                create_decision(
                    actor=self.salma,
                    body=self.standing().body,
                    client_id=own_id(f"decision {key}"),
                    ballot=ballot,
                    title="آلية التحقق من التقدم",
                )

    def standing(self) -> Committee:
        return Committee.objects.select_related("body").get(pk=self.row.pk)
