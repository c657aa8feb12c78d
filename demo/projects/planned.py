"""A joint project of the demo gets its plan: what is to be done, by whom, until when, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from demo.calendar import by_day
from demo.projects.plans import fill_plan
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING
from projects.actions import accept_partnership, create_project, invite_partner, set_project_status
from projects.models import Project
from projects.queries import listed, standing_partners

BEFORE = timedelta(hours=28)  # after those that tell of money have begun
TITLE = "دار رعاية المسنّين – طرطوس"
AIM = "دار تتسع لستين مقيماً لا معيل لهم، تستأجرها الجهات الشريكة وترمّمها وتديرها معاً."
CAST = frozenset({"basel", "hala", "omar"})  # whoever looks at the demo signs in as one of them
TOGETHER = 3  # people of each partner who are named in a plan


def plan_plans(stage: Stage, talk: Talk) -> None:
    talk.at(by_day(talk.until - BEFORE), partial(write_plans, stage))


def write_plans(stage: Stage) -> None:
    """Where nobody proposed a project yet, Basel's association does, and Omar's takes part."""
    if not Project.objects.exists():
        propose(stage)
    for project in listed(Project.objects.filter(status=Project.Status.ACTIVE, tasks=None)).order_by("pk")[:1]:
        fill_plan(project, people_of(project), stage.now.date())


def propose(stage: Stage) -> None:
    lead, other = stage.cast["basel"].actor(), stage.cast["omar"].actor()
    project = create_project(
        actor=lead,
        client_id=uuid5(NAMESPACE_URL, "demo/projects/home"),
        title=TITLE,
        aim=AIM,
        places=[stage.governorates["SY10"]],
        sectors=[stage.sectors["HEA"]],
        starts_on=(stage.now - timedelta(days=90)).date(),
        ends_on=(stage.now + timedelta(days=120)).date(),
    )
    assert other.organization is not None  # of the cast
    asked = invite_partner(actor=lead, project=project, organization=other.organization, role="implementer")
    accept_partnership(actor=other, partner=asked)
    set_project_status(actor=lead, project=project, status=Project.Status.ACTIVE)


def people_of(project: Project) -> Sequence[Sequence[Actor]]:
    """Of each partner, the lead first, those who have been with it longest."""
    return [people_in(partner.organization) for partner in standing_partners(project)]


def people_in(organization: Organization) -> list[Actor]:
    rows = Membership.objects.filter(SPEAKING, organization=organization, person__is_active=True)
    known = sorted(rows.select_related("person"), key=lambda row: (row.person.username not in CAST, row.pk))
    return [Actor(row.person, organization) for row in known[:TOGETHER]]
