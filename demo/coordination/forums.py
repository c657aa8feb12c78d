"""Two editions of a coordination forum: the first was held months ago and is followed up; the second opens soon."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from django.conf import settings

from coordination.actions import add_convener, create_decision, create_forum, create_outcome, set_forum_status
from coordination.models import Decision, Forum
from demo.calendar import at, local
from demo.coordination.committee import Committees
from demo.coordination.diary import Diary, own_id
from demo.coordination.following import Following
from demo.coordination.hall import Hall
from demo.coordination.invitations import Invitations
from demo.coordination.planning import Planning
from demo.coordination.programme import Programme
from demo.coordination.voices import signatory_of
from demo.coordination.writing import Writing
from demo.stage import Stage
from meetings.actions import set_session_status
from meetings.models import Ballot
from notifications.actions import read_notifications

SEED = 1961
MONDAY = 0
SITE = settings.SITE_URL or "http://localhost:8000"  # at which the address of a printed copy begins
HELD = 130  # days before the end, at the latest
SAVED = ("SHL", "HEA", "FSC", "Multi")
TITLES = {  # of the decisions that the votes of programme.txt made
    "committee": "تشكيل اللجنة التنسيقية",
    "publish": "نشر بيانات التمويل",
    "seat": "مقر الأمانة الفنية للجنة",
    "adoption": "إقرار توصيات الملتقى",
    "chair": "رئاسة اللجنة في دورتها الأولى",
}
FIRST_ABOUT = (
    "يجمع الملتقى الجمعيات والمؤسسات والاتحادات والشبكات، لتتفق على ما تنسّقه معاً: تبادل البيانات، والتمويل، "
    "والاحتياجات العاجلة، وبناء القدرات.\nتصدر عنه توصيات، ولكل توصية جهة تجيب عنها وموعد."
)
SECOND_ABOUT = (
    "يبدأ الملتقى بما تحقق من توصيات الملتقى الأول، بأدلته، ثم يناقش الخطط الموحدة للقطاعات والمشاريع المستدامة "
    "والدور المكمّل في التعافي."
)
LETTER = (
    "يسرّ الجهات الداعية أن تدعوكم إلى المشاركة في الملتقى.\n"
    "نرجو أن يجيب المفوّض بالتوقيع عن الدعوة على المنصة، وأن تسمّوا مندوبيكم. يُعرض الرمز أدناه عند مكتب التسجيل."
)


class Forums:
    """Makes the diary of both; dice of their own keep the talk as it was."""

    def __init__(self, stage: Stage, founded: datetime, ends: datetime) -> None:
        self.stage, self.founded = stage, founded
        self.dice = Random(SEED)  # noqa: S311  the same story each time
        self.diary = Diary(stage, local(ends).date())
        self.first_day = monday_before(self.diary.today - timedelta(HELD))
        self.second_day = local(stage.now).date() + timedelta(2)

    def plan(self) -> Diary:
        self.diary.at(self.founded + timedelta(days=2, hours=1), self.convene_first)
        self.diary.on(-41, 11, 10, self.prepare_second)
        self.diary.on(-4, 16, 30, self.look_through)
        return self.diary

    def look_through(self) -> None:
        """The cast has read what was told them until then."""
        for colleague in self.stage.cast.values():
            read_notifications(actor=colleague.actor(), up_to=sys.maxsize)

    # The first edition ------------------------------------------------------------------------------------------------
    def convene_first(self) -> None:
        self.first = self.create("union_south", "الملتقى التنسيقي الأول", FIRST_ABOUT, self.first_day, edition=1)
        self.convene(self.first)
        asked = Invitations(self.stage, self.diary, self.first, self.dice)
        sure = [key for key in self.stage.named if key != "directorate"]
        asked.ask(days=14, parts=(0.86, 0.08), always=sure)
        day = self.first_day
        self.diary.at(at(day - timedelta(6), 10), partial(self.join_conveners, self.first))
        self.diary.at(at(day - timedelta(5), 10), self.plan_first)
        self.diary.at(at(day - timedelta(3), 13, 20), asked.replace_one)
        self.diary.at(at(day, 8, 25), asked.arrive)
        self.diary.at(at(day, 9, 5), partial(self.set_status, self.first, "open"))
        self.diary.at(at(day + timedelta(1), 16, 30), partial(self.set_status, self.first, "closed"))
        self.diary.at(at(day + timedelta(9), 11), self.publish_first)

    def plan_first(self) -> None:
        programme = self.programme(self.first, "first")
        following = Following(self.stage, self.diary, self.first, self.decide)
        Hall(self.stage, self.diary, programme, self.dice).hold()
        Writing(self.stage, self.diary, programme).plan(approved_after=7)
        self.diary.at(at(self.first_day, 17, 20), following.write)
        adopted = at(self.first_day + timedelta(1), 16, 10)
        self.diary.at(adopted, partial(self.adopt, following, programme))
        following.plan()
        Planning(self.stage, self.diary, self.first).plan()

    def publish_first(self) -> None:
        """With its outcome document, which the worker sets when it comes to it."""
        salma = self.stage.cast["salma"].actor()
        self.set_status(self.first, "published")
        create_outcome(actor=salma, body=self.first.body, client_id=own_id("outcome"), site=SITE, is_public=True)

    def adopt(self, following: Following, programme: Programme) -> None:
        """What was accepted enters the register, each vote a line; by the last of them the recommendations stand."""
        decided: dict[str, Decision] = {}
        for key, ballot in programme.votes():
            ballot.refresh_from_db()
            if ballot.is_passed and key != "agenda":
                decided[key] = self.decide(TITLES[key], ballot=ballot)
        following.adopt(decided["adoption"])
        committees = Committees(self.stage, self.diary, self.first, self.dice)
        self.diary.at(at(self.first_day + timedelta(6), 11), partial(committees.found, decided["committee"]))

    def decide(self, title: str, text: str = "", ballot: Ballot | None = None) -> Decision:
        """A line of the forum's register: of a vote, or by consensus."""
        return create_decision(
            actor=self.stage.cast["salma"].actor(),
            body=self.first.body,
            client_id=own_id(f"decision {title}"),
            text=text,
            ballot=ballot,
            title=title,
        )

    # The second edition -----------------------------------------------------------------------------------------------
    def prepare_second(self) -> None:
        title = "الملتقى التنسيقي الثاني: نحو تعاون وتنسيق أوسع بين الجمعيات"
        row = self.create("union_north", title, SECOND_ABOUT, self.second_day, edition=2, previous=self.first)
        asked = Invitations(self.stage, self.diary, row, self.dice)
        self.diary.on(-30, 10, 40, partial(self.convene, row))
        parts = (0.5, 0.08)
        sure = ("secretariat", "union_south", "union_north", "network", "homs", "ministry", "supporter_a")
        self.diary.on(-29, 11, 5, partial(asked.ask, days=20, parts=parts, always=sure, never="aleppo"))
        self.diary.on(-5, 11, 5, partial(asked.ask, days=4, parts=(0.35, 0.05), never="aleppo"))
        self.diary.on(-9, 12, 15, partial(self.join_conveners, row))
        self.diary.on(-8, 12, 15, partial(self.programme, row, "second"))

    # What they share --------------------------------------------------------------------------------------------------
    def create(self, convener: str, title: str, about: str, day: date, **more: object) -> Forum:
        """Convened by a union, and with it by the others that the demo knows."""
        actor = signatory_of(self.stage.named[convener])
        assert actor is not None
        row = create_forum(
            actor=actor,
            client_id=own_id(title),
            title=title,
            starts_on=day,
            ends_on=day + timedelta(1),
            about=about,
            letter=LETTER,
            venue="قصر المؤتمرات، القاعة الكبرى",
            place=self.stage.governorates["SY01"],
            visibility="public",
            shows_programme=True,
            shows_delegations=True,
            answer_by=day - timedelta(3),
            sectors=[self.stage.sectors[code] for code in SAVED],
            **more,
        )
        add_convener(actor=actor, forum=row, organization=self.stage.named["secretariat"])
        return row

    def join_conveners(self, row: Forum) -> None:
        """The other unions come to convene it too, once the answers have been counted."""
        for key in ("union_south", "union_north", "network"):
            add_convener(actor=self.stage.cast["salma"].actor(), forum=row, organization=self.stage.named[key])

    def convene(self, row: Forum) -> None:
        self.set_status(row, "convened")

    def set_status(self, row: Forum, status: str) -> None:
        set_forum_status(actor=self.stage.cast["salma"].actor(), forum=row, status=status)
        row.refresh_from_db()

    def programme(self, row: Forum, name: str) -> Programme:
        salma = self.stage.cast["salma"].actor()
        programme = Programme(self.stage, salma, row.body, row.starts_on, name)
        programme.read()
        for planned in programme.sessions.values():
            set_session_status(actor=salma, session=planned.row, status="convened")
        return programme


def monday_before(day: date) -> date:
    return day - timedelta((day.weekday() - MONDAY) % 7)
