"""Joint projects of Basel's and Omar's associations, with five tasks (Site.happen)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from organizations.models import Organization
from projects.actions import create_project, create_task, edit_column, move_task
from projects.models import Column, Partner, Project, Task
from projects.permissions import grant

TASKS = (("todo", "عروض أسعار"), ("todo", "رخصة التشغيل"), ("todo", "تدريب"), ("doing", "ترميم"), ("doing", "دراسة"))


def actor(name: str) -> Actor:
    person = User.objects.get(username=name)
    return Actor(person, Organization.objects.get(memberships__person=person))


def made(title: str) -> int:
    """The number of a new one."""
    basel, omar = actor("basel"), actor("omar")
    project = create_project(actor=basel, client_id=uuid4(), title=title)
    assert omar.organization is not None
    partner = Partner.objects.create(
        project=project,
        organization=omar.organization,
        status=Partner.Status.ACCEPTED,
        invited_by=basel.user,
        inviting=basel.organization,
        answered_at=timezone.now(),
    )
    grant(partner)
    columns = {row.kind: row for row in Column.objects.filter(project=project)}
    for place, (kind, words) in enumerate(TASKS):
        owner = omar.organization if place % 2 else basel.organization
        given: dict[str, Any] = {"title": words, "column": columns[kind], "organization": owner}
        create_task(actor=basel, project=project, client_id=uuid4(), **given)
    edit_column(actor=basel, column=columns["doing"], limit=3)
    return project.pk


def moved(title: str, words: str, kind: str) -> None:
    """Omar puts a task first in a column."""
    project = Project.objects.get(title=title)
    task, column = Task.objects.get(project=project, title=words), Column.objects.get(project=project, kind=kind)
    asked: dict[str, Any] = {"after": None, "base_version": task.version, "client_id": uuid4()}
    move_task(actor=actor("omar"), task=task, column=column, **asked)
