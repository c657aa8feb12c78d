"""Moderation on pages and over the API: the same verbs, the same refusals, and lists whose cost does not grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat.actions import open_direct, remove_message, report_message, set_room_role
from chat.models import Measure, Message, Report, Room
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.django_db]
JSON = "application/json"


@pytest.fixture
def room(cast: Cast) -> Room:
    room = sector_room(cast, "basel", "hala", "omar")
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.omar, role="moderator")
    return room


@pytest.fixture
def message(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "كلام جارح")


def reported(cast: Cast, message: Message, name: str = "hala") -> Report:
    return report_message(actor=cast.actor(name), message=message, reason="abuse")


def test_a_member_reports_and_is_told_it_arrived(cast: Cast, message: Message) -> None:
    client, address = signed_in(cast.hala), f"/messages/{message.pk}/report/"
    assert "كلام جارح" in client.get(address).content.decode()
    answer = client.post(address, {"reason": "abuse", "words": "انظروا"}, follow=True)
    assert "وصل بلاغكم" in answer.content.decode()
    assert Report.objects.get().words == "انظروا"


def test_a_moderator_goes_from_the_list_to_the_removal(cast: Cast, message: Message) -> None:
    reported(cast, message)
    client = signed_in(cast.omar)
    assert "بلاغ واحد بانتظار قراركم" in client.get("/").content.decode()
    for address in ("/reports/", f"/rooms/{message.room_id}/reports/"):
        page = client.get(address).content.decode()
        assert "كلام جارح" in page
        assert "هالة" in page
    answer = client.post(f"/messages/{message.pk}/remove/", {"reason": "abuse", "words": "لا نكتب هكذا"})
    assert answer.headers["Location"] == f"/rooms/{message.room_id}/reports/"
    why = signed_in(cast.basel).get(f"/messages/{message.pk}/measures/").content.decode()
    assert "لا نكتب هكذا" in why
    assert signed_in(cast.hala).get(f"/messages/{message.pk}/measures/").status_code == 404


def test_the_reporter_is_seen_by_those_who_decide_only(cast: Cast, message: Message) -> None:
    reported(cast, message)
    for person in (cast.basel, cast.hala):
        client = signed_in(person)
        assert client.get(f"/rooms/{message.room_id}/reports/").status_code == 404
        assert client.get("/reports/").context["open_reports"].count() == 0
        assert client.get("/api/reports/").json()["results"] == []


def test_the_page_suspends_and_lifts(cast: Cast, room: Room, message: Message) -> None:
    reported(cast, message)
    client, address = signed_in(cast.omar), f"/rooms/{room.pk}/members/{cast.basel.pk}"
    assert client.get(f"{address}/suspend/?message={message.pk}").status_code == 200
    form = {"hours": "24", "reason": "abuse", "words": ""}
    client.post(f"{address}/suspend/?message={message.pk}", form)
    measure = Measure.objects.get()
    assert timedelta(hours=23) < (measure.ends_at or measure.made_at) - measure.made_at <= timedelta(hours=24)
    assert Report.objects.get().outcome == "suspended"
    client.post(f"{address}/lift/")
    assert not Measure.objects.get().is_running


def test_the_page_dismisses_and_sets_slow_mode(cast: Cast, room: Room, message: Message) -> None:
    report, client = reported(cast, message), signed_in(cast.omar)
    assert client.get(f"/reports/{report.pk}/dismiss/").status_code == 200
    client.post(f"/reports/{report.pk}/dismiss/", {"words": "نقد لا إساءة"})
    client.post(f"/rooms/{room.pk}/slow-mode/", {"seconds": "60"})
    report.refresh_from_db()
    room.refresh_from_db()
    assert (report.outcome, room.slow_seconds) == ("dismissed", 60)


def test_the_secretariat_decides_about_a_direct_message_it_does_not_read(cast: Cast) -> None:
    direct = open_direct(actor=cast.actor("basel"), person=cast.omar)
    message, other = said(cast, "basel", direct, "تهديد"), said(cast, "basel", direct, "كلام آخر")
    reported(cast, message, "omar")
    client = signed_in(cast.salma)
    page = client.get("/reports/").content.decode()
    assert "تهديد" in page
    assert "كلام آخر" not in page
    assert client.get(f"/rooms/{direct.pk}/").status_code == 404
    assert client.get(f"/messages/{other.pk}/warn/").status_code == 404
    assert client.post(f"/messages/{message.pk}/warn/", {"reason": "abuse"}).headers["Location"] == "/reports/"
    until = (timezone.now() + timedelta(days=1)).isoformat()
    address = f"/api/rooms/{direct.pk}/members/{cast.basel.pk}/suspension/"
    assert client.put(address, {"until": until, "reason": "danger"}, JSON).status_code == 200


def test_the_api_reports_removes_warns_and_lists(cast: Cast, message: Message) -> None:
    hala, omar = signed_in(cast.hala), signed_in(cast.omar)
    first = hala.put(f"/api/messages/{message.pk}/report/", {"reason": "spam"}, JSON)
    again = hala.put(f"/api/messages/{message.pk}/report/", {"reason": "abuse"}, JSON)
    assert (first.status_code, first.json()) == (200, again.json())
    assert "reporter" not in first.json()
    listed = omar.get(f"/api/rooms/{message.room_id}/reports/").json()["results"]
    assert listed[0]["reporter"]["id"] == cast.hala.pk
    assert omar.put(f"/api/messages/{message.pk}/warning/", {"reason": "spam"}, JSON).json()["kind"] == "warning"
    assert omar.put(f"/api/messages/{message.pk}/removal/", {"reason": "spam"}, JSON).json()["kind"] == "removal"
    assert omar.get("/api/reports/?state=handled").json()["results"][0]["outcome"] == "warned"
    assert hala.put(f"/api/messages/{message.pk}/removal/", {"reason": "spam"}, JSON).status_code == 403
    conflict = omar.put(f"/api/reports/{first.json()['id']}/dismissal/", {"words": "لا"}, JSON)
    assert (conflict.status_code, conflict.json()["outcome"]) == (409, "warned")


def test_the_api_suspends_until_and_lifts(cast: Cast, room: Room) -> None:
    omar, address = signed_in(cast.omar), f"/api/rooms/{room.pk}/members/{cast.basel.pk}/suspension/"
    until = (timezone.now() + timedelta(hours=2)).isoformat()
    assert omar.put(address, {"until": until, "reason": "abuse"}, JSON).status_code == 200
    assert omar.put(address, {"until": until, "reason": "abuse"}, JSON).json()["code"] == "already_suspended"
    told = signed_in(cast.basel).get(f"/api/rooms/{room.pk}/").json()
    assert (told["can_write"], told["suspension"]["reason"]) == (False, "abuse")
    assert omar.delete(address).status_code == 204
    assert omar.put(address, {"until": "2020-01-01T00:00:00Z", "reason": "abuse"}, JSON).json()["code"] == "invalid_end"
    for outsider in (cast.gharib, cast.rania, cast.hala):
        assert signed_in(outsider).put(address, {"until": until, "reason": "abuse"}, JSON).status_code in {403, 404}


def test_nobody_reports_what_they_do_not_see(cast: Cast, message: Message) -> None:
    for person in (cast.gharib, cast.rania):
        client = signed_in(person)
        assert client.get(f"/messages/{message.pk}/report/").status_code == 404
        answer = client.put(f"/api/messages/{message.pk}/report/", {"reason": "spam"}, JSON)
        missing = client.put("/api/messages/999999/report/", {"reason": "spam"}, JSON)
        assert (answer.status_code, answer.content) == (404, missing.content)


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_for_one_and_three(
    cast: Cast, room: Room, number: int, django_assert_num_queries: Any
) -> None:
    for at in range(number):
        reported(cast, said(cast, "basel", room))
        gone = said(cast, "hala", room)
        reported(cast, gone, "basel")
        remove_message(actor=cast.actor("omar"), message=gone, reason="spam", words=f"سبب {at}")
    client = signed_in(cast.omar)
    client.get("/reports/")
    with django_assert_num_queries(13):
        client.get(f"/rooms/{room.pk}/reports/")
    with django_assert_num_queries(4):
        client.get("/api/reports/")
