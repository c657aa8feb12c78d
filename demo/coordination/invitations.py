"""Who is asked to an edition, what they answer, whom they send, and who arrives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from random import Random

from coordination.actions import (
    accept_delegation,
    check_in,
    check_in_by_code,
    decline_delegation,
    invite_delegations,
    name_delegate,
    replace_delegate,
)
from coordination.models import Delegation, Forum
from demo.calendar import at, awake
from demo.coordination.diary import Diary, own_id
from demo.coordination.voices import people_of, signatory_of
from demo.names import invented_names
from demo.stage import Stage
from journal.actors import Actor
from meetings.models import Participant
from organizations.models import Organization

WELCOME = "يسعدنا أن تشاركوا في الملتقى، وأن تحملوا إليه ما ترونه من حاجة وفكرة."
EXCUSES = (
    "يصادف الموعد اجتماع هيئتنا العامة.",
    "ليس لدينا من نوفده هذا الأسبوع، ونلتزم بما يصدر عن الملتقى.",
    "كلفة السفر فوق طاقتنا. نرجو رابطاً للمتابعة عن بعد.",
    "",
)
POSTS = ("عضو مجلس الإدارة", "منسق البرامج", "مستشار", "محاسب", "باحث اجتماعي")
OFFICIAL = Organization.Kind.PUBLIC_BODY


class Invitations:
    """Of one edition; with dice of its own, so that the talk stays as it was."""

    def __init__(self, stage: Stage, diary: Diary, forum: Forum, dice: Random) -> None:
        self.stage, self.diary, self.forum, self.dice = stage, diary, forum, dice
        self.guests = invented_names(dice)
        self.salma = stage.cast["salma"].actor()

    def ask(self, *, days: float, parts: tuple[float, float], always: Iterable[str] = (), never: str = "") -> None:
        """Everybody that is verified now and not asked yet; answers come within `days`. `parts` are those that say yes
        and those that say no, the rest is silent; `always` say yes, `never` has not answered yet. Who is of the
        public bodies has no voice.
        """
        rows = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at=None).order_by("pk")
        asked = []
        for has_voice in (True, False):
            some = rows.exclude(kind=OFFICIAL) if has_voice else rows.filter(kind=OFFICIAL)
            asked += invite_delegations(
                actor=self.salma, forum=self.forum, organizations=some, has_voice=has_voice, message=WELCOME
            )
        sure = {self.stage.named[key].pk for key in always}
        silent = self.stage.named[never].pk if never else None
        begun = self.stage.now if not asked else asked[0].invited_at
        for row in asked:
            chance = 0.0 if row.organization_id in sure else self.dice.random()
            moment = awake(begun + timedelta(days=days * self.dice.random() ** 1.5, hours=1), self.dice)
            if row.organization_id != silent and chance < parts[0] + parts[1]:
                self.diary.at(moment, partial(self.answer, row, is_yes=chance < parts[0]))

    def answer(self, row: Delegation, *, is_yes: bool) -> None:
        row = Delegation.objects.select_related("forum__body", "organization").get(pk=row.pk)
        actor = signatory_of(row.organization)
        if actor is None:  # suspended meanwhile
            return
        if not is_yes:
            decline_delegation(actor=actor, delegation=row, reason=self.dice.choice(EXCUSES))
            return
        accept_delegation(actor=actor, delegation=row)
        self.send(actor, row)

    def send(self, actor: Actor, row: Delegation) -> None:
        """The signatory and another one, of their people where there is somebody, else a guest."""
        if row.has_voice:
            self.name(actor, row, actor, "head")
            others = people_of(row.organization)[1:]
            if others:
                self.name(actor, row, others[0], "delegate")
            elif self.dice.random() < 0.45:
                self.name(actor, row, None, "delegate")
            if self.dice.random() < 0.12:
                self.name(actor, row, None, "alternate")
        else:
            others = people_of(row.organization)[1:] or [actor]
            self.name(actor, row, others[0], "observer")

    def name(self, actor: Actor, row: Delegation, who: Actor | None, role: str) -> None:
        """Whoever comes for another organisation already is not named twice."""
        person = who.user if who else None
        if person is not None and self.forum.body.participants.filter(person=person.pk, ended_at=None).exists():
            return
        name = "" if person else next(self.guests).full
        post = "" if person else self.dice.choice(POSTS)
        client_id = own_id(f"delegate {row.pk} {role}")
        name_delegate(actor=actor, delegation=row, client_id=client_id, person=person, name=name, post=post, role=role)

    def replace_one(self) -> None:
        """Somebody fell ill."""
        coming = self.forum.body.participants.filter(ended_at=None, person=None, role="delegate").order_by("pk").first()
        actor = signatory_of(coming.organization) if coming else None
        if coming is not None and actor is not None:
            replace_delegate(
                actor=actor, delegate=coming, client_id=own_id(f"instead of {coming.pk}"),
                name=next(self.guests).full, post=coming.post,
            )  # fmt: skip

    def arrive(self) -> None:
        """In the morning of the first day: most by the code of their badge, some by name; a few stay away."""
        for guest in self.forum.body.participants.filter(ended_at=None).order_by("pk"):
            is_sure = guest.role == Participant.Role.HEAD and guest.organization_id in self.cast_homes()
            if not is_sure and self.dice.random() < 0.07:
                continue
            moment = at(self.forum.starts_on, 8, 30) + timedelta(minutes=int(65 * self.dice.random() ** 0.7))
            if self.dice.random() < 0.8:
                act = partial(check_in_by_code, actor=self.salma, forum=self.forum, code=guest.code)
                self.diary.at(moment, act)
            else:
                self.diary.at(moment, partial(check_in, actor=self.salma, forum=self.forum, delegate=guest))

    def cast_homes(self) -> set[int]:
        return {row.pk for row in self.stage.named.values()}
