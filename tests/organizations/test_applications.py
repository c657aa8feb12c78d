from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from journal.actors import Actor
from journal.refusals import Conflict, Refused
from organizations.actions import accept_application, accept_invitation, apply, refuse_application
from organizations.models import Affiliation, Application, Membership, Organization, Role
from tests.factories import Cast, make_membership, make_organization, make_person, make_place, make_sector
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOBODY = Actor(AnonymousUser())
PDF = b"%PDF-1.7\n%scan"


def applied(**more: Any) -> Application:
    details = {
        "name_ar": "جمعية الزيتون",
        "licence_number": "٤٥١",
        "governorate": make_place(),
        "contact_name": "ليلى",
        "contact_phone": "0944 123 456",
    }
    return apply(actor=NOBODY, **{"scan": PDF, **details, **more})


@pytest.fixture
def union() -> Actor:
    organization = make_organization("اتحاد الجمعيات", kind=Organization.Kind.UNION)
    person = make_person()
    make_membership(person, organization, Role.MANAGER)
    return Actor(person, organization)


def test_apply_reaches_the_desk_of_the_secretariat() -> None:
    application = applied()
    assert application.state == Application.State.WAITING
    assert application.contact_phone == "0944123456"
    assert application.scan.name == f"applications/{application.code}.pdf"
    assert events("desk.secretariat") == ["application_received"]


def test_apply_reaches_the_union_it_names(union: Actor) -> None:
    applied(convener=union.organization)
    assert events(f"desk.{union.organization_id}") == ["application_received"]
    assert events(f"org.{union.organization_id}") == []


def test_the_same_form_again_is_one_application() -> None:
    client_id = uuid4()
    assert applied(client_id=client_id) == applied(client_id=client_id)


BAD: dict[str, tuple[str, Any]] = {
    "a page called pdf": ("scan", b"<html><script>"),
    "an empty file": ("scan", b""),
    "a large file": ("scan", PDF + b"x" * (8 * 1024 * 1024)),
    "no licence number": ("licence_number", ""),
    "no phone": ("contact_phone", "?"),
    "an unknown kind": ("kind", "company"),
}


@pytest.mark.parametrize("what", BAD)
def test_apply_refuses(what: str) -> None:
    field, value = BAD[what]
    with pytest.raises(ValidationError) as refusal:
        applied(**{field: value})
    assert list(refusal.value.error_dict) == [field]


def test_apply_refuses_a_convener_that_is_none(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        applied(convener=cast.association)
    assert list(refusal.value.error_dict) == ["convener"]


def test_accept_application_lets_in_and_invites(union: Actor) -> None:
    application = applied(convener=union.organization, sectors=[make_sector()])
    organization, invitation, secret = accept_application(actor=union, application=application)
    assert organization.is_verified
    assert organization.verified_by == union.organization
    assert Affiliation.objects.get(member=organization).convener == union.organization
    assert (invitation.role, invitation.display_name) == (Role.SIGNATORY, "ليلى")
    accept_invitation(actor=NOBODY, secret=secret, username="laila", password="orchard of figs 9")
    assert Membership.objects.get(organization=organization).role == Role.SIGNATORY
    made = ["organization_created", "affiliation_started", "organization_verified"]
    assert events(f"org.{organization.pk}") == [*made, "membership_started"]
    assert events(f"desk.{organization.pk}") == ["invitation_created"]


def test_an_application_is_decided_once(cast: Cast) -> None:
    application = applied()
    accept_application(actor=cast.actor("salma"), application=application)
    with pytest.raises(Conflict):
        accept_application(actor=cast.actor("salma"), application=application)
    with pytest.raises(Conflict):
        refuse_application(actor=cast.actor("salma"), application=application, reason="x")
    assert Organization.objects.filter(name_ar="جمعية الزيتون").count() == 1
    assert events("desk.secretariat") == ["application_received", "application_accepted"]


def test_refuse_application_with_a_reason(cast: Cast) -> None:
    application = applied()
    with pytest.raises(ValidationError):
        refuse_application(actor=cast.actor("salma"), application=application, reason="")
    refuse_application(actor=cast.actor("salma"), application=application, reason="الصورة غير واضحة")
    assert Application.objects.get().reason == "الصورة غير واضحة"


@pytest.mark.parametrize("name", ["basel", "hala", "omar", "rania", "gharib"])
def test_outsiders_decide_nothing(cast: Cast, name: str) -> None:
    application = applied()
    with pytest.raises(Refused):
        accept_application(actor=cast.actor(name), application=application)
    with pytest.raises(Refused):
        refuse_application(actor=cast.actor(name), application=application, reason="x")


def test_another_union_does_not_decide(cast: Cast, union: Actor) -> None:
    other = make_organization("شبكة الساحل", kind=Organization.Kind.NETWORK)
    with pytest.raises(Refused):
        accept_application(actor=union, application=applied(convener=other))


@pytest.mark.parametrize("kind", ["union", "network", "public_body", "supporter"])
def test_a_union_lets_in_nobody_who_stands_for_others(cast: Cast, union: Actor, kind: str) -> None:
    application = applied(convener=union.organization, kind=kind)
    with pytest.raises(Refused):
        accept_application(actor=union, application=application)
    organization, _, _ = accept_application(actor=cast.actor("salma"), application=application)
    assert (organization.is_verified, organization.verified_by) == (True, None)


def test_a_union_refuses_whom_it_may_not_let_in(union: Actor) -> None:
    application = applied(convener=union.organization, kind=Organization.Kind.SUPPORTER)
    assert refuse_application(actor=union, application=application, reason="لا نعرفها").state == "refused"
