"""Joint projects for the browser tests: `python -m tests.browser.working project TITLE` prints the number of a project
of Basel's and Omar's associations, with five tasks; `move TITLE TASK KIND` puts one of them first in a column, as Omar.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from django.utils import timezone  # noqa: E402  all of these need Django's apps

from accounts.models import User  # noqa: E402
from journal.actors import Actor  # noqa: E402
from organizations.models import Organization  # noqa: E402
from projects.actions import create_project, create_task, edit_column, move_task  # noqa: E402
from projects.models import Column, Partner, Project, Task  # noqa: E402
from projects.permissions import grant  # noqa: E402

TASKS = (("todo", "عروض أسعار"), ("todo", "رخصة التشغيل"), ("todo", "تدريب"), ("doing", "ترميم"), ("doing", "دراسة"))


def actor(name: str) -> Actor:
    person = User.objects.get(username=name)
    return Actor(person, Organization.objects.get(memberships__person=person))


def made(title: str) -> None:
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
    print(project.pk)


def moved(title: str, words: str, kind: str) -> None:
    project = Project.objects.get(title=title)
    task, column = Task.objects.get(project=project, title=words), Column.objects.get(project=project, kind=kind)
    asked: dict[str, Any] = {"after": None, "base_version": task.version, "client_id": uuid4()}
    move_task(actor=actor("omar"), task=task, column=column, **asked)


if __name__ == "__main__":
    happens: dict[str, Callable[..., object]] = {"project": made, "move": moved}
    happens[sys.argv[1]](*sys.argv[2:])
