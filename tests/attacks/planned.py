"""A unified plan full of private things, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from coordination.models import Forum, PlanLine
from tests.coordination.planned import draft_plan
from tests.factories import Cast

Ids = dict[str, list[Any]]


def planned_ids(cast: Cast, forum: Forum, mark: str) -> Ids:
    """A plan of a forum in preparation, with a line."""
    plan = draft_plan(cast, forum, title=f"خطة {mark}", about=mark)
    line = PlanLine.objects.create(
        plan=plan,
        organization=cast.other,
        activity=f"نشاط {mark}",
        unit=mark[:40],
        quantity=1000,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        position=1,
        person=cast.omar,
        client_id=uuid4(),
    )
    return {"plans": [plan.pk], "plan-lines": [line.pk]}
