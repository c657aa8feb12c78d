"""Eight weeks of talk: each day conversations are cast among who is in the room, and played line by line."""

from __future__ import annotations

import heapq
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from chat.actions import delete_message, edit_message, post_message, read_room, set_reaction, title_thread
from chat.models import Message, Room, RoomMembership
from chat.permissions import rooms_for
from demo.calendar import answered_after, awake, days_between, liveliness, lively_moment, local
from demo.organizations import NAMED
from demo.people import Colleague
from demo.rooms import CHANNELS, is_official
from demo.script import Exchange, Line, exchanges
from demo.stage import Stage
from demo.wording import Scene
from journal.actors import Actor
from journal.models import Stream
from organizations.models import Organization

HOUR = timedelta(hours=1)
SECRETARIAT = NAMED[0].name_ar
LINES_OF_AN_EXCHANGE = 4.1
COMES_BACK = 6  # a conversation comes back to its room when others were used so often elsewhere


@dataclass(frozen=True)
class Venue:
    """A room that is talked in: which conversations fit, how many messages it shall have."""

    key: str
    room: Room
    tags: frozenset[str]
    messages: float

    @property
    def is_story(self) -> bool:
        """Announcements and groups go on from what was said; elsewhere any conversation may come next."""
        return not self.tags & {"any", "direct", "office"}


@dataclass
class Conversation:
    scene: Scene
    said: dict[str, Message] = field(default_factory=dict)


def venues(stage: Stage) -> list[Venue]:
    found = []
    for key, room in stage.rooms.items():
        tags, messages = expected(key, room)
        if messages:
            found.append(Venue(key, room, tags, messages * stage.scale))
    return found


def expected(key: str, room: Room) -> tuple[frozenset[str], float]:
    """What is talked about in a room, and how many messages it gets at scale 1."""
    first = key.split(maxsplit=1)[0]
    if first in CHANNELS:
        return frozenset({first, "any"}), CHANNELS[first][2] * (60 if room.place_id else 122)
    if first == "direct":
        return frozenset({"direct"}), 8
    if first == "org":
        return frozenset({"office"}), organization_messages(room)
    told = [each for each in exchanges() if first in each.tags]
    return frozenset({first}), LINES_OF_AN_EXCHANGE * len(told)


def organization_messages(room: Room) -> float:
    """A third of the organisations talk here among themselves; the cast's more than others."""
    people = room.memberships.count()
    if people < 2:
        return 0
    return (
        38
        if room.memberships.filter(person__username__in=("basel", "omar", "salma")).exists()
        else 7 * (room.pk % 3 == 0)
    )


class Talk:
    """Plans and plays. `heap` holds what is still to happen: (when, order, act)."""

    def __init__(self, stage: Stage, until: datetime) -> None:
        self.stage = stage
        self.dice = stage.dice
        self.until = until
        self.heap: list[tuple[datetime, int, Callable[[], None]]] = []
        self.order = count()
        self.used: Counter[str] = Counter()
        self.used_here: Counter[tuple[str, int]] = Counter()
        self.taken_back: set[int] = set()
        self.messages = 0

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        if moment < self.until:
            heapq.heappush(self.heap, (moment, next(self.order), act))

    def plan(self, begins: datetime) -> dict[date, list[Venue]]:
        """On which day how many conversations begin in which room."""
        days = days_between(begins, self.until)[1:]
        weights = [liveliness(day) for day in days]
        planned: dict[date, list[Venue]] = {day: [] for day in days}
        for venue in venues(self.stage):
            for day in self.dice.choices(days, weights, k=max(1, round(venue.messages / LINES_OF_AN_EXCHANGE))):
                planned[day].append(venue)
        for venue_list in planned.values():
            self.dice.shuffle(venue_list)
        return planned

    def open_day(self, day: date, planned: list[Venue]) -> None:
        moments = sorted(lively_moment(day, self.dice) for _ in planned)
        for venue, moment in zip(planned, moments, strict=True):
            self.begin(venue, moment)

    def play_until(self, moment: datetime) -> None:
        while self.heap and self.heap[0][0] < moment:
            when, _order, act = heapq.heappop(self.heap)
            self.stage.move_to(when)
            act()

    def begin(self, venue: Venue, moment: datetime) -> None:
        present = self.present(venue.room)
        fitting = [each for each in exchanges() if each.tags & venue.tags and len(each.speakers) <= len(present)]
        if venue.is_story:
            fitting.sort(key=lambda each: self.used_here[each.name, venue.room.pk])
        else:
            self.dice.shuffle(fitting)
            fitting.sort(key=lambda each: self.weariness(each, venue))
        for exchange in fitting[:4]:
            parts = self.cast_parts(exchange, venue.room, present)
            if parts is not None:
                self.used[exchange.name] += 1
                self.used_here[exchange.name, venue.room.pk] += 1
                self.stage_exchange(exchange, venue.room, parts, moment)
                return

    def weariness(self, exchange: Exchange, venue: Venue) -> int:
        return COMES_BACK * self.used_here[exchange.name, venue.room.pk] + self.used[exchange.name]

    def present(self, room: Room) -> list[Colleague]:
        people = RoomMembership.objects.filter(room=room, person__is_bot=False).order_by("person_id")
        there = [self.stage.colleagues[pk] for pk in people.values_list("person_id", flat=True)]
        return [each for each in there if each.silent_after is None]

    def cast_parts(
        self, exchange: Exchange, room: Room, present: list[Colleague], *, is_last: bool = False
    ) -> dict[str, tuple[Colleague, Organization | None]] | None:
        """Give each speaker of an exchange somebody of the room; None when somebody it needs is not there.

        In the last hours (`is_last`) the cast says only what is written for it.
        """
        parts: dict[str, tuple[Colleague, Organization | None]] = {}
        for speaker in sorted(exchange.speakers, key=len, reverse=True):  # named ones first
            taken = {colleague.user.pk for colleague, _ in parts.values()}
            able = [each for each in present if each.user.pk not in taken and can_take(speaker, each, room)]
            if is_last and len(speaker) == 1:
                able = [each for each in able if not each.is_cast]
            able = self.of_others(able, parts, room)
            if not able:
                return None
            colleague = self.dice.choices(able, [each.talks for each in able])[0]
            parts[speaker] = (colleague, voice_in(room, colleague, self.dice.random()))
        return parts

    def of_others(
        self, able: list[Colleague], parts: dict[str, tuple[Colleague, Organization | None]], room: Room
    ) -> list[Colleague]:
        """Of these, people whose organisation has not spoken yet; in its own room that is always the same."""
        heard = {organization.pk for _, organization in parts.values() if organization is not None}
        others = [each for each in able if not heard & {organization.pk for organization in each.organizations}]
        return others if others and room.organization_id is None else able

    def stage_exchange(
        self,
        exchange: Exchange,
        room: Room,
        parts: dict[str, tuple[Colleague, Organization | None]],
        moment: datetime,
        pace: timedelta | None = None,
    ) -> None:
        """Plan an exchange's lines; with a `pace` they follow each other about so quickly, else as people answer."""
        _colleague, organization = parts[exchange.speakers[0]]
        home = room.place or (organization.governorate if organization else None) or self.stage.governorates["SY01"]
        # Between two people nobody says the other's name with a sign.
        here = frozenset(each.user.pk for each, _ in parts.values()) if room.kind != Room.Kind.DIRECT else frozenset()
        scene = Scene(self.stage, room, moment, parts, home, here)
        scene.let(exchange.quantities)
        talk = Conversation(scene)
        for line in exchange.lines:
            moment = after_pause(moment, line.pause, self) if line.pause else moment
            self.at(moment, self.saying(talk, line, moment))
            moment = answered_after(moment, self.dice) if pace is None else moment + pace * (0.5 + self.dice.random())

    def saying(self, talk: Conversation, line: Line, moment: datetime) -> Callable[[], None]:
        return lambda: self.say(talk, line, moment)

    def say(self, talk: Conversation, line: Line, moment: datetime) -> None:
        scene = talk.scene
        colleague, organization = scene.parts[line.speaker]
        if colleague.silent_after is not None:
            return
        actor = Actor(colleague.user, organization)
        answered = talk.said.get(line.answers) if line.answers else None
        message = post_message(
            actor=actor,
            room=scene.room,
            body=scene.say(line.body),
            client_id=self.stage.new_id(),
            reply_to=None if line.is_beside else answered,
            thread=answered if line.is_beside else None,
        ).message
        if not line.is_beside:
            talk.said[line.speaker] = message
        self.messages += 1
        if line.title and message.thread is not None:
            title_thread(actor=actor, thread=message.thread, title=scene.say(line.title))
        self.follow(scene, line, message, actor, moment)

    def follow(self, scene: Scene, line: Line, message: Message, actor: Actor, moment: datetime) -> None:
        """What happens to a message afterwards: reactions, an edit, its end."""
        if line.edited:
            after = moment + timedelta(seconds=self.dice.randint(40, 240))
            self.at(after, lambda: ignore(edit_message(actor=actor, message=message, body=scene.say(line.edited))))
        if line.is_deleted:
            after = moment + timedelta(seconds=self.dice.randint(60, 400))
            self.taken_back.add(message.pk)
            self.at(after, lambda: ignore(delete_message(actor=actor, message=message)))
        for name in line.seen_by:
            self.at(moment + timedelta(seconds=20), self.reading(self.stage.cast[name], [scene.room]))
        wanted = list(line.reactions)
        if not wanted and self.dice.random() < 0.06:
            wanted = [(self.dice.choice("👍👍👍🙏✅"), self.dice.randint(1, 2))]
        for emoji, times in wanted:
            able = [each for each in self.present(scene.room) if each.user.pk != actor.person_id]
            for fan in self.dice.sample(able, min((times + 1) // 2, len(able))):
                when = awake(moment + timedelta(minutes=self.dice.randint(1, 50)), self.dice)
                self.at(when, self.reacting(fan, message, emoji))

    def reacting(self, fan: Colleague, message: Message, emoji: str) -> Callable[[], None]:
        def react() -> None:
            if fan.silent_after is None and message.pk not in self.taken_back:
                set_reaction(actor=fan.actor(), message=message, emoji=emoji)

        return react

    def reading(self, reader: Colleague, rooms: Iterable[Room] | None = None) -> Callable[[], None]:
        """Read these rooms to their end, or all one is in."""

        def read() -> None:
            for room in rooms if rooms is not None else self.unread_rooms(reader):
                read_room(actor=reader.actor(), room=room, seq=sys.maxsize)

        return read

    def unread_rooms(self, reader: Colleague) -> list[Room]:
        mine = RoomMembership.objects.filter(person=reader.user, room__in=rooms_for(reader.user)).select_related("room")
        newest = dict(Stream.objects.filter(kind="room").values_list("name", "seq"))
        return [each.room for each in mine if newest.get(each.room.stream, 0) > each.read_seq]


def ignore(_made: object) -> None:
    """An act of the heap gives nothing back."""


def can_take(speaker: str, colleague: Colleague, room: Room) -> bool:
    """Whether somebody can have a part: a single letter is anybody (in sector rooms: who works in the field), S the
    secretariat, O an official; longer ones are names of the cast.
    """
    username = colleague.user.username
    if len(speaker) > 1:
        return username == speaker
    if speaker == "S":
        return username == "salma"
    if speaker == "O":
        return is_official(colleague)
    return bool(colleague.organizations) and (room.kind != Room.Kind.SECTOR or works_in_field(colleague))


def works_in_field(colleague: Colleague) -> bool:
    """Neither officials nor supporters nor the secretariat have stores and villages of their own."""
    desks = {Organization.Kind.PUBLIC_BODY, Organization.Kind.SUPPORTER}
    return not any(each.kind in desks or each.name_ar == SECRETARIAT for each in colleague.organizations)


def voice_in(room: Room, colleague: Colleague, chance: float) -> Organization | None:
    """For whom somebody speaks here: in an organisation's room for it, elsewhere for one of their own."""
    own = colleague.organizations
    if room.organization_id is not None:
        return next((each for each in own if each.pk == room.organization_id), None)
    return own[int(chance * len(own))] if own else None


def after_pause(moment: datetime, pause: str, talk: Talk) -> datetime:
    """What "2h" means: about two hours; "1d" is the next working day, in the morning."""
    number, unit = float(pause[:-1]), pause[-1]
    if unit == "m":
        return moment + timedelta(minutes=number)
    if unit == "h":
        return awake(moment + number * HOUR * (0.8 + 0.4 * talk.dice.random()), talk.dice)
    night = local(moment).replace(hour=3, minute=0) + timedelta(days=number)
    return awake(night, talk.dice)
