"""The states of a project: which ways there are, who goes them, and what that leaves."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from chat.actions import close_talk, open_direct, post_message, reopen_talk, set_talk_role
from chat.models import Room
from chat.permissions import rooms_for
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from journal.states import ways_from
from projects.actions import edit_project, enter_project_room, set_project_status
from projects.models import Project
from projects.permissions import can_set_project_status, can_work
from projects.states import WAYS
from tests.chat.rooms import group_room
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.notifications.situations import heard, settle
from tests.projects.made import asked, joint_project, proposed_project, room_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
STATES = [value for value, _words in Project.Status.choices]


def standing_at(cast: Cast, status: str) -> Project:
    project = joint_project(cast)
    Project.objects.filter(pk=project.pk).update(status=status)
    project.refresh_from_db()
    return project


def test_who_changes_the_state(cast: Cast) -> None:
    for status in STATES:
        assert cast.who(can_set_project_status, standing_at(cast, status)) == "basel"
    with pytest.raises(Refused):
        set_project_status(actor=cast.actor("omar"), project=joint_project(cast), status="active")


@pytest.mark.parametrize(("before", "after"), [pair for pair in product(STATES, STATES) if pair[0] != pair[1]])
def test_every_way_of_the_table_and_no_other(cast: Cast, before: str, after: str) -> None:
    project = standing_at(cast, before)
    if (before, after) not in WAYS:
        with pytest.raises(Conflict) as refusal:
            set_project_status(actor=cast.actor("basel"), project=project, status=after, reason="سبب")
        assert refusal.value.code == "wrong_status"
        return
    if WAYS[before, after]:
        with pytest.raises(ValidationError) as silent:
            set_project_status(actor=cast.actor("basel"), project=project, status=after)
        assert silent.value.error_dict["reason"][0].code == "reason_required"
    moved = set_project_status(actor=cast.actor("basel"), project=project, status=after, reason="سبب")
    assert (moved.status, moved.closed_at is not None) == (after, after in {"completed", "archived"})


def test_the_room_of_what_is_put_away_is_for_reading_and_comes_back(cast: Cast) -> None:
    project, basel = standing_at(cast, "paused"), cast.actor("basel")
    post_message(actor=basel, room=room_of(project), client_id=uuid4(), body="قبل الأرشفة")
    with entries_left() as left:
        set_project_status(actor=basel, project=project, status="archived", reason="لا تمويل")
    in_room = [row.event for row in left if row.stream == room_of(project).stream]
    assert in_room == ["message_posted", "room_closed"]
    with pytest.raises(Refused):
        post_message(actor=basel, room=Room.objects.get(pk=room_of(project).pk), client_id=uuid4(), body="بعدها")
    assert rooms_for(cast.omar).filter(pk=room_of(project).pk).exists()
    assert enter_project_room(actor=cast.actor("hala"), project=Project.objects.get(pk=project.pk)).closed_at
    with entries_left() as back:
        set_project_status(actor=basel, project=project, status="paused", reason="وصل تمويل")
    in_room = [row.event for row in back if row.stream == room_of(project).stream]
    assert in_room == ["room_reopened", "message_posted"]
    assert post_message(actor=basel, room=Room.objects.get(pk=room_of(project).pk), client_id=uuid4(), body="عدنا")


def test_the_room_of_what_is_completed_stays_open(cast: Cast) -> None:
    project = standing_at(cast, "active")
    set_project_status(actor=cast.actor("basel"), project=project, status="completed")
    assert Room.objects.get(pk=room_of(project).pk).closed_at is None


def test_close_talk_and_reopen_talk_are_for_the_rooms_of_things(cast: Cast) -> None:
    group, guarded = group_room(cast, "basel", []), room_of(joint_project(cast))
    for act in (close_talk, reopen_talk):
        with pytest.raises(Refused):
            act(actor=cast.actor("basel"), room=group)
    for act in (close_talk, reopen_talk):
        assert [act(actor=Actor.clock(), room=guarded) for _ in range(2)] == [True, False]


def test_set_talk_role_is_for_people_of_the_room(cast: Cast) -> None:
    project = joint_project(cast)
    for person, changes in ((cast.omar, True), (cast.basel, False), (cast.hala, False)):
        assert set_talk_role(actor=Actor.clock(), room=room_of(project), person=person, moderates=True) == changes
    direct = open_direct(actor=cast.actor("basel"), person=cast.hala)
    with pytest.raises(Refused):
        set_talk_role(actor=Actor.clock(), room=direct, person=cast.hala, moderates=True)


def test_from_every_state_a_way_leads() -> None:
    assert [bool(ways_from(WAYS, status)) for status in STATES] == [True] * 5


def test_set_project_status_leaves_its_entries_and_is_told(cast: Cast) -> None:
    project = joint_project(cast)
    with entries_left() as left:
        set_project_status(actor=cast.actor("basel"), project=project, status="active")
        set_project_status(actor=cast.actor("basel"), project=project, status="active")
    assert left == [
        (project.stream, "project_status_changed", project.pk, {"status": "active", "before": "proposed"}),
        (f"user.{cast.omar.pk}", "project_status_changed", project.pk, {"code": project.code, "status": "active"}),
    ]
    settle()
    assert heard(cast.omar)[-1] == ("project_status_changed", project.pk)


def test_a_joint_project_does_not_begin_alone(cast: Cast) -> None:
    with pytest.raises(Conflict) as refusal:
        set_project_status(actor=cast.actor("basel"), project=proposed_project(cast), status="active")
    assert refusal.value.code == "alone"


def test_what_is_archived_is_read_only_and_comes_back(cast: Cast) -> None:
    project = standing_at(cast, "completed")
    basel = cast.actor("basel")
    archived = set_project_status(actor=basel, project=project, status="archived")
    assert cast.who(can_work, archived) == ""
    with pytest.raises(Refused):
        edit_project(actor=basel, project=archived, title="اسم آخر")
    back = set_project_status(actor=basel, project=archived, status="paused", reason="نعود إليه")
    assert cast.who(can_work, back) == "basel hala omar"
    assert back.closed_at is None


def test_what_waits_for_an_answer_is_withdrawn_at_the_end(cast: Cast) -> None:
    project = standing_at(cast, "active")
    partner = asked(cast, project, make_organization("جمعية ثالثة"))
    set_project_status(actor=cast.actor("basel"), project=project, status="completed")
    partner.refresh_from_db()
    assert partner.status == "revoked"


def test_the_page_and_the_call(cast: Cast) -> None:
    project = joint_project(cast)
    basel, address = signed_in(cast.basel), f"/projects/{project.pk}/status/"
    assert basel.get(address).status_code == 200
    assert signed_in(cast.omar).get(address).status_code == 403
    assert basel.post(address, {"status": "active"})["Location"] == f"/projects/{project.pk}/"
    sent = {"status": "paused", "reason": "بانتظار الرخصة"}
    answer = basel.put(f"/api{address}", sent, content_type="application/json").json()
    assert (answer["status"], answer["status_reason"]) == ("paused", "بانتظار الرخصة")
    assert "بانتظار الرخصة" in signed_in(cast.omar).get(f"/projects/{project.pk}/").content.decode()
