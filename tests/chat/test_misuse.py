"""What an attacker tried against the rooms, and what stands in the way now."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from chat import actions
from chat.models import Message, MessageVersion
from chat.permissions import rooms_for
from chat.queries import organizations_in
from chat.queries.mentionables import mentionables
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.chat.test_api import Program
from tests.factories import Cast, make_membership, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_who_was_taken_out_does_not_come_back_by_making_the_room_again(cast: Cast) -> None:
    client_id = uuid4()
    room = actions.create_room(
        actor=cast.actor("basel"), kind="group", name="فريق", people=[cast.hala], client_id=client_id
    )
    actions.set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    actions.remove_member(actor=cast.actor("hala"), room=room, person=cast.basel)
    with pytest.raises(Conflict):
        actions.create_room(actor=cast.actor("basel"), kind="group", name="فريق", client_id=client_id)


def test_editing_what_somebody_just_deleted_does_not_bring_it_back(cast: Cast) -> None:
    stale = said(cast, "basel", sector_room(cast, "basel"), "سر")
    actions.delete_message(actor=cast.actor("basel"), message=Message.objects.get(pk=stale.pk))
    with pytest.raises(Refused):
        actions.edit_message(actor=cast.actor("basel"), message=stale, body="سر مرة أخرى")
    with pytest.raises(Refused):
        actions.set_reaction(actor=cast.actor("basel"), message=stale, emoji="👍")
    assert (Message.objects.get(pk=stale.pk).body, MessageVersion.objects.count()) == ("", 0)


def test_the_versions_of_a_deleted_message_are_gone(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"))
    actions.delete_message(actor=cast.actor("basel"), message=message)
    assert Program(cast, "basel")("GET", f"messages/{message.pk}/versions/").status_code == 404


@pytest.mark.parametrize("status", ["unverified", "suspended"])
def test_nobody_speaks_in_an_open_room_for_an_organization_that_is_not_verified(cast: Cast, status: str) -> None:
    room, doubtful = sector_room(cast, "basel"), make_organization("جمعية بلا توثيق", status=status)
    make_membership(cast.basel, doubtful)
    with pytest.raises(Refused):
        actions.post_message(actor=Actor(cast.basel, doubtful), room=room, body="باسمها", client_id=uuid4())


def test_names_of_organizations_that_are_not_verified_show_to_nobody_else(cast: Cast) -> None:
    room, doubtful = sector_room(cast, "basel", "omar"), make_organization("جمعية بلا توثيق", status="unverified")
    make_membership(cast.basel, doubtful)
    assert doubtful not in [organization for organization, _present in organizations_in(room)]
    assert "بلا توثيق" not in str(mentionables(room, ""))


@pytest.mark.parametrize("path", ["rooms/", "rooms/{room}/members/"])
def test_missing_and_hidden_people_are_refused_alike(cast: Cast, path: str) -> None:
    room, program = group_room(cast, "basel", []), Program(cast, "basel")
    answers = []
    for person in (cast.gharib.pk, 999_999):
        asked = {"client_id": str(uuid4()), "name": "فريق", "people": [person]}
        answers.append(program("POST", path.format(room=room.pk), asked))
    assert answers[0].content == answers[1].content
    assert answers[0].status_code == 400


def test_a_mention_does_not_tell_whether_a_hidden_organization_exists(cast: Cast) -> None:
    hidden = make_organization(status="unverified")
    message = said(cast, "basel", sector_room(cast, "basel"), f"[@س](/organizations/{hidden.pk}/)")
    assert message.mentions.count() == 0


def test_who_leaves_the_secretariat_moderates_no_longer(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    cast.salma.is_secretariat = False
    cast.salma.save()
    assert not rooms_for(cast.salma).filter(pk=room.pk).exists()
    with pytest.raises(Refused):
        actions.update_room(actor=cast.actor("salma"), room=room, name="لي", about="")


@pytest.mark.parametrize(
    "path", ["organizations/?q=%00", "rooms/?x=%00", "organizations/abc/", "organizations/?union=" + "9" * 30]
)
def test_nonsense_in_an_address_is_no_fault(cast: Cast, path: str) -> None:
    assert Program(cast, "basel")("GET", path).status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "raw", [b"[" * 20_000, b'{"body": "\\u0000", "client_id": "x"}', b'{"x":' * 5000 + b"1" + b"}" * 5000]
)
def test_json_made_to_harm_is_refused(cast: Cast, raw: bytes) -> None:
    room: Any = sector_room(cast, "basel")
    program = Program(cast, "basel")
    assert program.client.generic("POST", f"/api/rooms/{room.pk}/messages/", raw, "application/json").status_code == 400


def test_a_body_above_the_limit_is_refused_before_it_is_read(cast: Cast) -> None:
    raw = b'{"username": "' + b"x" * (3 * 1024 * 1024) + b'"}'
    answer = Program(cast, "gharib").client.generic("POST", "/api/auth/token/", raw, "application/json")
    assert answer.status_code == 413
