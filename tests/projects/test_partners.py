"""Partners: asked by the lead, answered by a signatory, changed, and what each verb leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from chat.models import RoomMembership
from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import suspend_organization
from organizations.models import Role
from projects.actions import (
    accept_partnership,
    change_partner,
    decline_partnership,
    enter_project_room,
    invite_partner,
    revoke_invitation,
)
from projects.models import Partner, Project
from projects.permissions import (
    can_accept_partnership,
    can_change_partner,
    can_decline_partnership,
    can_enter_project_room,
    can_invite_partner,
    can_revoke_invitation,
    partnerships_for,
    projects_for,
    seers_among,
)
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person, signed_in
from tests.notifications.situations import heard, settle
from tests.projects.made import asked, joined, joint_project, proposed_project
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = ["salma", "basel", "hala", "omar", "rania", "gharib"]


def in_room(project: Project) -> str:
    people = set(RoomMembership.objects.filter(room=project.room).values_list("person__username", flat=True))
    return " ".join(name for name in NAMES if name in people)


def test_who_may_with_an_invitation(cast: Cast) -> None:
    partner = asked(cast, proposed_project(cast), cast.other)
    assert cast.who(can_invite_partner, partner.project) == "basel"
    assert cast.who(can_change_partner, partner) == cast.who(can_revoke_invitation, partner) == "basel"
    assert cast.who(can_accept_partnership, partner) == cast.who(can_decline_partnership, partner) == "omar"


def test_a_manager_does_not_bind_the_organisation(cast: Cast) -> None:
    partner = asked(cast, proposed_project(cast), cast.other)
    manager = make_person("ندى")
    make_membership(manager, cast.other, Role.MANAGER)
    actor = type(cast.actor("omar"))(manager, cast.other)
    assert partner in partnerships_for(manager)
    with pytest.raises(Refused):
        accept_partnership(actor=actor, partner=partner)


def test_invite_partner_leaves_its_entries(cast: Cast) -> None:
    project = proposed_project(cast)
    with entries_left() as left:
        partner = invite_partner(actor=cast.actor("basel"), project=project, organization=cast.other, role="technical")
    told = {"code": project.code}
    assert left == [
        (project.stream, "partner_invited", partner.pk, {}),
        (f"org.{cast.other.pk}", "partner_invited", partner.pk, {}),
        (f"user.{cast.omar.pk}", "partnership_asked", partner.pk, told),
    ]


def test_accept_partnership_lets_everybody_of_it_in(cast: Cast) -> None:
    project = proposed_project(cast)
    partner = asked(cast, project, cast.other)
    colleague = make_person("ندى")
    make_membership(colleague, cast.other)
    assert project not in projects_for(cast.omar)
    with entries_left() as left:
        accept_partnership(actor=cast.actor("omar"), partner=partner)
    assert project in projects_for(cast.omar)
    assert project in projects_for(colleague)
    assert in_room(project) == "basel omar"
    events = [(row.stream, row.event) for row in left if not row.stream.startswith("room.")]
    assert events == [
        (f"user.{cast.omar.pk}", "room_joined"),
        (project.stream, "partnership_accepted"),
        (f"org.{cast.other.pk}", "partnership_accepted"),
        (f"user.{cast.basel.pk}", "partnership_accepted"),
    ]


def test_accept_partnership_twice_changes_nothing(cast: Cast) -> None:
    partner = joined(cast, proposed_project(cast), cast.other)
    with entries_left() as left:
        accept_partnership(actor=cast.actor("omar"), partner=partner)
    assert left == []
    with pytest.raises(Conflict) as refusal:
        revoke_invitation(actor=cast.actor("basel"), partner=partner)
    assert refusal.value.code == "wrong_status"


def test_decline_partnership_is_told_to_the_lead(cast: Cast) -> None:
    project = proposed_project(cast)
    partner = decline_partnership(
        actor=cast.actor("omar"), partner=asked(cast, project, cast.other), reason="لا طاقة لنا"
    )
    assert (partner.status, partner.reason) == ("declined", "لا طاقة لنا")
    assert asked(cast, project, cast.other).pk != partner.pk  # one may ask again
    settle()
    assert heard(cast.basel)[-1] == ("partnership_declined", partner.pk)
    assert [kind for kind, _pk in heard(cast.omar)] == ["partnership_asked", "partnership_asked"]


def test_revoke_invitation_closes_the_page(cast: Cast) -> None:
    partner = asked(cast, proposed_project(cast), cast.other)
    client = signed_in(cast.omar)
    assert partner.project.title in client.get(f"/partnerships/{partner.pk}/").content.decode()
    revoke_invitation(actor=cast.actor("basel"), partner=partner)
    assert partner.project.title not in client.get(f"/partnerships/{partner.pk}/").content.decode()
    with pytest.raises(Conflict):
        accept_partnership(actor=cast.actor("omar"), partner=partner)


@pytest.mark.parametrize(("is_in", "code"), [(False, "already_invited"), (True, "already_partner")])
def test_invite_partner_refuses_a_second_time(cast: Cast, is_in: bool, code: str) -> None:
    project = proposed_project(cast)
    (joined if is_in else asked)(cast, project, cast.other)
    with pytest.raises(Conflict) as refusal:
        asked(cast, project, cast.other)
    assert refusal.value.code == code


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_the_same_organisation_at_once_ask_it_once(cast: Cast) -> None:
    project = proposed_project(cast)
    outcomes: list[str] = []

    def ask() -> None:
        try:
            asked(cast, project, cast.other)
            outcomes.append("asked")
        except Conflict as refusal:
            outcomes.append(refusal.code)

    at_once(ask, ask)
    assert sorted(outcomes) == ["already_invited", "asked"]
    assert project.partners.filter(organization=cast.other).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_revocation_at_once_leave_one_of_them(cast: Cast) -> None:
    project = proposed_project(cast)
    partner = asked(cast, project, cast.other)
    at_once(
        lambda: accept_partnership(actor=cast.actor("omar"), partner=Partner.objects.get(pk=partner.pk)),
        lambda: revoke_invitation(actor=cast.actor("basel"), partner=Partner.objects.get(pk=partner.pk)),
    )
    partner.refresh_from_db()
    assert partner.status in {"accepted", "revoked"}
    assert (project in projects_for(cast.omar)) == (partner.status == "accepted")


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"role": "lead"}, "role", "unknown_role"),
        ({"role": "owner"}, "role", "unknown_role"),
        ({"share": "م" * 301}, "share", "max_length"),
    ],
)
def test_invite_partner_refuses(cast: Cast, given: dict[str, Any], field: str, code: str) -> None:
    sent = {"organization": cast.other, "role": "funder", **given}
    with pytest.raises(ValidationError) as refusal:
        invite_partner(actor=cast.actor("basel"), project=proposed_project(cast), **sent)
    assert refusal.value.error_dict[field][0].code == code


def test_invite_partner_refuses_who_is_not_verified(cast: Cast) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")
    cast.other.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        asked(cast, proposed_project(cast), cast.other)
    assert refusal.value.error_dict["organization"][0].code == "not_verified"


def test_change_partner(cast: Cast) -> None:
    project = joint_project(cast)
    partner = project.partners.get(organization=cast.other)
    changed = change_partner(actor=cast.actor("basel"), partner=partner, role="funder", share="كلفة الأسرّة")
    assert (changed.role, changed.share) == ("funder", "كلفة الأسرّة")
    with entries_left() as left:
        change_partner(actor=cast.actor("basel"), partner=partner, role="funder", share="كلفة الأسرّة")
    assert left == []
    with pytest.raises(Conflict) as refusal:
        change_partner(
            actor=cast.actor("basel"), partner=project.partners.get(organization=cast.association), role="funder"
        )
    assert refusal.value.code == "lead_stays"


def test_everybody_of_a_partner_enters_the_room(cast: Cast) -> None:
    project = joint_project(cast)
    assert in_room(project) == "basel omar"
    assert cast.who(can_enter_project_room, project) == "basel hala omar"
    enter_project_room(actor=cast.actor("hala"), project=project)
    enter_project_room(actor=cast.actor("hala"), project=project)
    assert in_room(project) == "basel hala omar"
    with pytest.raises(Refused):
        enter_project_room(actor=cast.actor("gharib"), project=project)


def test_seers_among_is_the_rule_of_projects_for(cast: Cast) -> None:
    """Also for who belongs to two partners, left one of them, or belongs to one that is suspended."""
    project = joint_project(cast)
    third = make_organization("جمعية ثالثة")
    joined(cast, project, third)
    make_membership(cast.gharib, third)
    suspend_organization(actor=cast.actor("salma"), organization=third, reason="تحقّق")
    people = {getattr(cast, name).pk: getattr(cast, name) for name in NAMES}
    seeing = {pk for pk, person in people.items() if project in projects_for(person)}
    assert seers_among(project, people) == seeing == {cast.basel.pk, cast.hala.pk, cast.omar.pk}


def test_the_invitation_shows_what_one_answers_to(cast: Cast) -> None:
    project = proposed_project(cast, aim="ستون مكاناً")
    partner = asked(cast, project, cast.other, "technical")
    shown = signed_in(cast.omar).get(f"/partnerships/{partner.pk}/").content.decode()
    for words in (project.title, "ستون مكاناً", str(cast.association), partner.get_role_display()):
        assert words in shown
    for name in ("gharib", "rania", "salma"):
        assert signed_in(getattr(cast, name)).get(f"/partnerships/{partner.pk}/").status_code == 404


def test_from_asking_to_answering_on_the_pages(cast: Cast) -> None:
    project = proposed_project(cast)
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    sent = {"organization": cast.other.pk, "role": "implementer", "share": "التدريب", "message": "نرحّب بكم"}
    assert (
        basel.post(f"/projects/{project.pk}/partners/invite/", sent)["Location"] == f"/projects/{project.pk}/partners/"
    )
    partner = project.partners.get(organization=cast.other)
    assert project.title in omar.get("/projects/").content.decode()
    answer = omar.post(f"/partnerships/{partner.pk}/accept/")
    assert answer["Location"] == f"/projects/{project.pk}/"
    assert "التدريب" in omar.get(f"/projects/{project.pk}/partners/").content.decode()
    assert omar.get(f"/projects/{project.pk}/partners/invite/").status_code == 403
    room = omar.post(f"/projects/{project.pk}/room/")["Location"]
    assert omar.get(room).status_code == 200


def test_declining_and_withdrawing_on_the_pages(cast: Cast) -> None:
    project = proposed_project(cast)
    first = asked(cast, project, cast.other)
    assert signed_in(cast.omar).get(f"/partnerships/{first.pk}/decline/").status_code == 200
    signed_in(cast.omar).post(f"/partnerships/{first.pk}/decline/", {"reason": ""})
    second = asked(cast, project, cast.other)
    signed_in(cast.basel).post(f"/partnerships/{second.pk}/revoke/")
    states = list(project.partners.order_by("pk").values_list("status", flat=True))
    assert states == ["accepted", "declined", "revoked"]


def test_partners_for_programs(cast: Cast) -> None:
    project = proposed_project(cast)
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    address = f"/api/projects/{project.pk}/partners/"
    sent = {"organization": cast.other.pk, "role": "technical"}
    first = basel.post(address, sent, content_type="application/json")
    again = basel.post(address, sent, content_type="application/json")
    assert (first.status_code, again.status_code, again.json()["code"]) == (201, 409, "already_invited")
    own = f"/api/partnerships/{first.json()['id']}/"
    assert omar.get(own).json()["about"]["title"] == project.title
    assert signed_in(cast.gharib).get(own).status_code == 404
    taken = omar.put(f"{own}status/", {"status": "accepted"}, content_type="application/json")
    assert taken.json()["status"] == "accepted"
    assert [row["role"] for row in omar.get(address).json()["results"]] == ["lead", "technical"]
    changed = basel.patch(own, {"share": "التدريب"}, content_type="application/json")
    assert changed.json()["share"] == "التدريب"
    assert omar.put(f"/api/projects/{project.pk}/room/").json() == {"room": project.room_id}


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    project = proposed_project(cast)
    for at in range(number):
        joined(cast, project, make_organization(f"جمعية {at}"))
        asked(cast, project, make_organization(f"مؤسسة {at}"))
    client = signed_in(cast.basel)
    client.get(f"/projects/{project.pk}/partners/")
    with django_assert_num_queries(23):
        client.get(f"/projects/{project.pk}/partners/")


def test_what_was_done_stays_in_the_journal(cast: Cast) -> None:
    project = joint_project(cast)
    events = list(Entry.objects.filter(stream__name=project.stream).order_by("number").values_list("event", flat=True))
    assert events == ["project_created", "partner_invited", "partnership_accepted"]
