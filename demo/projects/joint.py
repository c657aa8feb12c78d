"""A joint project of the demo, proposed, joined through signatories, begun.
Whoever speaks for their partners then says what they cost, give and reach (money.py).
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid5

from demo.calendar import by_day
from demo.projects.money import tell_money, tell_numbers
from demo.stage import Stage
from demo.talk import Talk
from needs.models import TargetGroup
from projects.actions import accept_partnership, create_project, invite_partner, set_project_status
from projects.models import Project

BEFORE = timedelta(hours=30)
PLACES = ("SY10", "SY06")
TITLE = "رعاية المسنّين وتدريب مقدّمي الرعاية في الساحل"
AIM = (
    "تجهيز دار لرعاية المسنّين ممن لا معيل لهم، وتدريب مقدّمي الرعاية فيها وفي البيوت، "
    "وزيارات طبية منزلية للأُسر التي ترعى مسنّاً. لا دار عامة للمسنّين في الساحل اليوم."
)


def plan_joint(stage: Stage, talk: Talk) -> None:
    talk.at(by_day(talk.until - BEFORE), partial(begin, stage))


def begin(stage: Stage) -> None:
    """Basel's association leads, Omar's takes part; then the figures of every project that has partners."""
    ids = (own_id(f"{number}") for number in count())
    if not Project.objects.exists():
        propose(stage)
    for project in Project.objects.filter(status=Project.Status.ACTIVE, budget_lines=None).order_by("pk"):
        tell_money(project, lambda: next(ids))
        tell_numbers(project, lambda: next(ids))


def propose(stage: Stage) -> None:
    lead, other = stage.cast["basel"].actor(), stage.cast["omar"].actor()
    project = create_project(
        actor=lead,
        client_id=own_id("care"),
        title=TITLE,
        aim=AIM,
        places=[stage.governorates[pcode] for pcode in PLACES],
        target_groups=list(TargetGroup.objects.order_by("pk")[:1]),
        starts_on=(stage.now - timedelta(days=90)).date(),
        ends_on=(stage.now + timedelta(days=180)).date(),
    )
    assert other.organization is not None  # of the cast
    asked = invite_partner(actor=lead, project=project, organization=other.organization, role="implementer")
    accept_partnership(actor=other, partner=asked)
    set_project_status(actor=lead, project=project, status=Project.Status.ACTIVE)


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/projects/{name}")
