"""A joint project of the demo gets its plan: what is to be done, by whom, until when, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from demo.calendar import by_day
from demo.projects.plans import fill_plan
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING
from projects.models import Project
from projects.queries import listed, standing_partners

BEFORE = timedelta(hours=26)  # when the project has begun (joint.py)
CAST = frozenset({"basel", "hala", "omar"})  # whoever looks at the demo signs in as one of them
TOGETHER = 3  # people of each partner who are named in a plan


def plan_plans(stage: Stage, talk: Talk) -> None:
    talk.at(by_day(talk.until - BEFORE), partial(write_plans, stage))


def write_plans(stage: Stage) -> None:
    """Of the project that was begun first."""
    for project in listed(Project.objects.filter(status=Project.Status.ACTIVE, tasks=None)).order_by("pk")[:1]:
        fill_plan(project, people_of(project), stage.now.date())


def people_of(project: Project) -> Sequence[Sequence[Actor]]:
    """Of each partner, the lead first, those who have been with it longest."""
    return [people_in(partner.organization) for partner in standing_partners(project)]


def people_in(organization: Organization) -> list[Actor]:
    rows = Membership.objects.filter(SPEAKING, organization=organization, person__is_active=True)
    known = sorted(rows.select_related("person"), key=lambda row: (row.person.username not in CAST, row.pk))
    return [Actor(row.person, organization) for row in known[:TOGETHER]]
