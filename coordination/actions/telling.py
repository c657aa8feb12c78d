"""Who hears of what is asked of an organisation, or decided about it: those who speak for it, on their own streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from coordination.models import Committee, Delegation, Forum
from journal.actors import Actor
from journal.records import record, tell_people
from meetings.models import Body
from meetings.permissions import insiders_among
from needs.actions.telling import speakers
from organizations.models import Membership, Organization
from organizations.permissions import RUNNING


def tell_speakers(event: str, actor: Actor, subject: Any, organizations: Iterable[int], **facts: Any) -> None:
    """The signatories and managers of these organisations; not whoever does it."""
    tell_people(event, actor, subject, speakers(set(organizations)), **facts)


# Of a forum -----------------------------------------------------------------------------------------------------------
def tell_both(event: str, actor: Actor, row: Delegation, **facts: Any) -> None:
    """The organisations that convene, and the one that is asked, as soon as it may know of the forum at all."""
    streams = {f"org.{pk}" for pk in conveners_of(row.forum)}
    if row.forum.body.announced_at is not None:
        streams.add(f"org.{row.organization_id}")
    record(event, stream=sorted(streams), actor=actor, subject=row, **facts)


def tell_lost(event: str, actor: Actor, row: Delegation, lost: Iterable[int]) -> None:
    """For those who take part: that an organisation does no more. `lost` are people who see it no longer; the entry
    names them, so that their sockets are dropped before they are sent it.
    """
    gone = sorted(lost)
    facts: dict[str, Any] = {"lost": gone} if gone else {}
    record(event, stream=row.forum.stream, actor=actor, subject=row, **facts)
    for person in User.objects.filter(pk__in=gone).order_by("pk"):
        record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")


def conveners_of(forum: Forum) -> set[int]:
    return set(forum.conveners.values_list("organization", flat=True))


def taking_part(forum: Forum) -> set[int]:
    """The ids of the organisations that convene it or accepted."""
    accepted = forum.delegations.filter(status=Delegation.Status.ACCEPTED)
    return conveners_of(forum) | set(accepted.values_list("organization", flat=True))


def people_of(organization: Organization) -> set[int]:
    rows = Membership.objects.filter(RUNNING, organization=organization)
    return set(rows.values_list("person", flat=True))


def blinded(forum: Forum, people: set[int]) -> set[int]:
    """Of these people, those who do not take part (any more)."""
    return people - insiders_among(forum.body, people)


# Of any body ----------------------------------------------------------------------------------------------------------
def stream_of(body: Body) -> str:
    return convened(body).stream


def convened(body: Body) -> Forum | Committee:
    """The forum or the committee that this body is."""
    return Forum.objects.filter(body=body).first() or Committee.objects.get(body=body)


def tell_members(event: str, actor: Actor, subject: Any, body: Body, **facts: Any) -> None:
    """Whoever comes to its sessions and takes part in it still, on their own streams; with the code of what it is."""
    coming = set(body.participants.filter(ended_at=None, person__is_active=True).values_list("person", flat=True))
    tell_people(event, actor, subject, insiders_among(body, coming), code=convened(body).code, **facts)
