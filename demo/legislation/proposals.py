"""Reads proposals.txt: what organisations propose, who stands behind it, what is said of it and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from demo.coordination.diary import Diary, own_id
from demo.coordination.voices import called, people_of
from demo.stage import Stage
from journal.actors import Actor
from legislation import actions
from legislation.labels import read_label
from legislation.models import Instrument, Proposal, Provision, Remark, Round

FOLDER = Path(__file__).parent


@dataclass
class Block:
    """A proposal of the text: `changes` are (kind, provision, words), `events` (day, verb, its words, what is said)."""

    number: int
    round: str
    name: str
    sponsor: str
    day: int
    title: str
    rationale: str
    effect: str
    changes: list[tuple[str, str, list[str]]] = field(default_factory=list)
    events: list[tuple[int, str, list[str], list[str]]] = field(default_factory=list)


def blocks() -> Iterator[Block]:
    text = (FOLDER / "proposals.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for number, block in enumerate((each for each in lines.split("\n\n") if each.strip()), start=1):
        head, rationale, effect, *rest = block.strip().splitlines()
        within, name, sponsor, day, title = (part.strip() for part in head.split("|"))
        made = Block(number, within, name, sponsor, int(day), title, rationale.strip(), effect.strip())
        for line in rest:
            first, *words = (part.strip() for part in line.removeprefix("*").split("|"))
            if line.startswith("*"):
                kind, _space, article = first.partition(" ")
                made.changes.append((kind, article, words))
            else:
                verb, *args = words[0].split()
                made.events.append((int(first), verb, args, words[1:]))
        yield made


class Silent(Exception):
    """Nobody speaks for the organisation any more, or its proposal was never written."""


class Proposals:
    """Each organisation writes and signs for itself; the union that convenes the round judges."""

    def __init__(self, stage: Stage, diary: Diary) -> None:
        self.stage, self.diary = stage, diary

    def plan(self) -> None:
        """In the order of the text; of one day each block has an hour of its own, after rounds were opened."""
        does = {name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")}
        for block in blocks():
            hour = 10 + block.number % 7
            self.diary.on(block.day, hour, 0, partial(self.happen, partial(self.write, block)))
            for step, (day, verb, args, said) in enumerate(block.events, start=1):
                act = partial(does[verb], block, *args, said=said)
                self.diary.on(day, hour, min(59, 4 * step), partial(self.happen, act))

    def happen(self, act: Any) -> None:
        """Nobody speaks for an organisation that was suspended meanwhile."""
        try:
            act()
        except Silent:
            return

    # Written ----------------------------------------------------------------------------------------------------------
    def write(self, block: Block) -> None:
        """By the second of its people, who hands it in to the signatory."""
        author = self.author(block)
        within = Round.objects.select_related("instrument").get(client_id=own_id(f"round {block.round}"))
        row = actions.create_proposal(
            actor=author,
            row=within,
            client_id=self.own_id(block),
            title=block.title,
            rationale=block.rationale,
            effect=block.effect,
        )
        for number, change in enumerate(block.changes):
            self.change(block, row, number, *change)
        actions.hand_in_proposal(actor=author, proposal=row)

    def change(self, block: Block, row: Proposal, number: int, kind: str, article: str, words: list[str]) -> None:
        said: dict[str, Any] = {}
        if kind == "term":
            kind, said = "replace_term", {"term": words[0], "new_term": words[1]}
        elif kind == "insert_after":
            said = {"new_kind": "article", "new_label": words[0], "new_text": words[1]}
        elif kind == "replace":
            said = {"new_text": words[0]}
        actions.add_amendment(
            actor=self.author(block),
            proposal=row,
            client_id=self.own_id(block, "change", number),
            kind=kind,
            provision=article_of(row.round.instrument, article) if article else None,
            **said,
        )

    # What happens: a method for each verb of the text -----------------------------------------------------------------
    def do_submit(self, block: Block, **_more: Any) -> None:
        actions.submit_proposal(actor=self.people(block.sponsor)[0], proposal=self.row(block))

    def do_show(self, block: Block, **_more: Any) -> None:
        actions.show_waiting_proposal(actor=self.people(block.sponsor)[0], proposal=self.row(block), is_shown=True)

    def do_endorse(self, block: Block, *keys: str, **_more: Any) -> None:
        for key in keys:
            for actor in people_of(called(self.stage, key))[:1]:
                actions.endorse_proposal(actor=actor, proposal=self.row(block))

    def do_invite(self, block: Block, key: str, **_more: Any) -> None:
        actor, asked = self.people(block.sponsor)[0], self.people(key)[0].organization
        assert asked is not None
        actions.ask_sponsor(actor=actor, proposal=self.row(block), organization=asked)

    def do_sponsor(self, block: Block, key: str, **_more: Any) -> None:
        self.do_invite(block, key)
        asked = self.row(block).sponsors.select_related("proposal", "organization").get()
        actions.accept_sponsorship(actor=self.people(key)[0], sponsor=asked)

    def do_ask(self, block: Block, key: str, *, said: list[str]) -> None:
        self.say(block, key, *said, kind=Remark.Kind.QUESTION)

    def do_remark(self, block: Block, key: str, *, said: list[str]) -> None:
        self.say(block, key, *said, kind=Remark.Kind.REMARK)

    def say(self, block: Block, key: str, quoted: str, text: str, *, kind: str) -> None:
        row = self.row(block)
        actions.create_remark(
            actor=self.people(key)[-1],
            within=row.round,
            client_id=self.own_id(block, kind, key),
            text=text,
            proposal=row,
            quoted=quoted,
            kind=kind,
        )

    def do_reply(self, block: Block, *, said: list[str]) -> None:
        asked = self.row(block).remarks.filter(kind=Remark.Kind.QUESTION, parent=None).order_by("pk").last()
        if asked is None:
            raise Silent(block.name)
        client_id = self.own_id(block, "reply", asked.client_id)
        actions.reply_to_remark(actor=self.author(block), remark=asked, client_id=client_id, text=said[0])

    def do_withdraw(self, block: Block, *, said: list[str]) -> None:
        actions.withdraw_proposal(actor=self.people(block.sponsor)[0], proposal=self.row(block), reason=said[0])

    def do_return(self, block: Block, *, said: list[str]) -> None:
        actions.return_proposal(actor=self.judge(block), proposal=self.row(block), reason=said[0])

    def do_admit(self, block: Block, **_more: Any) -> None:
        actions.admit_proposal(actor=self.judge(block), proposal=self.row(block))

    def do_refuse(self, block: Block, *, said: list[str]) -> None:
        actions.refuse_proposal(actor=self.judge(block), proposal=self.row(block), reason=said[0])

    def do_opinion(self, block: Block, advice: str, *, said: list[str]) -> None:
        judge, client_id = self.judge(block), self.own_id(block, "opinion")
        given: dict[str, Any] = {"proposal": self.row(block), "advice": advice, "reasons": said[0]}
        opinion = actions.write_opinion(actor=judge, client_id=client_id, **given)
        actions.publish_opinion(actor=judge, opinion=opinion)

    # Who, and which ---------------------------------------------------------------------------------------------------
    def people(self, key: str) -> list[Actor]:
        found = people_of(called(self.stage, key))
        if not found:
            raise Silent(key)
        return found

    def author(self, block: Block) -> Actor:
        """Who wrote it, also when a colleague joined meanwhile; the second of its people at first."""
        people = self.people(block.sponsor)
        written = Proposal.objects.filter(client_id=self.own_id(block)).values_list("author", flat=True).first()
        return next((each for each in people if each.person_id == written), people[min(1, len(people) - 1)])

    def judge(self, block: Block) -> Actor:
        convener = self.row(block).round.organization
        return people_of(convener)[0]

    def row(self, block: Block) -> Proposal:
        rows = Proposal.objects.select_related("round__instrument", "round__organization", "organization")
        found = rows.filter(client_id=self.own_id(block)).first()
        if found is None:
            raise Silent(block.name)
        return found

    def own_id(self, block: Block, *words: object) -> Any:
        return own_id(" ".join(["proposal", block.round, block.name, *(str(word) for word in words)]))


def article_of(law: Instrument, number: str) -> Provision:
    """The article of this number."""
    read = read_label(f"مادة {number}")
    assert read is not None
    return law.provisions.get(kind="article", key=read.key)
