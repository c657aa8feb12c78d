"""A note to write in: `python -m tests.browser.noting TITLE` in the environment of a site prints its number. Basel's
and Omar's associations do the project together. `--delete=NUMBER` instead of a title takes a note away.
"""

from __future__ import annotations

import os
import sys
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from django.utils import timezone  # noqa: E402  all of these need Django's apps

from accounts.models import User  # noqa: E402
from journal.actors import Actor  # noqa: E402
from organizations.models import Organization  # noqa: E402
from projects.actions import create_note, create_project  # noqa: E402
from projects.models import Document, Partner  # noqa: E402
from projects.permissions import grant  # noqa: E402


def begun(title: str) -> int:
    """The note's number."""
    basel, omar = (User.objects.get(username=name) for name in ("basel", "omar"))
    actor = Actor(basel, Organization.objects.get(memberships__person=basel))
    project = create_project(actor=actor, client_id=uuid4(), title=f"مشروع {title}")
    partner = Partner.objects.create(
        project=project,
        organization=Organization.objects.get(memberships__person=omar),
        status=Partner.Status.ACCEPTED,
        invited_by=basel,
        answered_at=timezone.now(),
    )
    grant(partner)
    return create_note(actor=actor, project=project, client_id=uuid4(), title=title).pk


def taken_away(note: int) -> int:
    Document.objects.filter(pk=note).update(deleted_at=timezone.now())
    return note


if __name__ == "__main__":
    word, _, number = sys.argv[1].partition("--delete=")
    print(taken_away(int(number)) if number else begun(word))
