"""Who is suspended from a room reads there and takes no part: every verb asks, and says until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from chat import permissions
from chat.actions import (
    acknowledge_message,
    cast_vote,
    create_poll,
    follow_thread,
    mark_decision,
    pin_message,
    request_acknowledgement,
    set_reaction,
    set_room_role,
)
from chat.models import Message, Poll, Room, RoomMembership, Thread
from journal.actors import Actor
from journal.refusals import Refused
from tests.chat.rooms import group_room, replied, said
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ROLES = ("owner", "member", "silent", "silent_moderator", "outsider")
JSON = "application/json"


class Scene:
    """A group: Basel began it, Hala is in it, Omar and Rania (who moderates) are suspended, Gharib is outside."""

    def __init__(self, cast: Cast) -> None:
        names = ("basel", "hala", "omar", "rania", "gharib")
        self.actors: dict[str, Actor] = {role: cast.actor(name) for role, name in zip(ROLES, names, strict=True)}
        self.room: Room = group_room(cast, "basel", [cast.hala, cast.omar, cast.rania])
        set_room_role(actor=self.actors["owner"], room=self.room, person=cast.rania, role="moderator")
        self.message: Message = said(cast, "basel", self.room)
        request_acknowledgement(actor=self.actors["owner"], message=self.message)
        self.own: Message = said(cast, "omar", self.room)
        replied(cast, "hala", self.message)
        self.message.refresh_from_db()
        self.thread = Thread.objects.get(pk=self.message.pk)
        asked = {"question": "متى نجتمع؟", "options": ["غداً", "بعد غد"], "client_id": uuid4()}
        self.poll: Poll = create_poll(actor=self.actors["owner"], room=self.room, **asked).message.poll  # type: ignore[arg-type]
        self.own_poll: Poll = self.asked_by("silent")
        for role in ("silent", "silent_moderator"):
            self.suspend(role)

    def suspend(self, role: str) -> None:
        person, until = self.actors[role].user, timezone.now() + timedelta(days=7)
        RoomMembership.objects.filter(room=self.room, person=person).update(suspended_until=until)

    def asked_by(self, role: str) -> Poll:
        asked: dict[str, Any] = {"question": "من يأتي؟", "options": ["أنا", "نحن"], "client_id": uuid4()}
        return create_poll(actor=self.actors[role], room=self.room, **asked).message.poll


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


VERBS: dict[str, Callable[[Actor, Scene], bool]] = {
    "post_message": lambda actor, scene: permissions.can_post_message(actor, scene.room),
    "edit_message": lambda actor, scene: permissions.can_edit_message(actor, scene.own),
    "create_poll": lambda actor, scene: permissions.can_create_poll(actor, scene.room),
    "cast_vote": lambda actor, scene: permissions.can_cast_vote(actor, scene.poll),
    "close_poll": lambda actor, scene: permissions.can_close_poll(actor, scene.own_poll),
    "follow_thread": lambda actor, scene: permissions.can_follow_thread(actor, scene.thread),
    "title_thread": lambda actor, scene: permissions.can_title_thread(actor, scene.thread),
    "acknowledge_message": lambda actor, scene: permissions.can_acknowledge_message(actor, scene.message),
    "remind_acknowledgement": lambda actor, scene: permissions.can_remind_acknowledgement(actor, scene.message),
    "pin_message": lambda actor, scene: permissions.can_pin_message(actor, scene.message),
    "mark_decision": lambda actor, scene: permissions.can_mark_decision(actor, scene.message),
    "set_reaction": lambda actor, scene: permissions.can_set_reaction(actor, scene.message),
    "add_members": lambda actor, scene: permissions.can_add_members(actor, scene.room),
    "import_history": lambda actor, scene: permissions.can_import_history(actor, scene.room),
    "unfollow_thread": lambda actor, scene: permissions.can_unfollow_thread(actor, scene.thread),
    "read_thread": lambda actor, scene: permissions.can_read_thread(actor, scene.thread),
    "save_message": lambda actor, scene: permissions.can_save_message(actor, scene.message),
    "leave_room": lambda actor, scene: permissions.can_leave_room(actor, scene.room),
}


def test_the_table_of_who_is_suspended(scene: Scene) -> None:
    found = {verb: " ".join(role for role in ROLES if may(scene.actors[role], scene)) for verb, may in VERBS.items()}
    everybody = "owner member silent silent_moderator"
    assert found == {
        **dict.fromkeys(VERBS, "owner member"),
        "edit_message": "",
        "close_poll": "owner",
        "title_thread": "owner member",
        "acknowledge_message": "member",
        "remind_acknowledgement": "owner",
        "mark_decision": "owner",
        **dict.fromkeys(("unfollow_thread", "read_thread", "save_message"), everybody),
        "leave_room": f"{everybody} outsider",
    }


@pytest.mark.parametrize("role", ["silent", "silent_moderator"])
def test_who_is_suspended_is_told_until_when(scene: Scene, role: str) -> None:
    actor = scene.actors[role]
    tried: tuple[Callable[[], object], ...] = (
        lambda: cast_vote(actor=actor, poll=scene.poll, options=[]),
        lambda: follow_thread(actor=actor, thread=scene.thread),
        lambda: acknowledge_message(actor=actor, message=scene.message),
        lambda: pin_message(actor=actor, message=scene.message, days=1),
        lambda: mark_decision(actor=actor, message=scene.message),
        lambda: set_reaction(actor=actor, message=scene.message, emoji="👍"),
    )
    for act in tried:
        with override("en"), pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "suspended"
        assert refusal.value.detail.startswith("You are suspended from taking part here until ")


def test_an_outsider_is_told_nothing_of_it(scene: Scene) -> None:
    with pytest.raises(Refused) as refusal:
        cast_vote(actor=scene.actors["outsider"], poll=scene.poll, options=[])
    assert (refusal.value.code, refusal.value.detail) == ("permission_denied", "")


def test_the_api_and_the_page_say_it(scene: Scene) -> None:
    client = Client(headers={"accept-language": "ar"})
    client.force_login(scene.actors["silent"].user)
    option = scene.poll.options.first()
    answer = client.put(f"/api/polls/{scene.poll.pk}/vote/", {"options": [option.pk]}, JSON)  # type: ignore[union-attr]
    assert (answer.status_code, answer.json()["code"]) == (403, "suspended")
    assert answer.json()["detail"].startswith("مشاركتكم هنا موقوفة حتى")
    page = client.post(f"/polls/{scene.poll.pk}/vote/", {"options": option.pk})  # type: ignore[union-attr]
    assert page.status_code == 403
    assert "مشاركتكم هنا موقوفة حتى" in page.content.decode()
