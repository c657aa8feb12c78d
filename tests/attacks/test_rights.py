"""Rights that are kept, taken or borrowed against the rules. Each was possible once (22 November 2026)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.actions import end_secretariat
from accounts.models import User
from chat.actions import delete_message, edit_message, join_room, remove_member, set_reaction, set_room_role
from chat.models import Message, Reaction, Room
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict
from organizations.actions import (
    accept_invitation,
    change_role,
    create_invitation,
    end_membership,
    hand_out_reset_link,
    suspend_organization,
    update_organization,
)
from organizations.models import Membership, Organization, Role
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, make_membership, make_organization, make_person

REFUSED = (PermissionDenied, ValidationError, Conflict)
JSON = "application/json"


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def colleague(cast: Cast, role: str) -> tuple[Actor, Membership]:
    """Gharib, let into Basel's association."""
    membership = make_membership(cast.gharib, cast.association, role)
    return Actor(cast.gharib, cast.association), membership


def convener(cast: Cast) -> Client:
    """Gharib manages a verified union."""
    make_membership(cast.gharib, make_organization("اتحاد الساحل", kind="union"), Role.MANAGER)
    return browser_of(cast.gharib)


# Links ----------------------------------------------------------------------------------------------------------------
def test_who_was_removed_does_not_come_back_by_a_link_of_their_own(cast: Cast) -> None:
    actor, membership = colleague(cast, Role.SIGNATORY)
    _row, secret = create_invitation(actor=actor, organization=cast.association, display_name="س", role="signatory")
    end_membership(actor=cast.actor("basel"), membership=membership)
    with pytest.raises(REFUSED):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)


def test_a_link_above_ones_role_ends_with_the_role(cast: Cast) -> None:
    actor, membership = colleague(cast, Role.SIGNATORY)
    _row, secret = create_invitation(actor=actor, organization=cast.association, display_name="س", role="signatory")
    change_role(actor=cast.actor("basel"), membership=membership, role="member")
    with pytest.raises(REFUSED):
        accept_invitation(actor=Actor(make_person()), secret=secret)


def test_a_repeated_form_never_renews_a_link_into_a_higher_role(cast: Cast) -> None:
    (actor, membership), client_id = colleague(cast, Role.SIGNATORY), uuid4()
    given: dict[str, Any] = {
        "actor": actor,
        "organization": cast.association,
        "display_name": "س",
        "client_id": client_id,
    }
    create_invitation(**given, role="signatory")
    change_role(actor=cast.actor("basel"), membership=membership, role="manager")
    with pytest.raises(REFUSED):
        create_invitation(**given, role="member")


def test_nobody_joins_a_suspended_organisation(cast: Cast) -> None:
    _row, secret = create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="س")
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تحقيق")
    with pytest.raises(REFUSED):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)


# Unions ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("victim", ["ministry", "other"])
def test_a_union_does_not_rename_whom_others_verified(cast: Cast, victim: str) -> None:
    row, client = getattr(cast, victim), convener(cast)
    client.post(f"/organizations/{row.pk}/affiliate/")
    client.patch(
        f"/api/organizations/{row.pk}/", {"name_ar": "مسروقة", "kind": "supporter", "phone": "+963111111"}, JSON
    )
    kept = Organization.objects.get(pk=row.pk)
    assert (kept.name_ar, kept.kind, kept.phone) == (row.name_ar, row.kind, row.phone)


def test_a_union_does_not_sign_for_an_empty_organisation_that_others_verified(cast: Cast) -> None:
    empty, client = make_organization(), convener(cast)
    client.post(f"/organizations/{empty.pk}/affiliate/")
    wanted = {"client_id": uuid4(), "organization": empty.pk, "display_name": "أنا", "role": "signatory"}
    assert client.post("/api/invitations/", wanted, JSON).status_code == 403


@pytest.mark.parametrize("kind", ["union", "network", "public_body"])
def test_a_union_makes_no_unions_and_no_public_bodies(cast: Cast, kind: str) -> None:
    client = convener(cast)
    made = client.post("/api/organizations/", {"name_ar": "هيئة جديدة", "kind": kind}, JSON)
    if made.status_code == 201:
        client.post(f"/api/organizations/{made.json()['id']}/verify/", {}, JSON)
    assert not Organization.objects.filter(name_ar="هيئة جديدة", status="verified").exists()


# Rooms ----------------------------------------------------------------------------------------------------------------
def test_who_was_taken_out_reads_nothing_by_making_the_room_again(cast: Cast) -> None:
    client, form = browser_of(cast.basel), {"client_id": str(uuid4()), "kind": "group", "name": "فريق"}
    pk = client.post("/api/rooms/", {**form, "people": [cast.hala.pk]}, JSON).json()["id"]
    room = Room.objects.get(pk=pk)
    set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    remove_member(actor=cast.actor("hala"), room=room, person=cast.basel)
    said(cast, "hala", room, "سر بيننا")
    again = client.post("/api/rooms/", {**form, "people": [cast.hala.pk]}, JSON)
    assert again.status_code in {404, 409}
    assert "سر بيننا" not in again.content.decode()


def test_an_edit_that_comes_after_the_deletion_brings_nothing_back(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    message = said(cast, "basel", room, "كلمة سحبتها")
    stale = Message.objects.select_related("room").get(pk=message.pk)
    delete_message(actor=cast.actor("basel"), message=message)
    with pytest.raises(REFUSED):
        edit_message(actor=cast.actor("basel"), message=stale, body="كلمة أخرى")
    assert Message.objects.get(pk=message.pk).body == ""
    answer = browser_of(cast.omar).get(f"/api/messages/{message.pk}/versions/")
    assert "كلمة" not in answer.content.decode()


def test_a_reaction_that_comes_after_the_deletion_is_refused(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel", "omar"))
    stale = Message.objects.select_related("room").get(pk=message.pk)
    delete_message(actor=cast.actor("basel"), message=message)
    with pytest.raises(REFUSED):
        set_reaction(actor=cast.actor("omar"), message=stale, emoji="👍")
    assert not Reaction.objects.exists()


def test_who_left_the_secretariat_moderates_no_open_room(cast: Cast) -> None:
    make_person("سلمى الثانية", is_secretariat=True)
    room = sector_room(cast, "basel")
    end_secretariat(actor=Actor.clock(), person=cast.salma)
    client = browser_of(User.objects.get(pk=cast.salma.pk))
    assert client.patch(f"/api/rooms/{room.pk}/", {"name": "لي", "about": ""}, JSON).status_code == 404


def test_nobody_speaks_in_an_open_room_for_an_organisation_without_trust(cast: Cast) -> None:
    room, suspended = sector_room(cast, "basel"), make_organization(status="suspended")
    make_membership(cast.basel, suspended)
    said_so = {"client_id": uuid4(), "body": "باسمها", "organization": suspended.pk}
    assert browser_of(cast.basel).post(f"/api/rooms/{room.pk}/messages/", said_so, JSON).status_code == 403


# What looks alike -----------------------------------------------------------------------------------------------------
def codes(client: Client, address: str, people: list[int]) -> list[Any]:
    """What is answered for each of these people."""
    forms = ({"client_id": uuid4(), "kind": "group", "name": "فريق", "people": [pk]} for pk in people)
    answers = [client.post(address, form, JSON) for form in forms]
    return [(answer.status_code, answer.json()["code"]) for answer in answers]


def test_a_hidden_person_looks_like_one_who_does_not_exist(cast: Cast) -> None:
    gharib = browser_of(cast.gharib)
    hidden, missing = codes(gharib, "/api/rooms/", [cast.basel.pk, 10**6])
    assert hidden == missing
    make_membership(cast.gharib, make_organization(status="unverified"))
    hidden, missing = codes(gharib, "/api/rooms/", [cast.basel.pk, 10**6])
    assert hidden == missing


def test_a_mention_does_not_tell_that_a_hidden_organisation_exists(cast: Cast) -> None:
    room, hidden = sector_room(cast, "omar"), make_organization(status="unverified")
    assert said(cast, "omar", room, f"[@س](/organizations/{hidden.pk}/)").mentions.count() == 0


def test_a_room_does_not_name_organisations_without_trust(cast: Cast) -> None:
    room, hidden = sector_room(cast, "basel", "omar"), make_organization("رابطة مخفية", status="suspended")
    make_membership(cast.basel, hidden)
    client = browser_of(cast.omar)
    for address in (f"/rooms/{room.pk}/panel/", f"/rooms/{room.pk}/members/", f"/api/rooms/{room.pk}/mentionables/"):
        assert "رابطة مخفية" not in client.get(address).content.decode()


def test_members_do_not_hear_of_their_colleagues_reset_links(cast: Cast) -> None:
    hand_out_reset_link(actor=cast.actor("salma"), person=cast.basel)
    heard = browser_of(cast.hala).get("/api/sync/", {f"org.{cast.association.pk}": 0}).content.decode()
    assert "reset_link_made" not in heard


def test_a_new_kind_asks_again_what_people_may_watch(cast: Cast) -> None:
    join_room(actor=cast.actor("basel"), room=sector_room(cast))
    update_organization(actor=cast.actor("salma"), organization=cast.association, kind="public_body")
    assert Entry.objects.filter(stream__name=f"user.{cast.basel.pk}", event="access_changed").exists()


def test_a_group_is_read_by_its_people_only(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.omar])
    message = said(cast, "basel", room)
    remove_member(actor=cast.actor("basel"), room=room, person=cast.omar)
    client = browser_of(cast.omar)
    for address in (f"/rooms/{room.pk}/", f"/rooms/{room.pk}/m/{message.pk}/", f"/api/messages/{message.pk}/"):
        assert client.get(address).status_code == 404
