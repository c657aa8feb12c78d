"""What the sheet of steps beside a table of recommendations would do: the dry run. A step that is not on the sheet
stays; one that is reached stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from coordination import permissions
from coordination.models import Milestone, Recommendation
from coordination.queries.planned_rows import Known, near_day
from coordination.states import OPEN
from organizations.sheets.planning import Facts, RowPlan
from organizations.sheets.values import whole_number
from organizations.sheets.wrongs import Wrong

MOST = 40  # of one recommendation
LONGEST = 200
Rows = Iterable[tuple[int, Mapping[str, str]]]


class StepPlan(RowPlan):
    """`known` is the milestone that the row is about; `of` the recommendation."""

    of: Recommendation | None = None

    def facts(self) -> Facts:
        step: Milestone | None = self.known
        was = standing(step) if step else {}
        return {
            **super().facts(),
            "sheet": "steps",
            "recommendation": self.of.pk if self.of else None,
            "code": self.of.code if self.of else "",
            "version": None,
            "step": step.pk if step else None,
            "was": {key: was[key] for key in self.changes},
        }


class Steps:
    """The steps that stand, read once; and what the sheet has said of them so far."""

    def __init__(self, known: Known) -> None:
        self.known = known
        rows = Milestone.objects.filter(recommendation__in=known.rows.values(), withdrawn_at=None)
        self.by_number = {(each.recommendation_id, each.position): each for each in rows}
        self.by_title = {(each.recommendation_id, normalise(each.title)): each for each in rows}
        self.many = Counter(each.recommendation_id for each in rows)
        self.said: set[tuple[int, Any]] = set()
        self._planned: dict[int, bool] = {}

    def plans(self, row: Recommendation) -> bool:
        """As permissions.can_plan, of many rows."""
        if row.pk not in self._planned:
            mine = row.status in OPEN and (self.known.steers(row) or permissions.is_reporting(self.known.actor, row))
            self._planned[row.pk] = mine
        return self._planned[row.pk]


def planned_steps(known: Known, rows: Rows) -> list[StepPlan]:
    """The same queries, however many rows, save for recommendations that one does not run."""
    steps = Steps(known)
    return [planned_step(steps, line, dict(cells)) for line, cells in rows]


def planned_step(steps: Steps, line: int, cells: dict[str, str]) -> StepPlan:
    """An empty cell says nothing; a dash takes the day away."""
    plan = StepPlan(line, cells.get("step", ""))
    plan.of = steps.known.rows.get(cells.get("code", "").upper())
    if plan.of is None:
        plan.wrong(
            "code", _("This body has no recommendation with this code: a new one gets its steps once it has one.")
        )
        return plan
    readers: dict[str, Callable[[str], Any]] = {"step": title, "weight": weight, "due_on": near_day}
    plan.read(cells, readers, {"due_on": None})
    plan.known = found(steps, plan, cells)
    say_once(steps, plan)
    (changes if plan.known else is_new)(steps, plan)
    return plan


def title(text: str) -> str:
    if len(text) > LONGEST:
        raise Wrong("too_long", _("This is too long."))
    return text


def weight(text: str) -> int:
    number = whole_number(text)
    if not 1 <= number <= 100:
        raise Wrong("invalid_weight", _("Between 1 and 100."))
    return number


def found(steps: Steps, plan: StepPlan, cells: Mapping[str, str]) -> Milestone | None:
    """The step of this number; without one, the step that is called so."""
    assert plan.of is not None
    if "number" not in cells:
        return steps.by_title.get((plan.of.pk, normalise(cells.get("step", ""))))
    number = to_latin_digits(cells["number"]).strip()
    step = steps.by_number.get((plan.of.pk, int(number))) if number.isdecimal() else None
    if step is None:
        plan.wrong("number", _("This recommendation has no step of this number. Leave the cell empty for a new one."))
    return step


def say_once(steps: Steps, plan: StepPlan) -> None:
    assert plan.of is not None
    what = (plan.of.pk, plan.known.pk if plan.known else normalise(plan.title))
    if what in steps.said:
        plan.wrong("step", _("The table says the same step twice."))
    steps.said.add(what)


def is_new(steps: Steps, plan: StepPlan) -> None:
    if plan.errors or plan.of is None:
        return
    if not plan.values.get("step"):
        plan.wrong("step", _("Say what the step is."))
    elif not steps.plans(plan.of):
        plan.wrong("code", not_yours())
    elif steps.many[plan.of.pk] >= MOST:
        plan.wrong("step", _("At most forty steps belong to one recommendation."))
    steps.many[plan.of.pk] += 1


def changes(steps: Steps, plan: StepPlan) -> None:
    step: Milestone = plan.known
    now = standing(step)
    plan.title = plan.title or step.title
    plan.changes = [key for key, said in plan.values.items() if said != now[key]]
    for key in plan.changes:
        if step.done_at is not None:
            plan.wrong(key, _("This step is reached: it stays as it is."))
        elif plan.of is None or not steps.plans(plan.of):
            plan.wrong(key, not_yours())


def not_yours() -> str:
    return _("Steps are planned while it is to be done, by those who run the body and by who answers for it.")


def standing(step: Milestone) -> Facts:
    """As the sheet says it."""
    return {
        "step": step.title,
        "weight": step.weight,
        "due_on": step.due_on.isoformat() if step.due_on else None,
    }
