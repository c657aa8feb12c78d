"""What happens to a project's plan while somebody looks at it (Site.happen)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from organizations.models import Organization
from projects.actions import add_dependency, create_activity, create_project, create_task, replan_tasks
from projects.actions.replans import Move
from projects.models import Partner, Project, Task
from projects.permissions import grant

STEPS = ("عروض أسعار", "شراء الأسرّة", "تركيب الأسرّة", "افتتاح الدار")


def actor(name: str) -> Actor:
    person = User.objects.get(username=name)
    return Actor(person, Organization.objects.get(memberships__person=person))


def planned(title: str) -> int:
    """Basel's and Omar's project of four steps of two days, one after the other; its number."""
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
    return project.pk


def long(title: str) -> int:
    """A project of 180 tasks in one activity; its number."""
    basel = actor("basel")
    project = create_project(actor=basel, client_id=uuid4(), title=title)
    activity = create_activity(actor=basel, project=project, client_id=uuid4(), title="توزيع السلال")
    for at in range(180):
        create_task(actor=basel, project=project, client_id=uuid4(), title=f"سلة {at}", activity=activity)
    return project.pk


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
