"""Who hears of what happens to a partnership: those who speak for the organisations it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from journal.actors import Actor
from journal.records import record, tell_people
from needs.actions.telling import speakers
from organizations.models import Membership, Organization
from organizations.permissions import RUNNING
from projects import permissions
from projects.models import Partner, Project


def tell_speakers(event: str, actor: Actor, subject: Any, organizations: Iterable[int], **facts: Any) -> None:
    """On the own streams of the signatories and managers of these organisations, as far as these are trusted: others
    see nothing of it. Not of whoever does it.
    """
    tell_people(event, actor, subject, speakers(trusted_among(organizations)), **facts)


def trusted_among(organizations: Iterable[int]) -> set[int]:
    rows = Organization.objects.filter(pk__in=set(organizations), status=Organization.Status.VERIFIED)
    return set(rows.filter(closed_at__isnull=True).values_list("pk", flat=True))


def tell_partner(event: str, actor: Actor, partner: Partner, *, lost: Iterable[int] = ()) -> None:
    """For the project and for the organisation itself. `lost` are people who read the project no longer."""
    gone = sorted(lost)
    facts: dict[str, Any] = {"lost": gone} if gone else {}
    record(event, stream=partner.project.stream, actor=actor, subject=partner, **facts)
    record(event, stream=f"org.{partner.organization_id}", actor=actor, subject=partner)
    for person in User.objects.filter(pk__in=gone).order_by("pk"):
        record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")


def standing(project: Project) -> set[int]:
    """The ids of the organisations that are in."""
    rows = project.partners.filter(status=Partner.Status.ACCEPTED)
    return set(rows.values_list("organization", flat=True))


def people_of(organization: Organization) -> set[int]:
    rows = Membership.objects.filter(RUNNING, organization=organization)
    return set(rows.values_list("person", flat=True))


def blinded(project: Project, people: Iterable[int]) -> set[int]:
    """Of these people, those who do not see the project (any more)."""
    asked = set(people)
    return asked - permissions.seers_among(project, asked)
