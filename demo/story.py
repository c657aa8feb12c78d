"""The order of things: the founding, a forum, months later eight weeks of days, the last hours. Everything is said and
done by verbs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import override

from chat.models import Message
from demo.board.promises import plan_promises
from demo.board.relief import plan_relief
from demo.board.writing import plan_board
from demo.calendar import at, days_between, local, moved_clock, waking_hour, working_day
from demo.coordination.forums import Forums
from demo.files import bring_files
from demo.history import bring_history
from demo.legislation.library import Library
from demo.legislation.rounds import Rounds
from demo.marks import plan_marks
from demo.order import plan_order, settle_order
from demo.organizations import WAITING as NOT_VERIFIED
from demo.organizations import Founder, arrivals, knock, people_to_come, settle_followers, suspend_one
from demo.people import show_contacts
from demo.program import plan_reports
from demo.projects.figures import plan_figures
from demo.projects.workspaces import plan_workspaces
from demo.rooms import call_managers, find_own_rooms, invite_guests, make_groups, make_open_rooms, open_directs
from demo.script import Exchange, exchanges
from demo.stage import Stage, look_around
from demo.talk import Talk
from demo.titles import Title
from organizations.models import Organization, Place, Role, Sector
from organizations.places import load

WEEKS = 8
FOUNDING = timedelta(days=6)
BEFORE = timedelta(weeks=15)  # the talk: the organisations were founded, and met
DIRECTS = 26
FIRST_WAVE = 0.75
SUSPENSION = timedelta(days=12)
KNOCKING = timedelta(days=2)
LAST_HOURS = timedelta(hours=3)
LAST_PACE = timedelta(minutes=3)
SEED = 1958
Coming = tuple[Title, str, str]


@dataclass(frozen=True)
class Made:
    """What stands after the story."""

    organizations: int
    people: int
    rooms: int
    messages: int


def tell(*, password: str, scale: int, now: datetime, say: Callable[[str], object]) -> Made:
    """Make the whole demo in the empty database, as if it had happened in the weeks up to `now`."""
    dice = Random(SEED)  # noqa: S311  the same story each time
    begins = at(working_day(local(now - timedelta(weeks=WEEKS) - FOUNDING).date()), 9)
    if not Sector.objects.exists():
        load(Place, Sector)
    password_hash = make_password(password)
    with moved_clock(begins - BEFORE) as clock, override("ar"):
        stage = Stage(dice, clock, now, scale, say, password_hash)
        look_around(stage)
        Story(stage, begins).run()
    rooms = {room.pk for room in stage.rooms.values()}
    return Made(len(stage.organizations), len(stage.colleagues), len(rooms), Message.objects.count())


class Story:
    def __init__(self, stage: Stage, begins: datetime) -> None:
        self.stage = stage
        self.begins = begins
        self.ends = waking_hour(stage.now - timedelta(minutes=2))
        self.founder = Founder(stage)
        self.coming: list[Coming] = arrivals(stage.dice, stage.scale)
        self.talk = Talk(stage, self.ends - LAST_HOURS)

    def run(self) -> None:
        with transaction.atomic():
            self.found()
        self.stage.say(f"organisations: {len(self.stage.organizations)}, people: {len(self.stage.colleagues)}")
        with transaction.atomic():
            self.hold_forum()
        with transaction.atomic():
            self.open_rooms()
        self.live()
        with transaction.atomic():
            self.end()

    def found(self) -> None:
        """The secretariat begins, and most organisations come in within a few days."""
        begins = self.begins - BEFORE
        self.founder.begin(begins)
        make_open_rooms(self.stage)
        later = round(len(self.coming) * (1 - FIRST_WAVE))
        first = self.coming[later:]
        self.coming = self.coming[:later]
        for number, coming in enumerate(first):
            self.stage.move_to(begins + timedelta(hours=1) + number * (FOUNDING - timedelta(days=1)) / len(first))
            self.let_in(coming, is_waiting=False)
        self.hire_people()
        settle_followers()

    def let_in(self, coming: Coming, *, is_waiting: bool) -> None:
        title, seat, convener = coming
        self.founder.found(title, seat, convener, is_waiting=is_waiting)

    def hire_people(self) -> None:
        """Fill the organisations that are there; some people belong to two."""
        dice, stage = self.stage.dice, self.stage
        hosts = [row for row in stage.organizations if row.kind != Organization.Kind.PUBLIC_BODY]
        missing = people_to_come(stage) - (0 if not self.coming else 8 * stage.scale)
        for number in range(missing):
            self.founder.hire(dice.choice(hosts), Role.MANAGER if number % 3 == 0 else Role.MEMBER)
        others = [each for each in stage.colleagues.values() if not each.is_cast and len(each.organizations) == 1]
        for colleague in dice.sample(others, 5):
            second = dice.choice([row for row in hosts if row not in colleague.organizations])
            self.founder.belong(colleague, second, Role.MEMBER, "مستشارة" if colleague.is_woman else "مستشار")

    def hold_forum(self) -> None:
        """The first coordination forum, and what became of it until the talk begins."""
        self.diary = Forums(self.stage, self.begins - BEFORE + FOUNDING, self.ends).plan()
        library = Library(self.stage, self.diary)
        library.plan()
        Rounds(self.stage, self.diary, library).plan()
        for fortnights in range(1, BEFORE // timedelta(weeks=2) + 2):
            self.diary.play_until(min(self.begins - BEFORE + fortnights * timedelta(weeks=2), self.begins))
            settle_followers()
        self.stage.say("the first forum was held")

    def open_rooms(self) -> None:
        moment = self.begins + FOUNDING
        self.stage.move_to(moment)
        find_own_rooms(self.stage)
        invite_guests(self.stage)
        make_groups(self.stage)
        open_directs(self.stage, DIRECTS * self.stage.scale)
        cast = self.stage.cast
        show_contacts(cast)
        call_managers(self.stage)
        bring_history(self.stage.rooms["convoy"], cast["omar"], [cast["omar"], cast["basel"]], moment)

    def live(self) -> None:
        """Day after day: who comes in, what is said."""
        self.plan_looks()
        plan_marks(self.stage, self.talk)
        plan_reports(self.stage, self.talk, self.begins + FOUNDING)
        plan_order(self.stage, self.talk)
        plan_board(self.stage, self.talk)
        plan_promises(self.stage, self.talk)
        plan_relief(self.stage, self.talk)
        plan_workspaces(self.stage, self.talk)
        plan_figures(self.talk)
        self.diary.hand_over(self.talk)
        days = days_between(self.begins + FOUNDING, self.ends)
        planned = self.talk.plan(self.begins + FOUNDING)
        for number, day in enumerate(days):
            with transaction.atomic():
                self.begin_day(day, len(days) - number)
                self.talk.open_day(day, planned.get(day, []))
                self.talk.play_until(min(at(day + timedelta(days=1), 0), self.ends - LAST_HOURS))
            if number % 7 == 0:
                self.stage.say(f"{day}: {self.talk.messages} messages")

    def begin_day(self, day: date, days_left: int) -> None:
        """What the secretariat does in the morning."""
        morning = at(day, 8, 5)
        wave = -(-len(self.coming) // max(1, days_left - 3))
        self.stage.move_to(morning)
        if self.coming and working_day(day) == day:
            for _ in range(wave):
                is_waiting = len(self.coming) <= NOT_VERIFIED * self.stage.scale
                self.let_in(self.coming.pop(), is_waiting=is_waiting)
                if not self.coming:
                    self.hire_people_left()
                    break
            settle_followers()
        if day == local(self.stage.now - SUSPENSION).date():
            self.suspend()
        if day == local(self.stage.now - KNOCKING).date():
            knock(self.stage)

    def hire_people_left(self) -> None:
        verified = [row for row in self.stage.organizations if row.status == Organization.Status.VERIFIED]
        hosts = [row for row in verified if row.kind == Organization.Kind.ASSOCIATION]
        for _ in range(people_to_come(self.stage)):
            self.founder.hire(self.stage.dice.choice(hosts))

    def suspend(self) -> None:
        suspended = suspend_one(self.stage)
        for colleague in self.stage.colleagues.values():
            if colleague.organizations == [suspended]:
                colleague.silent_after = self.stage.now - SUSPENSION

    def plan_looks(self) -> None:
        """When each person looked in for the last time; the cast just before the last hours."""
        dice = self.stage.dice
        for colleague in self.stage.colleagues.values():
            hours = dice.choice((0.1, 1, 2, 3, 5, 8, 20, 26, 30, 50, 75, 110, 180, 300)) * (0.5 + dice.random())
            if colleague.is_cast:
                hours = 0.02
            moment = self.talk.until - timedelta(hours=hours)
            self.talk.at(moment, self.talk.reading(colleague))

    def end(self) -> None:
        """The last hours: what the cast finds unread when it signs in."""
        self.talk.play_until(self.talk.until)
        bring_files(self.stage, self.talk.until)
        self.talk.until = self.ends
        for exchange in exchanges():
            for tag in exchange.tags:
                if tag.startswith("last:"):
                    self.say_at_last(exchange, tag.removeprefix("last:").replace("_", " "))
        self.talk.play_until(self.ends.astimezone(UTC))
        settle_order(self.stage)

    def say_at_last(self, exchange: Exchange, key: str) -> None:
        if key == "org homs":
            key = f"org {self.stage.named['homs'].pk}"
        room = self.stage.rooms[key]
        start = int(dict(exchange.quantities)["start"])
        parts = self.talk.cast_parts(exchange, room, self.talk.present(room), is_last=True)
        if parts is not None:
            self.talk.stage_exchange(exchange, room, parts, self.ends - timedelta(minutes=start), LAST_PACE)
