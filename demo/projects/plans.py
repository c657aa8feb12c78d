"""Fills a joint project with a plan, by the verbs, from a text that people can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.utils import timezone

from journal.actors import Actor
from projects import actions
from projects.models import Activity, Column, Label, Project, Result, Task

FOLDER = Path(__file__).parent
TINTS = "abcd"


@dataclass
class Planner:
    """`people` are those of each partner, in the order in which the text counts them: the first of each partner first.
    What is planned is written by the first one of the first partner, what is said by whoever the text names.
    """

    project: Project
    people: Sequence[Sequence[Actor]]
    day: date
    goal: Result | None = None
    output: Result | None = None
    activity: Activity | None = None
    task: Task | None = None
    labels: dict[str, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {row.kind: row for row in Column.objects.filter(project=self.project)}

    @property
    def writer(self) -> Actor:
        return self.people[0][0]

    def own_id(self, *words: str) -> UUID:
        """The same line gives the same identifier: who fills twice fills once."""
        return uuid5(NAMESPACE_URL, "/".join(["demo/plan", str(self.project.pk), *words]))

    def after(self, days: str) -> date:
        return self.day + timedelta(days=int(days))

    def who(self, words: str) -> tuple[Actor, bool]:
        """(somebody, is the person meant) of "2.1", or "2.0": the second partner as a whole."""
        partner, person = (int(part) for part in words.split("."))
        people = self.people[(partner - 1) % len(self.people)]
        return people[max(person - 1, 0) % len(people)], person > 0

    # One for each kind of line ----------------------------------------------------------------------------------------
    def add_goal(self, title: str) -> None:
        self.goal = self.result("goal", title)

    def add_output(self, title: str) -> None:
        self.output = self.result("output", title, self.goal)

    def result(self, kind: str, title: str, goal: Result | None = None) -> Result:
        asked = {"kind": kind, "title": title, "goal": goal, "client_id": self.own_id(kind, title)}
        return actions.create_result(actor=self.writer, project=self.project, **asked)  # type: ignore[arg-type]

    def add_activity(self, title: str, whose: str, begins: str, ends: str) -> None:
        owner, _is_person = self.who(f"{whose}.0")
        status = "ongoing" if int(begins) <= 0 else "planned"
        self.activity = actions.create_activity(
            actor=self.writer,
            project=self.project,
            client_id=self.own_id("activity", title),
            title=title,
            output=self.output,
            organization=owner.organization,
            starts_on=self.after(begins),
            ends_on=self.after(ends),
            status=status,
            sector=self.project.sectors.first(),
            place=self.project.places.first(),
        )

    def add_task(
        self, title: str, whose: str, begins: str, due: str, column: str, labels: str = "", lines: str = ""
    ) -> None:
        self.make(title, whose, column, due, labels, starts_on=self.after(begins))
        for line in filter(None, (part.strip() for part in lines.split(";"))):
            self.add_line(line.removeprefix("+"), is_done=line.startswith("+"))

    def add_milestone(self, title: str, whose: str, due: str, column: str) -> None:
        self.make(title, whose, column, due, "", kind="milestone")

    def make(self, title: str, whose: str, column: str, due: str, labels: str, **more: Any) -> None:
        owner, is_person = self.who(whose)
        person = owner.user if is_person else None
        waits = self.people[-1][0].organization if column == "waiting" else None
        self.task = actions.create_task(
            actor=self.writer,
            project=self.project,
            client_id=self.own_id("task", title),
            title=title,
            activity=self.activity,
            organization=owner.organization,
            person=person,
            due_on=self.after(due),
            waiting_for=waits,
            repeats="monthly" if "شهري" in title else "",
            labels=[self.label(name) for name in filter(None, labels.split(","))],
            **more,
        )
        if column != "todo":
            base = self.task.version
            actions.move_task(
                actor=owner,
                task=self.task,
                column=self.columns[column],
                after=None,
                base_version=base,
                client_id=uuid4(),
            )

    def label(self, name: str) -> Label:
        if name not in self.labels:
            tint = TINTS[len(self.labels) % len(TINTS)]
            self.labels[name] = actions.create_label(actor=self.writer, project=self.project, name=name, tint=tint)
        return self.labels[name]

    def add_line(self, text: str, *, is_done: bool) -> None:
        assert self.task is not None
        client_id = self.own_id("line", str(self.task.number), text)
        line = actions.add_check(actor=self.writer, task=self.task, client_id=client_id, text=text)
        if is_done:
            actions.set_check(actor=self.writer, check=line, done=True)

    def say(self, words: str, whose: str) -> None:
        assert self.task is not None
        speaker, _is_person = self.who(whose)
        client_id = self.own_id("say", str(self.task.number), words)
        actions.post_comment(actor=speaker, task=self.task, client_id=client_id, body=words)


def fill_plan(
    project: Project, people: Sequence[Sequence[Actor]], day: date | None = None, name: str = "home_for_the_elderly"
) -> int:
    """Write the plan of that text into a project that has none; the number of its tasks. `people` are those of each
    partner, at least one of each; `day` is the day from which the text counts, today where none is given.
    """
    planner = Planner(project, people, day or timezone.localdate())
    lines = {
        "goal": planner.add_goal,
        "output": planner.add_output,
        "activity": planner.add_activity,
        "task": planner.add_task,
        "milestone": planner.add_milestone,
        "say": planner.say,
    }
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *parts = (part.strip() for part in line.split("|"))
            lines[kind](*parts)  # type: ignore[operator]
    return project.tasks.count()
