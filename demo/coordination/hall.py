"""How the sessions of a programme went: who was there, what was taken up, who spoke, how they voted."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from demo.coordination.diary import Diary, own_id
from demo.coordination.programme import Planned, Programme
from demo.stage import Stage
from journal.actors import Actor
from meetings import actions
from meetings.models import AgendaItem, Ballot, Body, Elector, Participant, Session, Speaker

MINUTE = timedelta(minutes=1)
COMES = {"data": 0.34, "funding": 0.48, "gaps": 0.85}  # of those who are in no other of the sessions beside it
COMES_TO_ALL = 0.94
# Of a hundred voices yes, no, abstained; or how often each choice.
CAST = {"committee": (86, 5, 9), "publish": (42, 33, 25), "seat": (40, 26, 34), "adoption": (92, 2, 6)}
CAST |= {"chair": (74, 14, 12), "checking": (90, 5, 5)}
SILENT = 0.05  # of those who might vote


class Hall:
    """With dice of its own."""

    def __init__(self, stage: Stage, diary: Diary, programme: Programme, dice: Random) -> None:
        self.stage, self.diary, self.programme, self.dice = stage, diary, programme, dice
        self.salma = stage.cast["salma"].actor()

    def hold(self) -> None:
        """Put all of it into the diary: sessions that run side by side are told side by side."""
        for planned in self.programme.sessions.values():
            begins = planned.row.starts_at
            is_whole = any(each.row.parent_id == planned.row.pk for each in self.programme.sessions.values())
            if not is_whole:
                self.diary.at(begins + 2 * MINUTE, partial(self.fill, planned))
            self.diary.at(begins + 3 * MINUTE, partial(self.set_status, planned.row, "open"))
            ends = self.run(planned, begins + 5 * MINUTE)
            self.diary.at(max(ends, planned.row.ends_at - 10 * MINUTE), partial(self.set_status, planned.row, "closed"))

    def set_status(self, row: Session, status: str) -> None:
        actions.set_session_status(actor=self.salma, session=row, status=status)

    def fill(self, planned: Planned) -> None:
        """Who arrived goes in; of side by side sessions each chooses one."""
        arrived = self.programme.body.participants.filter(ended_at=None)
        if self.programme.body.kind == Body.Kind.FORUM:
            arrived = arrived.filter(arrived_at__isnull=False)
        heads = {planned.row.chair_id, *(item.presenter_id for item, _votes in planned.items)}
        for number, guest in enumerate(arrived.order_by("pk")):
            busy = Session.objects.filter(attendances__participant=guest, attendances__left_at=None)
            if busy.exclude(pk=planned.row.pk).exists():
                continue
            if guest.pk in heads or self.dice.random() < COMES.get(planned.key, COMES_TO_ALL):
                actions.enter_session(
                    actor=self.salma,
                    session=planned.row,
                    participant=guest,
                    client_id=own_id(f"{planned.row.pk} in {guest.pk}"),
                    way="code" if self.dice.random() < 0.85 else "name",
                    told_at=planned.row.starts_at - 18 * MINUTE + number * timedelta(seconds=9),
                )

    def run(self, planned: Planned, moment: datetime) -> datetime:
        """Item after item, a little slower than planned; gives when it ended."""
        for item, votes in planned.items:
            self.diary.at(moment, partial(self.take_up, planned.row, item))
            is_talk = item.presenter_id is None and item.kind == AgendaItem.Kind.TOPIC
            if is_talk:
                self.diary.at(moment + MINUTE, partial(self.discuss, planned.row, moment))
            has_parts = any(other.parent_id == item.pk for other, _votes in planned.items)
            moment += MINUTE if has_parts else item.minutes * MINUTE * self.dice.uniform(0.85, 1.12)
            for key, ballot in votes:
                self.diary.at(moment - 6 * MINUTE, partial(self.vote, key, ballot))
        return moment

    def take_up(self, row: Session, item: AgendaItem) -> None:
        actions.take_up_item(actor=self.salma, session=row, item=item)

    def discuss(self, row: Session, moment: datetime) -> None:
        """Some ask for the floor; each has it for some minutes."""
        inside = row.attendances.filter(left_at=None, participant__person__isnull=False).select_related("participant")
        guests = [each.participant for each in inside.order_by("pk")]
        for number, guest in enumerate(self.dice.sample(guests, min(4, len(guests)))):
            client_id = own_id(f"{row.pk} speaks {row.item_id} {guest.pk}")
            speaker = actions.ask_to_speak(actor=self.salma, session=row, participant=guest, client_id=client_id)
            begins = moment + MINUTE * (2 + number * 5)
            self.diary.at(begins, partial(self.let_speak, speaker))
            self.diary.at(begins + MINUTE * 4, partial(actions.end_turn, actor=self.salma, speaker=speaker))

    def let_speak(self, speaker: Speaker) -> None:
        speaker.refresh_from_db()
        if speaker.status == Speaker.Status.WAITING:  # the session may have come to its end
            actions.give_floor(actor=self.salma, speaker=speaker)

    # Votes ------------------------------------------------------------------------------------------------------------
    def give_proxy(self, row: Session) -> None:
        """One that is away lets another of its union cast its voice."""
        row = Session.objects.select_related("body").get(pk=row.pk)
        here = set(row.attendances.filter(left_at=None).values_list("participant__organization", flat=True))
        away = row.body.voices.filter(until=None).exclude(organization__in=here).select_related("organization")
        for voice in away.order_by("pk"):
            head = row.body.participants.filter(organization=voice.organization_id, role="head", ended_at=None).first()
            if head is not None and head.person is not None:
                actor = Actor(head.person, voice.organization)
                holder = self.stage.named["union_north"]
                actions.give_proxy(actor=actor, session=row, holder=holder, reason="تعذّر السفر هذا اليوم")
                return

    def vote(self, key: str, ballot: Ballot) -> None:
        if key == "committee":
            self.give_proxy(ballot.session)
        ballot = actions.open_ballot(actor=self.salma, ballot=ballot)
        choices = list(ballot.choices.all())
        if ballot.method == Ballot.Method.HANDS:
            counts = dict.fromkeys((each.pk for each in choices), 0) | {choices[0].pk: ballot.present - 3}
            counts[choices[2].pk] = 3
            actions.close_ballot(actor=self.salma, ballot=ballot, counts=counts)
            return
        for elector in ballot.electors.filter(is_present=True).select_related("organization", "carrier"):
            actor = self.carrier(elector)
            if actor is not None and self.dice.random() > SILENT:
                choice = self.dice.choices(choices, CAST[key])[0]
                actions.cast_vote(actor=actor, ballot=ballot, choice=choice, organization=elector.organization)
        self.stage.move_to(timezone.now() + 3 * MINUTE)
        actions.close_ballot(actor=self.salma, ballot=ballot)

    def carrier(self, elector: Elector) -> Actor | None:
        body = self.programme.body
        rows = Participant.objects.filter(body=body, organization=elector.carrier_id, ended_at=None)
        able = rows.filter(person__isnull=False).exclude(role=Participant.Role.OBSERVER).select_related("person")
        found = able.order_by("pk").first()
        return Actor(found.person, elector.carrier) if found is not None and found.person is not None else None
