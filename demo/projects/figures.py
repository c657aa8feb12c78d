"""What the joint projects of the demo cost, give and reach: told by whoever speaks for their partners (money.py)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from demo.calendar import by_day
from demo.projects.money import tell_money, tell_numbers
from demo.talk import Talk
from projects.models import Project

BEFORE = timedelta(hours=30)  # the demo's end: their work is under way (workspaces.py)


def plan_figures(talk: Talk) -> None:
    talk.at(by_day(talk.until - BEFORE), tell_figures)


def tell_figures() -> None:
    """Ids are not cast by the stage's dice: what is said after would be cast anew."""
    ids = (uuid5(NAMESPACE_URL, f"demo/projects/{number}") for number in count())
    for project in Project.objects.filter(status=Project.Status.ACTIVE, budget_lines=None).order_by("pk"):
        tell_money(project, partial(next, ids))
        tell_numbers(project, partial(next, ids))
