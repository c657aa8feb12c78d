"""Reads plan.txt: unified plans of the forum, each organisation's own lines, and who signed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from coordination.actions import add_plan_line, create_plan, set_plan_status, sign_plan
from coordination.models import Forum, UnifiedPlan
from demo.coordination.diary import Diary, own_id
from demo.coordination.voices import called, people_of, signatory_of
from demo.stage import Stage
from needs.models import TargetGroup

FOLDER = Path(__file__).parent


class Planning:
    def __init__(self, stage: Stage, diary: Diary, forum: Forum) -> None:
        self.stage, self.diary, self.forum = stage, diary, forum
        self.keeper = people_of(stage.named["network"])[0]  # of the conveners

    def plan(self) -> None:
        """Put into the diary when each is written, and signed."""
        for head, lines in read():
            key, *_rest, written, signed = head
            self.diary.on(int(written), 12, 30, partial(self.write, head, lines))
            if signed:
                self.diary.on(int(signed), 12, 10, partial(self.sign, key))

    def write(self, head: list[str], lines: list[list[str]]) -> None:
        key, title, begins, ends, sector, place, *_days = head
        plan = create_plan(
            actor=self.keeper,
            body=self.forum.body,
            client_id=own_id(f"plan {key}"),
            title=title,
            starts_on=self.day(begins),
            ends_on=self.day(ends),
            sector=self.stage.sectors[sector],
            place=self.stage.governorates[place],
        )
        for number, line in enumerate(lines):
            self.add(plan, f"plan {key} {number}", *line)

    def add(
        self,
        plan: UnifiedPlan,
        name: str,
        whose: str,
        activity: str,
        begins: str,
        ends: str,
        quantity: str,
        unit: str,
        people: str,
        group: str,
    ) -> None:
        """By whoever signs for the organisation; one that stayed away from the forum writes none."""
        actor = signatory_of(called(self.stage, whose))
        numbers: dict[str, Any] = {"quantity": int(quantity) * 1000 if quantity else None, "unit": unit}
        if actor is not None and self.takes_part(actor.organization_id):
            add_plan_line(
                actor=actor,
                plan=plan,
                client_id=own_id(name),
                activity=activity,
                starts_on=self.day(begins),
                ends_on=self.day(ends),
                people=int(people) if people else None,
                target_group=TargetGroup.objects.filter(code=group).first() if group else None,
                **numbers,
            )

    def takes_part(self, organization: int | None) -> bool:
        return self.forum.body.voices.filter(organization=organization, until=None).exists()

    def sign(self, key: str) -> None:
        plan = UnifiedPlan.objects.select_related("body").get(client_id=own_id(f"plan {key}"))
        set_plan_status(actor=self.keeper, plan=plan, status=UnifiedPlan.Status.SIGNING)
        plan.refresh_from_db()
        for line in plan.lines.filter(withdrawn_at=None).select_related("organization").order_by("pk"):
            actor = signatory_of(line.organization)
            if actor is not None:
                sign_plan(actor=actor, plan=plan, version=plan.version)

    def day(self, days: str) -> date:
        return self.diary.today + timedelta(int(days))


def read() -> list[tuple[list[str], list[list[str]]]]:
    """(the head, its lines) of each plan."""
    found: list[tuple[list[str], list[list[str]]]] = []
    for line in (FOLDER / "plan.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *parts = (part.strip() for part in line.split("|"))
            if kind == "plan":
                found.append((parts, []))
            else:
                found[-1][1].append(parts)
    return found
