from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import (
    affiliate,
    close_organization,
    create_invitation,
    create_organization,
    end_affiliation,
    restore_organization,
    set_logo,
    suspend_organization,
    update_organization,
    verify_organization,
)
from organizations.models import Affiliation, Invitation, Membership, Organization, Role
from tests.factories import (
    Cast,
    make_affiliation,
    make_membership,
    make_organization,
    make_person,
    make_place,
    make_sector,
)
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.django_db, pytest.mark.both]
UNVERIFIED = Organization.Status.UNVERIFIED


@pytest.fixture
def union() -> Actor:
    """A signatory of a verified union."""
    organization = make_organization("اتحاد الجمعيات", kind=Organization.Kind.UNION)
    person = make_person()
    make_membership(person, organization, Role.SIGNATORY)
    return Actor(person, organization)


def created(actor: Actor, **more: Any) -> Organization:
    return create_organization(actor=actor, **{"name_ar": "جمعية الزيتون", **more})


def test_create_organization(cast: Cast) -> None:
    place, sector = make_place(), make_sector()
    row = created(cast.actor("salma"), governorate=place, sectors=[sector], phone="٠١١-٢٣٤٥٦٧")
    assert (row.status, row.governorate, row.phone) == (UNVERIFIED, place, "011234567")
    assert list(row.sectors.all()) == [sector]
    assert row.search_text == "جمعيه الزيتون"
    assert events(f"org.{row.pk}") == ["organization_created"]


def test_what_a_union_enters_belongs_to_it(union: Actor) -> None:
    row = created(union)
    assert Affiliation.objects.get(member=row).convener == union.organization
    assert events(f"org.{row.pk}") == ["organization_created", "affiliation_started"]


@pytest.mark.parametrize("name", ["basel", "hala", "omar", "rania", "gharib"])
def test_create_organization_refuses_outsiders(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        created(cast.actor(name))


def test_the_same_form_again_gives_the_same_organisation(cast: Cast) -> None:
    client_id = uuid4()
    first = created(cast.actor("salma"), client_id=client_id)
    assert created(cast.actor("salma"), client_id=client_id) == first
    with pytest.raises(Conflict) as refusal:
        created(cast.actor("salma"), client_id=client_id, name_ar="جمعية أخرى")
    assert refusal.value.code == "client_id_reused"


BAD = {
    "name_ar": " \u202e ",
    "kind": "company",
    "email": "nobody",
    "website": "javascript:alert(1)",
    "phone": "call me",
    "acronym": "x" * 21,
}


@pytest.mark.parametrize("column", BAD)
def test_bad_details_are_named_by_field(cast: Cast, column: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        created(cast.actor("salma"), **{column: BAD[column]})
    assert list(refusal.value.error_dict) == [column]


def test_a_district_is_no_governorate(cast: Cast) -> None:
    district = make_place("SY0101", "حي", level=2, parent=make_place())
    with pytest.raises(ValidationError):
        created(cast.actor("salma"), governorate=district)


def test_update_organization_says_what_changed(cast: Cast) -> None:
    update_organization(actor=cast.actor("basel"), organization=cast.association, about="نعمل", phone="", sectors=[])
    entry = Entry.objects.get(stream__name=f"org.{cast.association.pk}")
    assert (entry.event, entry.facts) == ("organization_updated", {"fields": ["about"]})


def test_update_organization_without_a_change_leaves_no_entry(cast: Cast) -> None:
    update_organization(actor=cast.actor("basel"), organization=cast.association, about="")
    assert Entry.objects.count() == 0


def test_update_organization_is_tried_again_after_a_lock(cast: Cast) -> None:
    with suppress(RuntimeError), transaction.atomic():
        update_organization(actor=cast.actor("basel"), organization=cast.association, about="نعمل")
        raise RuntimeError
    update_organization(actor=cast.actor("basel"), organization=cast.association, about="نعمل")
    assert Organization.objects.get(pk=cast.association.pk).about == "نعمل"


def test_update_organization_keeps_what_was_verified(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        update_organization(actor=cast.actor("basel"), organization=cast.association, name_ar="جمعية أخرى")
    assert refusal.value.code == "identity_verified"
    cast.association.refresh_from_db()
    update_organization(actor=cast.actor("salma"), organization=cast.association, name_ar="جمعية أخرى")
    assert Organization.objects.get(pk=cast.association.pk).search_text.startswith("جمعيه اخري")


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_update_organization_refuses_outsiders(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        update_organization(actor=cast.actor(name), organization=cast.association, about="x")


def test_set_logo(cast: Cast) -> None:
    set_logo(actor=cast.actor("basel"), organization=cast.association, picture=b"webp")
    with Organization.objects.get(pk=cast.association.pk).logo.open("rb") as file:
        assert file.read() == b"webp"
    with pytest.raises(Refused):
        set_logo(actor=cast.actor("omar"), organization=cast.association, picture=None)


def test_a_union_verifies_its_member(union: Actor) -> None:
    assert union.organization is not None
    row = make_organization(status=UNVERIFIED)
    person = make_membership(make_person(), row).person
    with pytest.raises(Refused):
        verify_organization(actor=union, organization=row)
    affiliate(actor=union, member=row, convener=union.organization)
    verify_organization(actor=union, organization=row)
    assert (row.status, row.verified_by) == (Organization.Status.VERIFIED, union.organization)
    assert events(f"org.{row.pk}") == ["affiliation_started", "organization_verified"]
    assert events(f"user.{person.pk}") == ["organization_verified", "access_changed"]


def test_verify_organization_twice_is_a_conflict(cast: Cast) -> None:
    with pytest.raises(Conflict):
        verify_organization(actor=cast.actor("salma"), organization=cast.association)


def test_suspend_and_restore(cast: Cast) -> None:
    for _ in range(2):
        suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="شكوى قيد النظر")
    assert cast.association.status_reason == "شكوى قيد النظر"
    assert events(f"org.{cast.association.pk}") == ["organization_suspended"]
    assert events(f"user.{cast.hala.pk}") == ["organization_suspended", "access_changed"]
    restore_organization(actor=cast.actor("salma"), organization=cast.association)
    assert cast.association.status == UNVERIFIED  # it was never verified by a verb
    assert events(f"user.{cast.basel.pk}")[2:] == ["organization_restored", "access_changed"]


def test_suspend_organization_asks_why_and_whom(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason=" ")
    for name in ("basel", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            suspend_organization(actor=cast.actor(name), organization=cast.association, reason="x")
        with pytest.raises(Refused):
            restore_organization(actor=cast.actor(name), organization=cast.association)


def test_close_organization_ends_everything(cast: Cast, union: Actor) -> None:
    assert union.organization is not None
    make_affiliation(cast.association, union.organization)
    close_organization(actor=cast.actor("basel"), organization=cast.association, reason="اندمجت مع جمعية أخرى")
    assert cast.association.closed_at is not None
    assert not Membership.objects.filter(organization=cast.association, ended_at__isnull=True).exists()
    assert not Affiliation.objects.filter(ended_at__isnull=True).exists()
    assert not Invitation.objects.filter(revoked_at__isnull=True).exists()
    stream = events(f"org.{cast.association.pk}")
    assert stream == ["organization_closed", "membership_ended", "membership_ended", "affiliation_ended"]


def test_close_organization_refuses_managers(cast: Cast) -> None:
    Membership.objects.filter(person=cast.basel).update(role=Role.MANAGER)
    with pytest.raises(Refused):
        close_organization(actor=cast.actor("basel"), organization=cast.association, reason="x")


def test_affiliate_once_and_end_it(cast: Cast, union: Actor) -> None:
    assert union.organization is not None
    rows = {affiliate(actor=union, member=cast.other, convener=union.organization).pk for _ in range(2)}
    assert len(rows) == 1
    running = Affiliation.objects.select_related("member", "convener").get()
    with pytest.raises(Refused):
        end_affiliation(actor=cast.actor("basel"), affiliation=running)
    end_affiliation(actor=cast.actor("omar"), affiliation=running)
    assert events(f"org.{cast.other.pk}") == ["affiliation_started", "affiliation_ended"]
    assert events(f"desk.{union.organization_id}") == ["affiliation_started", "affiliation_ended"]
    assert events(f"org.{union.organization_id}") == []


WEIGHTY = ["union", "network", "public_body", "supporter"]


@pytest.mark.parametrize("kind", WEIGHTY)
def test_only_the_secretariat_vouches_for_who_stands_for_others(cast: Cast, union: Actor, kind: str) -> None:
    row = created(union, kind=kind)
    with pytest.raises(Refused):
        verify_organization(actor=union, organization=row)
    verify_organization(actor=cast.actor("salma"), organization=row)
    assert row.is_verified


@pytest.mark.parametrize("kind", WEIGHTY)
def test_only_the_secretariat_makes_more_or_less_of_what_was_verified(cast: Cast, union: Actor, kind: str) -> None:
    row = created(union)
    verify_organization(actor=union, organization=row)
    update_organization(actor=union, organization=row, kind="foundation")
    with pytest.raises(Refused):
        update_organization(actor=union, organization=row, kind=kind)
    update_organization(actor=cast.actor("salma"), organization=row, kind=kind)
    with pytest.raises(Refused):
        update_organization(actor=union, organization=row, kind="association")


def test_what_became_another_kind_meanwhile_is_not_verified(union: Actor) -> None:
    row = created(union)
    Organization.objects.filter(pk=row.pk).update(kind="public_body")
    with pytest.raises(Conflict):
        verify_organization(actor=union, organization=row)


def test_a_union_has_no_power_over_what_others_verified(cast: Cast, union: Actor) -> None:
    assert union.organization is not None
    empty = make_organization()
    for row in (cast.ministry, cast.association, empty):
        affiliate(actor=union, member=row, convener=union.organization)
        with pytest.raises(Refused):
            update_organization(actor=union, organization=row, name_ar="اسم آخر")
    with pytest.raises(Refused):
        create_invitation(actor=union, organization=empty, display_name="ليلى", role=Role.SIGNATORY)


def test_a_union_changes_what_it_verified_itself(union: Actor) -> None:
    row = created(union)
    verify_organization(actor=union, organization=row)
    assert update_organization(actor=union, organization=row, name_ar="جمعية الزيتون الخيرية").is_verified


def test_another_kind_makes_its_people_look_again_at_what_they_may_watch(cast: Cast) -> None:
    update_organization(actor=cast.actor("salma"), organization=cast.association, kind="public_body")
    assert events(f"user.{cast.basel.pk}") == ["organization_updated", "access_changed"]
    assert events(f"org.{cast.association.pk}") == ["organization_updated"]


def test_the_client_id_of_somebody_else_gives_nothing_away(union: Actor, cast: Cast) -> None:
    client_id = uuid4()
    created(cast.actor("salma"), client_id=client_id)
    with pytest.raises(Conflict) as refusal:
        created(union, client_id=client_id)
    assert refusal.value.code == "client_id_reused"
