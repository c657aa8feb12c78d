"""A note to write in (Site.happen). Basel's and Omar's associations do the project together."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from organizations.models import Organization
from projects.actions import create_note, create_project
from projects.models import Document, Partner
from projects.permissions import grant


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


def taken_away(note: int) -> None:
    Document.objects.filter(pk=note).update(deleted_at=timezone.now())
