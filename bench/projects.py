"""A joint project of many tasks: `python -m bench.projects [TASKS]` fills a database and asks for its board, its
timeline and its plan as a member does; prints for each page the milliseconds of the server, the median and the
worst of some tries, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.boards import answered, stored  # noqa: E402
from journal.actors import Actor  # noqa: E402
from needs.codes import new_code  # noqa: E402
from organizations.models import Membership, Organization, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402
from projects.actions import create_project  # noqa: E402
from projects.actions.projects import STEP  # noqa: E402
from projects.models import Activity, Column, Dependency, Label, Partner, Project, Task  # noqa: E402
from projects.permissions import grant  # noqa: E402

TRIES, MOVES, DEPENDENCIES, ACTIVITIES, PARTNERS = 7, 20, 1500, 40, 5
# By the name of its address, so that a page is measured as soon as it is there; what stands behind the `?`.
PAGES = {
    "the board": ("projects:board", ""),
    "the board, of one organisation, late": ("projects:board", "?late=on&organization={organization}"),
    "the board, by words": ("projects:board", "?q=تدريب"),
    "the timeline": ("projects:timeline", ""),
    "the plan": ("projects:plan", ""),
    "the board for programs": ("api:api_board", ""),
}


def seed(tasks: int) -> tuple[User, Project]:
    """A signatory, and a project of five partners with so many tasks, three quarters as many dependencies."""
    call_command("migrate", verbosity=0)
    mark = uuid4().hex[:6]
    person = User.objects.create(username=f"planner-{mark}", display_name="منسّقة المشروع")
    partners = Organization.objects.bulk_create(
        Organization(name_ar=f"جمعية الشركاء {number} {mark}", status=Organization.Status.VERIFIED)
        for number in range(PARTNERS)
    )
    membership = Membership.objects.create(person=person, organization=partners[0], role=Role.SIGNATORY)
    move_to_group(membership)
    title = f"مشروع القياس {mark}"
    project = create_project(actor=Actor(person, partners[0]), client_id=uuid4(), title=title)
    for organization in partners[1:]:
        join(project, organization, person)
    plan(project, person, partners, tasks)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person, project


def join(project: Project, organization: Organization, person: User) -> None:
    partner = Partner.objects.create(
        project=project,
        organization=organization,
        status=Partner.Status.ACCEPTED,
        invited_by=person,
        answered_at=timezone.now(),
    )
    grant(partner)


def plan(project: Project, person: User, partners: list[Organization], tasks: int) -> None:
    dice, today = random.Random(7), timezone.localdate()
    activities = Activity.objects.bulk_create(
        Activity(project=project, code=f"{new_code('V')}{at:02}", title=f"نشاط {at}", position=at, client_id=uuid4())
        for at in range(ACTIVITIES)
    )
    labels = Label.objects.bulk_create(Label(project=project, name=f"وسم {at}", tint="abcd"[at % 4]) for at in range(8))
    columns = list(Column.objects.filter(project=project))
    stored(task(at, dice, project, person, partners, activities, columns, today) for at in range(tasks))
    rows = list(Task.objects.filter(project=project).order_by("number"))
    through = Task.labels.through
    stored(through(task=row, label=dice.choice(labels)) for row in rows[::2])
    pairs = {(at, at + dice.randint(1, 20)) for at in dice.choices(range(max(1, tasks - 20)), k=3 * DEPENDENCIES)}
    stored(
        Dependency(before=rows[one], after=rows[other]) for one, other in sorted(pairs)[: DEPENDENCIES * tasks // 2000]
    )


def task(
    at: int,
    dice: random.Random,
    project: Project,
    person: User,
    partners: list[Organization],
    activities: list[Activity],
    columns: list[Column],
    today: Any,
) -> Task:
    column, begins = columns[at % len(columns)], today + timedelta(days=at // 4 - 200)
    words = dice.choice(["تدريب مقدّمي الرعاية", "عروض أسعار لأسرّة طبية", "ترميم الطابق الأول", "مسح احتياجات السلامة"])
    return Task(
        project=project,
        number=at + 1,
        title=f"{words} {at}",
        activity=dice.choice(activities),
        column=column,
        position=(at + 1) * STEP,
        organization=dice.choice(partners),
        person=person if at % 3 == 0 else None,
        starts_on=begins,
        due_on=begins + timedelta(days=dice.randint(0, 20)),
        progress=dice.choice([0, 25, 50]),
        author=person,
        client_id=UUID(int=project.pk * 10**6 + at),
        done_at=timezone.now() if column.kind == Column.Kind.DONE else None,
        checks_count=4,
        checked_count=dice.randint(0, 4),
    )


def measure(person: User, project: Project) -> dict[str, list[float]]:
    """{page: [median, worst]} in milliseconds, with everything around it: session, rights, template."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    took: dict[str, list[float]] = {}
    organization = project.partners.order_by("pk").values_list("organization", flat=True)[0]
    for words, (name, query) in PAGES.items():
        try:
            address = reverse(name, args=[project.pk]) + query.format(organization=organization)
        except NoReverseMatch:
            continue
        times = [answered(client, address) for _ in range(TRIES)]
        took[words] = [round(median(times), 1), round(max(times), 1)]
    took["a move"] = moves(person, project)
    return took


def moves(person: User, project: Project) -> list[float]:
    """A task into the first place of another column, by the call of programs."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    times = []
    for row in Task.objects.filter(project=project).order_by("pk")[:MOVES]:
        column = Column.objects.filter(project=project).exclude(pk=row.column_id).first()
        assert column is not None
        sent = {"client_id": str(uuid4()), "column": column.pk, "after": None, "base_version": row.version}
        began = timezone.now()
        answer: Any = client.post(f"/api/tasks/{row.pk}/moves/", sent, content_type="application/json")
        assert answer.status_code == 201, answer.content
        times.append((timezone.now() - began).total_seconds() * 1000)
    return [round(median(times), 1), round(max(times), 1)]


if __name__ == "__main__":
    print(json.dumps(measure(*seed(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)), ensure_ascii=False))
