from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from organizations.actions import accept_invitation, create_invitation, hand_out_reset_link
from organizations.models import Membership, Organization, Role
from tests.factories import Cast, make_membership, make_organization, make_place, make_sector, signed_in

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_organization(governorate=make_place(), sectors=[make_sector()])
    with django_assert_num_queries(2):
        answer = Client().get("/api/organizations/").json()
    assert len(answer["results"]) == count
    assert set(answer) == {"results", "next", "previous"}


def test_the_list_is_filtered(cast: Cast) -> None:
    answer = Client().get("/api/organizations/", {"q": "سنابل", "kind": "association"}).json()
    assert [row["id"] for row in answer["results"]] == [cast.other.pk]


def test_strangers_get_no_people(cast: Cast) -> None:
    assert Client().get("/api/memberships/").status_code == 401
    assert signed_in(cast.gharib).get("/api/memberships/").json()["results"] == []
    assert len(signed_in(cast.omar).get(f"/api/memberships/?organization={cast.association.pk}").json()["results"]) == 2


def test_hidden_and_missing_look_alike(cast: Cast) -> None:
    hidden = make_organization(status=Organization.Status.UNVERIFIED)
    answers = [signed_in(cast.gharib).get(f"/api/organizations/{pk}/") for pk in (hidden.pk, 10**6)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


def test_create_twice_with_one_client_id(cast: Cast) -> None:
    sent = {"client_id": str(uuid4()), "name_ar": "جمعية الزيتون", "sectors": [make_sector().code]}
    client = signed_in(cast.salma)
    first, second = (client.post("/api/organizations/", sent, content_type=JSON) for _ in range(2))
    assert first.status_code == 201
    assert first.json()["head"] == 1
    assert second.json()["id"] == first.json()["id"]
    other = client.post("/api/organizations/", {**sent, "name_ar": "جمعية أخرى"}, content_type=JSON)
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


@pytest.mark.parametrize("name", ["basel", "hala", "omar", "rania", "gharib"])
def test_create_refuses_outsiders(cast: Cast, name: str) -> None:
    sent = {"client_id": str(uuid4()), "name_ar": "جمعية الزيتون"}
    assert signed_in(getattr(cast, name)).post("/api/organizations/", sent, content_type=JSON).status_code == 403


def test_update_one_column(cast: Cast) -> None:
    where = f"/api/organizations/{cast.association.pk}/"
    answer = signed_in(cast.basel).patch(where, {"about": "نعمل"}, content_type=JSON)
    assert (answer.status_code, answer.json()["about"]) == (200, "نعمل")
    assert signed_in(cast.omar).patch(where, {"about": "x"}, content_type=JSON).status_code == 403
    bad = signed_in(cast.basel).patch(where, {"email": "nobody"}, content_type=JSON)
    assert list(bad.json()["errors"]) == ["email"]


def test_verify_and_suspend(cast: Cast) -> None:
    row = make_organization(status=Organization.Status.UNVERIFIED)
    client = signed_in(cast.salma)
    assert client.post(f"/api/organizations/{row.pk}/verify/", content_type=JSON).json()["status"] == "verified"
    assert client.post(f"/api/organizations/{row.pk}/verify/", content_type=JSON).status_code == 409
    sent = {"reason": "شكوى"}
    answer = client.post(f"/api/organizations/{row.pk}/suspend/", sent, content_type=JSON)
    assert answer.json()["status"] == "suspended"
    where = f"/api/organizations/{cast.other.pk}/verify/"
    assert signed_in(cast.basel).post(where, content_type=JSON).status_code == 403


def test_invite_by_program(cast: Cast) -> None:
    sent = {"client_id": str(uuid4()), "organization": cast.association.pk, "display_name": "ليلى", "role": "manager"}
    answer = signed_in(cast.basel).post("/api/invitations/", sent, content_type=JSON)
    assert answer.status_code == 201
    accept_invitation(actor=cast.actor("gharib"), secret=answer.json()["secret"])
    assert "secret" not in signed_in(cast.basel).get("/api/invitations/").json()["results"][0]
    assert signed_in(cast.omar).post("/api/invitations/", sent, content_type=JSON).status_code == 403


def test_change_and_end_a_membership(cast: Cast) -> None:
    where = f"/api/memberships/{Membership.objects.get(person=cast.hala).pk}/"
    client = signed_in(cast.basel)
    assert client.patch(where, {"role": "manager"}, content_type=JSON).json()["role"] == Role.MANAGER
    assert signed_in(cast.omar).patch(where, {"role": "member"}, content_type=JSON).status_code == 403
    assert signed_in(cast.gharib).delete(where).status_code == 404
    assert client.delete(where).status_code == 204


def test_who_names_an_organisation_must_belong_to_it(cast: Cast) -> None:
    where = f"/api/memberships/{Membership.objects.get(person=cast.hala).pk}/"
    for organization in (cast.association.pk, 0, "x"):
        sent = {"role": "manager", "organization": organization}
        assert signed_in(cast.omar).patch(where, sent, content_type=JSON).status_code == 400


ENDLESS = "9" * 5000


@pytest.mark.parametrize("number", ["abc", "9" * 23, "-1"])
def test_a_number_that_is_none_finds_nothing(cast: Cast, number: str) -> None:
    for noun in ("organizations", "memberships"):
        assert signed_in(cast.salma).get(f"/api/{noun}/{number}/").status_code == 404
    for noun in ("invitations", "tokens"):
        assert signed_in(cast.salma).delete(f"/api/{noun}/{number}/").status_code == 404


@pytest.mark.parametrize("union", ["abc", "9" * 23, ENDLESS, "٣"])
def test_a_union_that_is_none_has_no_members(cast: Cast, union: str) -> None:
    assert Client().get("/api/organizations/", {"union": union}).json()["results"] == []


def test_an_endless_number_of_an_organisation_is_refused_in_words(cast: Cast) -> None:
    sent = {"organization": ENDLESS, "about": "x"}
    where = f"/api/organizations/{cast.association.pk}/"
    answer = signed_in(cast.basel).patch(where, sent, content_type=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["organization"])


def test_a_stream_whose_number_is_none_is_not_there(cast: Cast) -> None:
    for stream in (f"org.{ENDLESS[:20]}", f"desk.{ENDLESS[:20]}", "desk.secretariat", f"desk.{cast.other.pk}"):
        answer = signed_in(cast.basel).get("/api/sync/", {stream: 0})
        assert answer.json()["streams"] == {stream: {"gone": True}}


def test_a_member_does_not_hear_who_needed_a_new_password(cast: Cast) -> None:
    hand_out_reset_link(actor=cast.actor("salma"), person=cast.basel)
    create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="ليلى")
    streams = {f"org.{cast.association.pk}": 0, f"desk.{cast.association.pk}": 0}
    heard = {name: signed_in(getattr(cast, name)).get("/api/sync/", streams).content.decode() for name in CAST}
    told = {name for name, said in heard.items() if "reset_link_made" in said or "invitation_created" in said}
    assert told == {"salma", "basel"}


CAST = ["salma", "basel", "hala", "omar", "rania", "gharib"]


def test_a_union_does_not_make_itself_a_ministry(cast: Cast) -> None:
    union = make_organization(kind=Organization.Kind.UNION)
    make_membership(cast.gharib, union, Role.MANAGER)
    client = signed_in(cast.gharib)
    sent = {"client_id": str(uuid4()), "name_ar": "وزارة", "kind": "public_body"}
    made = client.post("/api/organizations/", sent, content_type=JSON).json()
    assert client.post(f"/api/organizations/{made['id']}/verify/", content_type=JSON).status_code == 403


def test_places_and_sectors_are_public() -> None:
    make_place("SY0101", "حي", level=2, parent=make_place())
    make_sector()
    assert "SY0101" in [row["pcode"] for row in Client().get("/api/places/?level=2").json()["results"]]
    assert Client().get("/api/places/SY01/").json()["name_en"] == "Damascus"
    assert "HEA" in [row["code"] for row in Client().get("/api/sectors/").json()["results"]]


def test_the_queue_is_for_who_decides(cast: Cast) -> None:
    assert signed_in(cast.salma).get("/api/applications/").status_code == 200
    assert signed_in(cast.gharib).get("/api/applications/").json()["results"] == []


# What exists is not told by how a list is narrowed ------------------------------------------------------------------
@pytest.mark.parametrize("name", ["gharib", "omar", "salma"])
@pytest.mark.parametrize("address", ["/api/memberships/?organization={}", "/api/invitations/?organization={}"])
def test_a_hidden_organisation_looks_like_one_that_does_not_exist(cast: Cast, name: str, address: str) -> None:
    hidden, client = make_organization(status="unverified"), signed_in(getattr(cast, name))
    for number in (hidden.pk, 10**6, 10**30, "كلمة"):
        answer = client.get(address.format(number))
        assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_memberships_and_places_are_narrowed_by_whom_they_belong_to(cast: Cast) -> None:
    client = signed_in(cast.basel)
    (found,) = client.get(f"/api/memberships/?person={cast.basel.pk}").json()["results"]
    assert found["person"]["id"] == cast.basel.pk
    assert signed_in(cast.gharib).get(f"/api/memberships/?person={cast.basel.pk}").json()["results"] == []
    listed = client.get("/api/places/?parent=SY02").json()["results"]
    assert {place["parent"] for place in listed} == {"SY02"}
    assert client.get("/api/places/?parent=4").json()["results"] == []
