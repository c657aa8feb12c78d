from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from organizations.actions import create_invitation
from organizations.models import Membership, Organization, Role
from tests.factories import (
    Cast,
    make_affiliation,
    make_membership,
    make_organization,
    make_person,
    make_place,
    make_sector,
)
from tests.organizations.views.pages import page, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_the_same_for_any_number(count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_organization(governorate=make_place(), sectors=[make_sector()])
    client = Client()
    with django_assert_num_queries(6):
        response = client.get(page("directory"))
    assert response.content.decode().count('class="mark') == count


def test_the_directory_shows_outsiders_no_people_and_no_unverified(cast: Cast) -> None:
    make_organization("جمعية الخفاء", status=Organization.Status.UNVERIFIED)
    shown = Client().get(page("directory")).content.decode()
    assert "ينابيع الياسمين" in shown
    assert "الخفاء" not in shown
    assert "باسل" not in shown


def test_a_search_swaps_the_found_ones_only(cast: Cast) -> None:
    response = Client().get(page("directory"), {"q": "سنابل"}, headers={"HX-Request": "true", "HX-Target": "found"})
    assert response.content.decode().strip().startswith('<div id="found"')
    assert "ينابيع" not in response.content.decode()


def test_nothing_found_says_what_to_do(cast: Cast) -> None:
    assert page("directory") in Client().get(page("directory"), {"q": "لا أحد"}).content.decode()
    assert Client().get(page("directory"), {"union": "x", "governorate": "y", "page": "z"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_an_organisation_costs_the_same_for_any_number_of_people(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_membership(make_person(), cast.other)
    client = signed_in(cast.basel)
    with django_assert_num_queries(15):
        response = client.get(page("organization", cast.other.pk))
    assert "عمر" in response.content.decode()


@pytest.mark.parametrize("name", ["rania", "gharib", None])
def test_an_organisation_shows_strangers_no_people(cast: Cast, name: str | None) -> None:
    client = signed_in(getattr(cast, name)) if name else Client()
    response = client.get(page("organization", cast.association.pk))
    assert response.status_code == 200
    assert "باسل" not in response.content.decode()


def test_missing_and_forbidden_look_alike(cast: Cast) -> None:
    hidden = make_organization(status=Organization.Status.UNVERIFIED)
    client = signed_in(cast.gharib)
    answers = [client.get(page("organization", pk)) for pk in (hidden.pk, 10**6)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_every_page_of_a_manager_opens(cast: Cast) -> None:
    union = make_organization("اتحاد الجمعيات", kind=Organization.Kind.UNION)
    make_affiliation(cast.association, union)
    create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="ليلى")
    names = ["organization", "update_organization", "members", "create_invitation"]
    client = signed_in(cast.basel)
    assert {client.get(page(name, cast.association.pk)).status_code for name in names} == {200}
    assert client.get(page("person", cast.hala.pk)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_members_cost_the_same_for_any_number(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_membership(make_person(), cast.association)
    client = signed_in(cast.basel)
    with django_assert_num_queries(16):
        client.get(page("members", cast.association.pk))


ORGANIZATION_PAGES = ["update_organization", "members", "create_invitation"]


@pytest.mark.parametrize("name", ["omar", "rania", "gharib"])
def test_strangers_open_no_page_of_managers(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))
    assert {client.get(page(each, cast.association.pk)).status_code for each in ORGANIZATION_PAGES} == {403}
    assert client.get(page("applications")).status_code == 403
    assert client.get(page("create_organization")).status_code == 403
    assert client.get(page("import_organizations")).status_code == 403


def test_strangers_change_nothing(cast: Cast) -> None:
    client, pk = signed_in(cast.gharib), cast.association.pk
    for name in ("verify_organization", "suspend_organization", "restore_organization", "close_organization"):
        assert client.post(page(name, pk), {"reason": "x"}).status_code == 403
    membership = Membership.objects.get(person=cast.hala)
    for name in ("change_role", "end_membership"):
        assert client.post(page(name, membership.pk), {"role": "manager"}).status_code == 404


def test_edit(cast: Cast) -> None:
    client = signed_in(cast.basel)
    sent = {"name_ar": "اسم آخر", "about": "نعمل في الصحة", "kind": "union"}
    assert client.post(page("update_organization", cast.association.pk), sent).status_code == 302
    row = Organization.objects.get(pk=cast.association.pk)
    assert (row.about, row.name_ar, row.kind) == ("نعمل في الصحة", "جمعية ينابيع الياسمين", "association")


def test_a_bad_picture_is_refused_in_words(cast: Cast) -> None:
    sent = {"picture": SimpleUploadedFile("logo.png", b"not a picture")}
    response = signed_in(cast.basel).post(page("update_organization", cast.association.pk), sent)
    assert response.status_code == 200
    assert response.context["form"].errors["picture"]


def test_create_organization(cast: Cast) -> None:
    sent = {"name_ar": "جمعية الزيتون", "kind": "association"}
    response = signed_in(cast.salma).post(page("create_organization"), sent)
    assert response["Location"] == page("organization", Organization.objects.get(name_ar="جمعية الزيتون").pk)


def test_the_secretariat_suspends_and_restores(cast: Cast) -> None:
    client, pk = signed_in(cast.salma), cast.association.pk
    client.post(page("suspend_organization", pk), {"reason": "شكوى"})
    assert Organization.objects.get(pk=pk).status == Organization.Status.SUSPENDED
    assert "شكوى" in client.get(page("organization", pk)).content.decode()
    client.post(page("restore_organization", pk))
    assert Organization.objects.get(pk=pk).status != Organization.Status.SUSPENDED


@pytest.mark.parametrize("reason", ["", "x" * 301])
@pytest.mark.parametrize("name", ["suspend_organization", "close_organization"])
def test_what_is_no_reason_is_refused_in_words(cast: Cast, name: str, reason: str) -> None:
    client, pk = signed_in(cast.salma), cast.association.pk
    answer = client.post(page(name, pk), {"reason": reason}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Organization.objects.get(pk=pk).is_verified


@pytest.mark.parametrize("column", ["sectors", "places"])
def test_a_choice_that_cannot_be_is_refused_in_words(cast: Cast, column: str) -> None:
    sent = {"about": "x", column: "9" * 23}
    answer = signed_in(cast.basel).post(page("update_organization", cast.association.pk), sent)
    assert list(answer.context["form"].errors) == [column]


@pytest.mark.parametrize("number", ["9" * 23, "9" * 5000, "٣"])
def test_speak_for_nobody(cast: Cast, number: str) -> None:
    client = signed_in(cast.basel)
    assert client.post(page("choose_organization"), {"organization": number}).status_code == 302
    assert "organization" not in client.session


def test_a_union_is_offered_the_kinds_it_may_vouch_for(cast: Cast) -> None:
    union = make_organization(kind=Organization.Kind.UNION)
    row = make_organization(verified_by=union)
    make_membership(cast.gharib, union, Role.MANAGER)
    make_affiliation(row, union)
    form = signed_in(cast.gharib).get(page("update_organization", row.pk)).context["form"]
    assert {kind for kind, _ in form.fields["kind"].choices} == {"association", "foundation", "initiative"}


def test_a_union_takes_in_and_verifies(cast: Cast) -> None:
    union = make_organization(kind=Organization.Kind.UNION)
    row = make_organization(status=Organization.Status.UNVERIFIED)
    make_membership(cast.gharib, union, Role.MANAGER)
    make_affiliation(row, union)
    client = signed_in(cast.gharib)
    assert page("verify_organization", row.pk) in client.get(page("organization", row.pk)).content.decode()
    client.post(page("verify_organization", row.pk))
    client.post(page("affiliate", cast.other.pk))
    assert Organization.objects.get(pk=row.pk).is_verified
    running = union.affiliates.filter(ended_at__isnull=True)
    assert running.count() == 2
    client.post(page("end_affiliation", running.get(member=cast.other).pk))
    assert running.count() == 1


def test_speak_for_another(cast: Cast) -> None:
    make_membership(cast.hala, cast.other)
    client = signed_in(cast.hala)
    client.post(page("choose_organization"), {"organization": cast.other.pk, "next": "//elsewhere.example/"})
    assert client.session["organization"] == cast.other.pk
    assert client.post(page("choose_organization"), {"organization": "x"})["Location"] == page("directory")
