"""What happens to a plan while somebody looks at it: `python -m tests.browser.planning plan|long|later TITLE` in
the environment of a site.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from django.utils import timezone  # noqa: E402  all of these need Django's apps

from accounts.models import User  # noqa: E402
from journal.actors import Actor  # noqa: E402
from organizations.models import Organization  # noqa: E402
from projects.actions import add_dependency, create_activity, create_project, create_task, replan_tasks  # noqa: E402
from projects.actions.replans import Move  # noqa: E402
from projects.models import Partner, Project, Task  # noqa: E402
from projects.permissions import grant  # noqa: E402

STEPS = ("عروض أسعار", "شراء الأسرّة", "تركيب الأسرّة", "افتتاح الدار")


def actor(name: str) -> Actor:
    person = User.objects.get(username=name)
    return Actor(person, Organization.objects.get(memberships__person=person))


def planned(title: str) -> None:
    """Basel's and Omar's project of four steps of two days, one after the other; its number is printed."""
    basel, omar = actor("basel"), actor("omar")
    project = create_project(actor=basel, client_id=uuid4(), title=title)
    row = {"project": project, "organization": omar.organization, "status": Partner.Status.ACCEPTED}
    grant(Partner.objects.create(invited_by=basel.user, inviting=basel.organization, **row))
    before: Task | None = None
    for at, step in enumerate(STEPS):
        starts_on = timezone.localdate() + timedelta(days=2 * at + 1)
        days: dict[str, Any] = {"starts_on": starts_on, "due_on": starts_on + timedelta(days=1)}
        task = create_task(actor=basel, project=project, client_id=uuid4(), title=step, **days)
        if before is not None:
            add_dependency(actor=basel, before=before, after=task)
        before = task
    print(project.pk)


def long(title: str) -> None:
    """A project of 180 tasks in one activity; its number is printed."""
    basel = actor("basel")
    project = create_project(actor=basel, client_id=uuid4(), title=title)
    activity = create_activity(actor=basel, project=project, client_id=uuid4(), title="توزيع السلال")
    for at in range(180):
        create_task(actor=basel, project=project, client_id=uuid4(), title=f"سلة {at}", activity=activity)
    print(project.pk)


def moved(title: str) -> None:
    """Omar moves the last step a day on."""
    project = Project.objects.get(title=title)
    task = Task.objects.filter(project=project).order_by("number").last()
    assert task is not None
    assert task.starts_on is not None
    assert task.due_on is not None
    day = timedelta(days=1)
    move = Move(task.pk, task.starts_on + day, task.due_on + day, task.version)
    replan_tasks(actor=actor("omar"), project=project, moves=[move], client_id=uuid4())


if __name__ == "__main__":
    happens: dict[str, Callable[[str], object]] = {"plan": planned, "long": long, "later": moved}
    happens[sys.argv[1]](sys.argv[2])
