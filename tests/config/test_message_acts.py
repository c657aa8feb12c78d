"""What other apps make of a message: each a line of the menu with its address."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from config import menus
from config.menus import MESSAGE_ACTS, MessageAct
from tests.chat.rooms import said, sector_room
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def offered(cast: Cast) -> object:
    room = sector_room(cast, "basel")
    said(cast, "basel", room)
    client = Client()
    client.force_login(cast.basel)
    page = client.get(f"/rooms/{room.pk}/").content.decode()
    found = re.search(r'<script id="message-acts" type="application/json">(.*?)</script>', page)
    assert found is not None
    return json.loads(found[1])


def test_a_message_can_become_a_need_a_task_or_a_recommendation(cast: Cast) -> None:
    assert [act.icon for act in MESSAGE_ACTS] == ["heart", "board", "decision"]
    assert offered(cast) == [
        {"words": "تسجيل احتياج منها", "icon": "heart", "address": "/needs/from/{message}/"},
        {
            "words": "إنشاء مهمة منها",
            "icon": "board",
            "address": "/tasks/from/{message}/",
            "sheet": True,
            "made": "/api/rooms/{room}/tasks/",
        },
        {
            "words": "تحويل إلى توصية",
            "icon": "decision",
            "address": "/recommendations/of/?message={message}",
            "made": "/api/rooms/{room}/recommendations/",
        },
    ]


def test_an_act_of_another_app_is_offered_with_its_address(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    act = MessageAct("نشر احتياج من هذه الرسالة", "plus", "/needs/new/?room={room}&message={message}")
    monkeypatch.setattr(menus, "MESSAGE_ACTS", (act,))
    assert offered(cast) == [
        {
            "words": "نشر احتياج من هذه الرسالة",
            "icon": "plus",
            "address": "/needs/new/?room={room}&message={message}",
        }
    ]
