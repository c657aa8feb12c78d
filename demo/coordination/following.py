"""Reads recommendations.txt: writes what the first edition recommended, and lets happen what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from coordination import actions
from coordination.models import Decision, Forum, ProgressUpdate, Recommendation, Responsibility, Theme
from demo.coordination.diary import Diary, own_id
from demo.coordination.proofs import proof
from demo.coordination.voices import called, people_of
from demo.projects.workspaces import own_id as project_id
from demo.stage import Stage
from files.examining import Examined
from journal.actors import Actor
from organizations.models import Organization
from projects.models import Project

FOLDER = Path(__file__).parent
DRAFT = "draft"


@dataclass
class Block:
    """A recommendation of the text, and what happens to it: (day, verb, its words, what is said, evidence)."""

    number: int
    theme: str
    title: str
    due: str
    every: int
    places: list[str]
    instead_of: str
    text: str = ""
    is_draft: bool = False
    events: list[tuple[int, str, list[str], str, str]] = field(default_factory=list)

    @property
    def is_later(self) -> bool:
        return any(verb == "adopt" for _day, verb, *_rest in self.events)


def blocks() -> Iterator[Block]:
    text = (FOLDER / "recommendations.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for number, block in enumerate((each for each in lines.split("\n\n") if each.strip()), start=1):
        head, words, *rest = block.strip().splitlines()
        theme, title, due, every, places, instead_of = (part.strip() for part in head.split("|"))
        made = Block(number, theme, title, due, int(every), places.split(), instead_of, words.strip())
        for line in rest:
            if line.strip() == DRAFT:
                made.is_draft = True
            else:
                day, what, *said = (part.strip() for part in line.split("|"))
                verb, *args = what.split()
                made.events.append((int(day), verb, args, *([*said, "", ""][:2])))  # type: ignore[arg-type]
        yield made


class Following:
    """The recommendations of one forum. Salma steers for the secretariat, the organisations answer for themselves."""

    def __init__(self, stage: Stage, diary: Diary, forum: Forum, decide: Callable[[str, str], Decision]) -> None:
        self.stage, self.diary, self.forum, self.decide = stage, diary, forum, decide
        self.salma = stage.cast["salma"].actor()
        self.themes: dict[str, Theme] = {}

    # Written down and adopted -----------------------------------------------------------------------------------------
    def write(self) -> None:
        for block in blocks():
            if not block.is_later:
                self.create(block)

    def create(self, block: Block) -> Recommendation:
        instead_of = Recommendation.objects.filter(body=self.forum.body, title=block.instead_of).first()
        return actions.create_recommendation(
            actor=self.salma,
            body=self.forum.body,
            client_id=self.own_id(block),
            text=block.text,
            title=block.title,
            theme=self.theme(block.theme),
            due_on=self.diary.today + timedelta(int(block.due)) if block.due else None,
            report_every=block.every,
            places=[self.stage.governorates[code] for code in block.places],
            supersedes=instead_of,
        )

    def theme(self, name: str) -> Theme:
        if name not in self.themes:
            self.themes[name] = actions.create_theme(actor=self.salma, body=self.forum.body, name=name)
        return self.themes[name]

    def adopt(self, decision: Decision) -> None:
        for block in blocks():
            if not block.is_later and not block.is_draft:
                actions.adopt_recommendation(actor=self.salma, recommendation=self.row(block), decision=decision)

    def plan(self) -> None:
        """What became of them, in the order of the text; of one day each has an hour of its own."""
        does = {name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")}
        for block in blocks():
            for step, (day, verb, args, said, evidence) in enumerate(block.events):
                act = partial(does[verb], block, *args, said=said, evidence=evidence, step=step)
                self.diary.on(day, 9 + block.number % 8, min(59, step * 3), partial(self.happen, act))

    def happen(self, act: Callable[[], None]) -> None:
        """Nobody speaks for an organisation that was suspended meanwhile."""
        try:
            act()
        except Silent:
            return

    # What happens: a method for each verb of the text -----------------------------------------------------------------
    def do_adopt(self, block: Block, **_more: Any) -> None:
        decision = self.decide(block.title, f"تُعتمد التوصية وتحل محل «{block.instead_of}».")
        actions.adopt_recommendation(actor=self.salma, recommendation=self.create(block), decision=decision)

    def do_drop(self, block: Block, *, said: str, **_more: Any) -> None:
        decision = self.decide(f"إنهاء متابعة: {block.title}", said)
        actions.drop_recommendation(actor=self.salma, recommendation=self.row(block), decision=decision, reason=said)

    def do_ask(self, block: Block, key: str, role: str = "lead", **_more: Any) -> None:
        organization = called(self.stage, key)
        actions.ask_responsibility(
            actor=self.salma, recommendation=self.row(block), organization=organization, role=role
        )

    def do_yes(self, block: Block, key: str, **_more: Any) -> None:
        """The second of its people is spoken to, and the signatory in their place."""
        first, *others = self.people(key)
        focal, alternate = (others[0].user, first.user) if others else (first.user, None)
        responsibility = self.responsibility(block, first)
        actions.accept_responsibility(
            actor=first, responsibility=responsibility, focal_point=focal, alternate=alternate
        )

    def do_no(self, block: Block, key: str, *, said: str, **_more: Any) -> None:
        first = self.people(key)[0]
        actions.decline_responsibility(actor=first, responsibility=self.responsibility(block, first), reason=said)

    def do_back(self, block: Block, key: str, *, said: str, **_more: Any) -> None:
        first = self.people(key)[0]
        actions.end_responsibility(actor=first, responsibility=self.responsibility(block, first), reason=said)

    def do_step(self, block: Block, key: str, weight: str, due: str, *, said: str, step: int, **_more: Any) -> None:
        actions.add_milestone(
            actor=self.people(key)[0],
            recommendation=self.row(block),
            client_id=self.own_id(block, step),
            title=said,
            weight=int(weight),
            due_on=self.diary.today + timedelta(int(due)),
        )

    def do_begin(self, block: Block, key: str, **_more: Any) -> None:
        actions.begin_recommendation(actor=self.people(key)[0], recommendation=self.row(block))

    def do_report(self, block: Block, key: str, percent: str, steps: str = "", **more: Any) -> None:
        self.submit(block, key, steps, **more, percent=int(percent))

    def do_done(self, block: Block, key: str, steps: str = "", **more: Any) -> None:
        self.submit(block, key, steps, **more, is_done=True)

    def submit(
        self, block: Block, key: str, steps: str, *, said: str, evidence: str, step: int, **columns: Any
    ) -> None:
        """Written and proven by whoever is spoken to."""
        row = self.row(block)
        actor = self.spoken_to(row, key)
        wanted = [int(number) for number in steps.split(",") if number]
        proofs = [each.strip() for each in evidence.split(";") if each.strip()]
        update = actions.create_update(
            actor=actor,
            recommendation=row,
            client_id=self.own_id(block, step),
            narrative=said,
            is_public=any(each.endswith("+") for each in proofs),
            milestones=list(row.milestones.filter(position__in=wanted, done_at=None)),
            **columns,
        )
        for number, each in enumerate(proofs):
            self.prove(actor, update, each, own_id(f"proof {block.number} {step} {number}"))
        actions.submit_update(actor=actor, update=update)

    def prove(self, actor: Actor, update: ProgressUpdate, words: str, client_id: Any) -> None:
        found, title = proof(words.removesuffix("+").strip())
        given: dict[str, Any] = {"examined": found} if isinstance(found, Examined) else {"url": found}
        is_public = words.endswith("+")
        actions.add_evidence(actor=actor, update=update, client_id=client_id, title=title, is_public=is_public, **given)

    def do_confirm(self, block: Block, *, said: str, **_more: Any) -> None:
        actions.confirm_update(actor=self.salma, update=self.waiting(block), note=said)

    def do_return(self, block: Block, *, said: str, **_more: Any) -> None:
        actions.return_update(actor=self.salma, update=self.waiting(block), reason=said)

    def do_block(self, block: Block, key: str, *, said: str, **_more: Any) -> None:
        actions.block_recommendation(actor=self.people(key)[0], recommendation=self.row(block), reason=said)

    def do_reopen(self, block: Block, *, said: str, **_more: Any) -> None:
        actions.reopen_recommendation(actor=self.salma, recommendation=self.row(block), reason=said)

    def do_link(self, block: Block, project: str, key: str, **_more: Any) -> None:
        """With a joint project of the demo (projects/workspaces.py)."""
        target = Project.objects.get(client_id=project_id(project))
        actions.link_recommendation(actor=self.people(key)[0], recommendation=self.row(block), target=target)

    # What they share --------------------------------------------------------------------------------------------------
    def row(self, block: Block) -> Recommendation:
        return Recommendation.objects.select_related("body").get(client_id=self.own_id(block))

    def waiting(self, block: Block) -> ProgressUpdate:
        return self.row(block).updates.select_related("recommendation__body", "organization").get(status="submitted")

    def responsibility(self, block: Block, actor: Actor) -> Responsibility:
        rows = Responsibility.objects.select_related("recommendation__body", "organization")
        return rows.filter(recommendation=self.row(block), organization=actor.organization).latest("pk")

    def spoken_to(self, row: Recommendation, key: str) -> Actor:
        """The focal point it named when it took the recommendation on: who joins later changes nothing."""
        people = self.people(key)
        named = row.responsibilities.filter(organization=people[0].organization, status="accepted")
        focal_points = set(named.values_list("focal_point", flat=True))
        return next((each for each in people if each.person_id in focal_points), people[0])

    def people(self, key: str) -> list[Actor]:
        organization: Organization = called(self.stage, key)
        found = people_of(organization)
        if not found:
            raise Silent(key)
        return found

    def own_id(self, block: Block, *words: object) -> Any:
        return own_id("/".join(["recommendation", str(block.number), *(str(word) for word in words)]))


class Silent(Exception):
    """Nobody speaks for the organisation any more."""
