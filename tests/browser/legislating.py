"""A union with a committee that judges proposals on laws (Site.happen), and organisations that propose and endorse."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from meetings.models import Body, Participant, Voice
from meetings.permissions import grant
from organizations.models import Organization, Role
from tests.browser.convening import speaker
from tests.browser.planning import actor
from tests.factories import make_organization


def committee(title: str) -> dict[str, str]:
    """{post: username} of the union's signatory (chair) and manager (deputy), of who drafts and who signs for a third
    organisation, and of who signs for one that endorses. Basel's, Omar's and the third have a voice.
    """
    union = make_organization(f"اتحاد {title}", kind="union")
    third = make_organization("جمعية بيادر الخير")
    names = {
        "chair": speaker(union, "رئيسة الاتحاد", Role.SIGNATORY),
        "deputy": speaker(union, "نائب الرئيسة", Role.MANAGER),
        "drafter": speaker(third, "لينا", Role.MEMBER),
        "signatory": speaker(third, "نزار", Role.SIGNATORY),
        "endorser": speaker(make_organization("جمعية ضفاف العاصي"), "سعاد", Role.SIGNATORY),
    }
    body = begun(title, union)
    for organization in (third, *(actor(name).organization for name in ("basel", "omar"))):
        assert organization is not None
        seated(body, organization)
    return names


def begun(title: str, union: Organization) -> Body:
    keeper = union.memberships.get(role=Role.SIGNATORY).person
    kept = {"organization": union, "author": keeper, "announced_at": timezone.now()}
    body = Body.objects.create(kind="committee", title=f"لجنة {title}", **kept)
    grant(body, union, convenes=True)
    return body


def seated(body: Body, organization: Organization) -> None:
    """It has a voice, and its signatory comes to the sessions."""
    grant(body, organization)
    Voice.objects.create(body=body, organization=organization)
    person = organization.memberships.get(role=Role.SIGNATORY).person
    comes = {"organization": organization, "person": person, "name": person.display_name, "role": "head"}
    code = f"K{uuid4().hex[:9].upper()}"
    Participant.objects.create(body=body, code=code, named_by=body.author, client_id=uuid4(), **comes)
