"""Web push, against a service on this machine: who is told what, once, and what happens when it does not go well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from chat.actions import delete_message, read_room, remove_member
from chat.models import Room
from journal.actors import Actor
from journal.due import run_due
from journal.models import Due, Entry
from journal.refusals import Refused
from notifications.actions import claim_pushes, end_push, subscribe_push, unsubscribe_push, update_preferences
from notifications.models import Notification, PushSubscription
from notifications.pushing import are_keys
from notifications.tasks import push_stream
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.notifications.push_service import Browser, PushService, push_service
from tests.notifications.situations import settle

pytestmark = [pytest.mark.django_db, pytest.mark.both]
JSON = "application/json"


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.PUSH_INSIDE = True
    with push_service() as made:
        yield made


@pytest.fixture
def awake(cast: Cast) -> None:
    """Nobody has quiet hours: these tests run at any time of the day."""
    for person in (cast.omar, cast.hala):
        update_preferences(actor=Actor(person), is_quiet=False)


def browser_of(person: User, service: PushService, name: str) -> tuple[Client, Browser]:
    client, browser = Client(), service.browser(name)
    client.force_login(person)
    answer = client.put("/api/notifications/push/", {"endpoint": browser.endpoint, "keys": browser.keys}, JSON)
    assert answer.status_code == 204
    return client, browser


def work() -> None:
    """What the worker does within some seconds."""
    settle()
    work_off()


def work_off() -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        run_due()


def mention(cast: Cast, room: Room, words: str = "هل تحضر؟") -> Any:
    return said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) {words}")


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar", "hala")


def test_every_browser_is_told_once_in_words_only_it_can_read(
    cast: Cast, room: Room, service: PushService, awake: None
) -> None:
    browsers = [browser_of(cast.omar, service, name)[1] for name in ("phone", "desk")]
    message = mention(cast, room)
    work()
    push_stream(room.stream)
    for browser in browsers:
        (told,) = service.told(browser)
        assert (told["title"], told["body"]) == ("الصحة · دمشق", "إشارة إليكم من باسل: @عمر هل تحضر؟")
        assert (told["href"], told["dir"], told["lang"], told["loud"], told["unread"]) == (
            f"/rooms/{room.pk}/m/{message.pk}/", "rtl", "ar", True, 1,
        )  # fmt: skip
    _path, headers, body = service.got[0]
    assert (headers["Topic"], headers["Urgency"]) == (f"room-{room.pk}", "high")
    assert headers["Authorization"].startswith("vapid t=")
    assert "تحضر".encode() not in body


def test_content_may_be_left_out(cast: Cast, room: Room, service: PushService, awake: None) -> None:
    update_preferences(actor=Actor(cast.omar), hides_content=True)
    _client, browser = browser_of(cast.omar, service, "phone")
    mention(cast, room)
    work()
    (told,) = service.told(browser)
    assert (told["title"], told["body"]) == ("منصة الملتقى", "رسالة جديدة في غرفة")


@pytest.mark.parametrize("what", ["read", "deleted", "removed", "signed out"])
def test_nothing_is_sent_of_what_is_settled_meanwhile(cast: Cast, service: PushService, awake: None, what: str) -> None:
    group = group_room(cast, "basel", [cast.omar])
    client, _browser = browser_of(cast.omar, service, "phone")
    work()
    service.got.clear()
    message = mention(cast, group)
    settle()
    if what == "read":
        read_room(actor=cast.actor("omar"), room=group, seq=message.seq or 0)
    elif what == "deleted":
        delete_message(actor=cast.actor("basel"), message=message)
    elif what == "removed":
        remove_member(actor=cast.actor("basel"), room=group, person=cast.omar)
    else:
        client.logout()
    assert Due.objects.filter(task="push_stream").exists()
    work_off()
    assert service.got == []


def test_quiet_hours_and_pauses_wait_and_are_told_at_their_end(cast: Cast, room: Room, service: PushService) -> None:
    with time_machine.travel("2026-11-29T21:30:00Z", tick=False) as clock:  # half past midnight in Damascus
        _client, browser = browser_of(cast.omar, service, "phone")
        mention(cast, room)
        work()
        assert service.got == []
        clock.move_to("2026-11-30T03:59:00Z")
        run_due()
        assert service.got == []
        clock.move_to("2026-11-30T04:01:00Z")
        run_due()
        assert len(service.told(browser)) == 1
        update_preferences(actor=Actor(cast.omar), paused_until=timezone.now() + timedelta(hours=2))
        mention(cast, room)
        work()
        assert len(service.told(browser)) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    cast: Cast, room: Room, service: PushService, awake: None, status: int
) -> None:
    browser_of(cast.omar, service, "phone")
    service.status = status
    mention(cast, room)
    work()
    assert not PushSubscription.objects.exists()
    events = Entry.objects.filter(stream__name=f"user.{cast.omar.pk}", kind="push_subscription").order_by("number")
    assert [entry.event for entry in events] == ["push_subscribed", "push_ended"]


@pytest.mark.parametrize(("status", "headers", "seconds"), [(429, {"Retry-After": "120"}, 120), (503, {}, 30)])
def test_a_service_that_is_busy_is_asked_again_later(
    cast: Cast, room: Room, service: PushService, awake: None, status: int, headers: dict[str, str], seconds: int
) -> None:
    _client, browser = browser_of(cast.omar, service, "phone")
    service.status, service.headers = status, headers
    mention(cast, room)
    work()
    waiting = Due.objects.get(task="push_again")
    assert timedelta(seconds=seconds) < waiting.at - timezone.now() <= timedelta(seconds=seconds + 10)
    service.status = 201
    with time_machine.travel(waiting.at + timedelta(seconds=1), tick=False):
        run_due()
    assert len(service.told(browser)) == 2
    assert not Due.objects.filter(task="push_again").exists()


def test_a_slow_service_is_cut_off_and_asked_again(
    cast: Cast, room: Room, service: PushService, awake: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.pushing.SECONDS", 0.2)
    browser_of(cast.omar, service, "phone")
    service.delay = 0.6
    mention(cast, room)
    work()
    assert Due.objects.filter(task="push_again").count() == 1


def test_two_workers_send_one_push(cast: Cast, room: Room) -> None:
    mention(cast, room)
    settle()
    rows = list(Notification.objects.all())
    assert claim_pushes(actor=Actor.clock(), rows=rows) == [rows[0].pk]
    assert claim_pushes(actor=Actor.clock(), rows=rows) == []
    with pytest.raises(Refused):
        claim_pushes(actor=cast.actor("salma"), rows=rows)


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/1", "https://127.0.0.1/1", "https://localhost/1", "https://10.0.0.4/1", "https://[::1]/1",
     "https://169.254.169.254/latest", "ftp://push.example", "https://user:word@push.example/1", "", "x",
     "https://push.example/" + "a" * 2000],
)  # fmt: skip
def test_addresses_that_are_no_push_services_are_refused(cast: Cast, endpoint: str) -> None:
    keys = Browser("").keys
    with pytest.raises(ValidationError) as refusal:
        subscribe_push(actor=cast.actor("omar"), endpoint=endpoint, session_key="s", **keys)
    assert refusal.value.error_dict["endpoint"][0].code == "invalid_endpoint"
    client = Client()
    client.force_login(cast.omar)
    assert client.put("/api/notifications/push/", {"endpoint": endpoint, "keys": keys}, JSON).status_code == 400


def test_keys_are_a_point_and_sixteen_bytes() -> None:
    good = Browser("").keys
    assert are_keys(**good)
    for bad in ("", "x", "é", good["auth"], "A" * 87, "B" + "A" * 86):
        assert not are_keys(bad, good["auth"])
    for bad in ("", "x", "*" * 22, good["p256dh"]):
        assert not are_keys(good["p256dh"], bad)


def test_of_many_browsers_the_newest_twenty_are_kept(cast: Cast, service: PushService) -> None:
    keys = Browser("").keys
    for number in range(25):
        subscribe_push(actor=cast.actor("omar"), endpoint=f"{service.url}/{number}", session_key="s", **keys)
    kept = set(PushSubscription.objects.values_list("endpoint", flat=True))
    assert kept == {f"{service.url}/{number}" for number in range(5, 25)}


def test_a_browser_belongs_to_whoever_is_signed_in(cast: Cast, service: PushService) -> None:
    browser = service.browser("shared")
    for person in (cast.omar, cast.hala):
        subscribe_push(actor=Actor(person), endpoint=browser.endpoint, session_key="s", **browser.keys)
    unsubscribe_push(actor=cast.actor("omar"), endpoint=browser.endpoint)
    assert PushSubscription.objects.get().person == cast.hala


def test_ending_twice_is_no_mistake_and_leaves_one_entry(cast: Cast, service: PushService) -> None:
    client, browser = browser_of(cast.omar, service, "phone")
    row = PushSubscription.objects.get()
    for _ in range(2):
        assert client.delete("/api/notifications/push/", {"endpoint": browser.endpoint}, JSON).status_code == 204
    end_push(actor=Actor.clock(), subscription=row)
    events = Entry.objects.filter(stream__name=f"user.{cast.omar.pk}", kind="push_subscription").order_by("number")
    assert [entry.event for entry in events] == ["push_subscribed", "push_unsubscribed"]
    with pytest.raises(Refused):
        end_push(actor=cast.actor("omar"), subscription=row)


def test_a_changed_address_takes_the_place_of_the_old_one(cast: Cast, service: PushService) -> None:
    client, old = browser_of(cast.omar, service, "old")
    fresh = service.browser("new")
    body = {"old": old.endpoint, "subscription": {"endpoint": fresh.endpoint, "keys": fresh.keys}}
    assert client.post("/notifications/push/renew/", body, JSON).status_code == 204
    assert PushSubscription.objects.get().endpoint == fresh.endpoint
    assert client.post("/notifications/push/renew/", body).status_code == 403
    assert client.post("/notifications/push/renew/", {"old": 1}, JSON).status_code == 400
    assert Client().post("/notifications/push/renew/", body, JSON).status_code == 403
