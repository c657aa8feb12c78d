"""Bodies and sessions for tests: rows, since what makes them are the verbs of forums and committees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from journal.actors import Actor
from meetings.models import AgendaItem, Body, Participant, Session, Voice
from meetings.permissions import grant
from organizations.models import Affiliation, Organization, Role
from tests.factories import Cast, make_membership, make_organization


def union_of(cast: Cast) -> Organization:
    """The union for which Salma signs; both associations belong to it. The same in each call."""
    if found := Organization.objects.filter(name_ar="اتحاد الجمعيات الخيرية").first():
        return found
    union = make_organization("اتحاد الجمعيات الخيرية", kind=Organization.Kind.UNION)
    make_membership(cast.salma, union, Role.SIGNATORY)
    for member in (cast.association, cast.other):
        Affiliation.objects.create(member=member, convener=union)
    return union


def chair_of(cast: Cast) -> Actor:
    """Salma for the union."""
    return Actor(cast.salma, union_of(cast))


def standing_body(cast: Cast, **columns: Any) -> Body:
    """Convened by the union; Basel heads his association's delegation, Hala is its delegate, Omar heads the other
    one's. Announced, for people of verified organisations.
    """
    union = union_of(cast)
    given = {"kind": Body.Kind.FORUM, "title": "الملتقى التنسيقي الأول", "announced_at": timezone.now(), **columns}
    body = Body.objects.create(organization=union, author=cast.salma, **given)
    grant(body, union, convenes=True)
    seat_cast(cast, body)
    return body


def seat_cast(cast: Cast, body: Body) -> None:
    """Both associations have a voice in a body, and their people come to it."""
    for organization in (cast.association, cast.other):
        grant(body, organization)
        Voice.objects.create(body=body, organization=organization)
    for name, role in (("basel", "head"), ("hala", "delegate"), ("omar", "head")):
        make_participant(cast, body, name, role=role)


def make_participant(cast: Cast, body: Body, who: str = "", **columns: Any) -> Participant:
    """Of the cast by name, or a named guest of `organization`."""
    actor = cast.actor(who) if who else None
    person = actor.user if actor else None
    given = {
        "organization": actor.organization if actor else None,
        "person": person,
        "name": person.display_name if person else "ضيف",
        "code": f"K{uuid4().hex[:9].upper()}",
        "named_by": cast.salma,
        "client_id": uuid4(),
        **columns,
    }
    return Participant.objects.create(body=body, **given)


def make_session(cast: Cast, body: Body, **columns: Any) -> Session:
    """Convened for tomorrow at nine, for three hours, unless `columns` say otherwise."""
    starts_at = timezone.now().replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=1)
    given = {
        "title": "الجلسة العامة الأولى",
        "status": Session.Status.CONVENED,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "author": cast.salma,
        "client_id": uuid4(),
        **columns,
    }
    return Session.objects.create(body=body, **given)


def open_session(cast: Cast, body: Body, **columns: Any) -> Session:
    """Under way since an hour."""
    now = timezone.now()
    given = {
        "status": Session.Status.OPEN,
        "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=2),
        "opened_at": now - timedelta(hours=1),
        **columns,
    }
    return make_session(cast, body, **given)


def make_item(cast: Cast, session: Session, **columns: Any) -> AgendaItem:
    last = session.items.order_by("position").last()
    position = (last.position if last else 0) + 65_536
    given = {"title": "عرض نتائج الملتقى السابق", "author": cast.salma, "client_id": uuid4(), **columns}
    return AgendaItem.objects.create(session=session, **{"position": position, **given})
