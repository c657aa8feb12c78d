"""Programs that are told: in order, at least once, signed; what fails is tried again, then given up and said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from bots import sending
from bots.actions import (
    claim_webhook,
    close_outgoing_webhook,
    create_outgoing_webhook,
    disable_webhook,
    leave_webhook,
    queue_deliveries,
    repeat_delivery,
    resume_webhook,
    rotate_webhook_secret,
    settle_delivery,
    update_outgoing_webhook,
)
from bots.models import Delivery, OutgoingWebhook
from bots.permissions import can_create_outgoing_webhook, can_update_outgoing_webhook
from bots.signing import signature
from bots.tasks import webhooks_follow
from chat.models import Room
from journal.actors import Actor
from journal.due import run_due
from journal.followers import run_follower
from journal.models import Entry
from journal.refusals import Conflict, Refused
from tests.bots.listening import Listener, listening
from tests.chat.rooms import said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.fixture
def program() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def told(cast: Cast, room: Room, program: Listener, *events: str) -> tuple[OutgoingWebhook, str]:
    webhook, secret = create_outgoing_webhook(
        actor=cast.actor("salma"), room=room, url=program.url, events=events or ["message_posted"], client_id=uuid4()
    )
    assert secret
    return webhook, secret


def work() -> None:
    run_follower(webhooks_follow)
    run_due()


def test_who_may_what(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    table: dict[str, Callable[[Actor], bool]] = {
        "salma": lambda actor: can_create_outgoing_webhook(actor, room, None),
        "basel": lambda actor: can_create_outgoing_webhook(actor, None, cast.association),
        "salma ": lambda actor: can_update_outgoing_webhook(actor, webhook),
    }
    for allowed, may in table.items():
        assert cast.who(may) == allowed.strip()


def test_entries_are_told_in_order_and_signed(cast: Cast, room: Room, program: Listener) -> None:
    said(cast, "basel", room, "قبل")
    webhook, secret = told(cast, room, program)
    posted = [said(cast, "basel", room, f"خبر {number}") for number in range(3)]
    work()
    assert [entry["data"]["body"] for entry in program.entries] == [message.body for message in posted]
    assert [number for _event, number in program.events] == sorted(number for _event, number in program.events)
    headers, body = program.heard[0]
    moment = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(secret, headers["webhook-id"], moment, body)
    assert {each.state for each in webhook.deliveries.all()} == {Delivery.State.DELIVERED}


def test_nothing_is_told_twice_by_a_second_turn(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    said(cast, "basel", room)
    work()
    entries = list(Entry.objects.filter(stream__name=room.stream, event="message_posted"))
    queue_deliveries(actor=Actor.clock(), webhook=webhook, entries=entries)
    work()
    assert len(program.heard) == 1


def test_only_chosen_events_are_told(cast: Cast, room: Room, program: Listener) -> None:
    told(cast, room, program, "member_left", "room_updated")
    said(cast, "basel", room)
    work()
    assert program.heard == []


def test_what_fails_waits_and_holds_what_follows(cast: Cast, room: Room, program: Listener) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        webhook, _secret = told(cast, room, program)
        program.answer = "fails"
        said(cast, "basel", room, "أولاً")
        said(cast, "basel", room, "ثانياً")
        work()
        assert len(program.heard) == 1
        program.answer = "ok"
        clock.shift(timedelta(seconds=30))
        work()
        assert [entry["data"]["body"] for entry in program.entries] == ["أولاً", "أولاً", "ثانياً"]
        assert program.heard[0][0]["webhook-id"] == program.heard[1][0]["webhook-id"]
        assert webhook.deliveries.filter(state=Delivery.State.WAITING).count() == 0


def test_after_a_day_it_is_given_up_and_its_maker_told(cast: Cast, room: Room, program: Listener) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        webhook, _secret = told(cast, room, program)
        program.answer = "fails"
        begun = timezone.now()
        said(cast, "basel", room)
        run_follower(webhooks_follow)
        for _ in range(40):
            run_due()
            clock.shift(timedelta(hours=1))
        webhook.refresh_from_db()
        assert webhook.disabled_at is not None
        assert timedelta(hours=20) < webhook.disabled_at - begun < timedelta(hours=40)
        entry = Entry.objects.filter(stream__name=f"user.{cast.salma.pk}").latest("number")
        assert (entry.event, entry.object_id) == ("webhook_disabled", webhook.pk)
        assert len(program.heard) == 9


def test_resume_webhook_sends_what_was_missed(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    program.answer = "gone"
    said(cast, "basel", room, "فاته")
    work()
    said(cast, "basel", room, "وهذا")
    work()
    webhook.refresh_from_db()
    assert (webhook.disabled_at is None, len(program.heard)) == (False, 1)
    with pytest.raises(Conflict):
        repeat_delivery(actor=cast.actor("salma"), delivery=webhook.deliveries.select_related("webhook")[0])
    program.answer = "ok"
    resume_webhook(actor=cast.actor("salma"), webhook=webhook)
    work()
    assert [entry["data"]["body"] for entry in program.entries] == ["فاته", "فاته", "وهذا"]


def test_repeat_delivery_sends_the_object_as_it_stands(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    said(cast, "basel", room)
    work()
    repeat_delivery(actor=cast.actor("salma"), delivery=webhook.deliveries.select_related("webhook").get())
    work()
    assert program.entries[0] == program.entries[1]


def test_rotate_webhook_secret_signs_with_both_for_a_day(cast: Cast, room: Room, program: Listener) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        webhook, old = told(cast, room, program)
        fresh = rotate_webhook_secret(actor=cast.actor("salma"), webhook=webhook)
        for _ in range(2):
            said(cast, "basel", room)
            work()
            clock.shift(timedelta(days=1, minutes=1))
        signed = [headers["webhook-signature"].split() for headers, _body in program.heard]
        headers, body = program.heard[0]
        moment = int(headers["webhook-timestamp"])
        assert signed[0] == [signature(each, headers["webhook-id"], moment, body) for each in (fresh, old)]
        assert len(signed[1]) == 1


def test_update_and_close_outgoing_webhook(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    salma = cast.actor("salma")
    update_outgoing_webhook(actor=salma, webhook=webhook, url=program.url + "b", events=["message_deleted"])
    assert OutgoingWebhook.objects.get().events == ["message_deleted"]
    close_outgoing_webhook(actor=salma, webhook=webhook)
    said(cast, "basel", room)
    work()
    assert program.heard == []


@pytest.mark.parametrize("name", ["basel", "omar", "gharib"])
def test_outsiders_are_refused(cast: Cast, room: Room, program: Listener, name: str) -> None:
    webhook, _secret = told(cast, room, program)
    actor = cast.actor(name)
    entry = Entry.objects.first()
    assert entry
    acts: list[Callable[[], object]] = [
        lambda: create_outgoing_webhook(actor=actor, room=room, url=program.url, events=[], client_id=uuid4()),
        lambda: update_outgoing_webhook(actor=actor, webhook=webhook, url=program.url, events=["message_posted"]),
        lambda: rotate_webhook_secret(actor=actor, webhook=webhook),
        lambda: resume_webhook(actor=actor, webhook=webhook),
        lambda: close_outgoing_webhook(actor=actor, webhook=webhook),
        lambda: repeat_delivery(actor=actor, delivery=Delivery(webhook=webhook)),
        lambda: queue_deliveries(actor=actor, webhook=webhook, entries=[entry]),
        lambda: claim_webhook(actor=actor, webhook=webhook),
        lambda: leave_webhook(actor=actor, webhook=webhook, held=timezone.now()),
        lambda: settle_delivery(actor=actor, delivery=Delivery(webhook=webhook), status=200, answer=""),
        lambda: disable_webhook(actor=actor, webhook=webhook),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_addresses_inside_are_refused_where_they_are_typed(cast: Cast, room: Room, settings: Any) -> None:
    settings.WEBHOOKS_INSIDE = False
    for url, code in (("http://a.example/", "bad_address"), ("https://10.0.0.1/", "inside")):
        with pytest.raises(ValidationError) as refusal:
            create_outgoing_webhook(
                actor=cast.actor("salma"), room=room, url=url, events=["message_posted"], client_id=uuid4()
            )
        assert refusal.value.error_dict["url"][0].code == code


def test_one_sender_at_a_time(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    clock = Actor.clock()
    assert claim_webhook(actor=clock, webhook=webhook) is not None
    assert claim_webhook(actor=clock, webhook=webhook) is None
    said(cast, "basel", room)
    work()
    assert program.heard == []
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_due()
    assert len(program.heard) == 1


def test_who_held_too_long_leaves_it_to_the_one_who_holds_it_now(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    clock = Actor.clock()
    first = claim_webhook(actor=clock, webhook=webhook)
    assert first is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        second = claim_webhook(actor=clock, webhook=webhook)
        assert claim_webhook(actor=clock, webhook=webhook, held=first) is None
        leave_webhook(actor=clock, webhook=webhook, held=first)
        assert claim_webhook(actor=clock, webhook=webhook) is None
        assert second is not None
        leave_webhook(actor=clock, webhook=webhook, held=second)
        assert claim_webhook(actor=clock, webhook=webhook) is not None


def test_a_slow_program_keeps_the_worker_waiting_for_nothing(settings: Any) -> None:
    settings.WEBHOOK_THREADS = 2
    sending.threads.cache_clear()
    answers, heard = threading.Event(), []

    def tell() -> None:
        answers.wait(10)
        heard.append("told")

    for _two in range(2):
        sending.begin(tell)
    assert heard == []
    answers.set()
    sending.threads().shutdown()
    assert heard == ["told", "told"]
    sending.threads.cache_clear()


def test_the_pages_and_calls(cast: Cast, room: Room, program: Listener) -> None:
    client = Client()
    client.force_login(cast.salma)
    asked = {"url": program.url, "events": ["message_posted"]}
    assert "whsec_" in client.post(f"/rooms/{room.pk}/programs/outgoing/", asked).content.decode()
    webhook = OutgoingWebhook.objects.get()
    said(cast, "basel", room)
    work()
    page = client.get(f"/webhooks/{webhook.pk}/").content.decode()
    assert ("heard" in page, "whsec_" in page) == (True, False)
    delivery = webhook.deliveries.get()
    client.post(f"/deliveries/{delivery.pk}/repeat/")
    assert "whsec_" in client.post(f"/webhooks/{webhook.pk}/secret/").content.decode()
    assert [each["status"] for each in client.get(f"/api/webhooks/{webhook.pk}/deliveries/").json()] == [200]
    assert client.put(f"/api/webhooks/{webhook.pk}/deliveries/{delivery.pk}/").status_code == 204
    given = {"client_id": str(uuid4()), "url": program.url, "events": ["message_posted"], "room": room.pk}
    made = client.post("/api/webhooks/", given, content_type="application/json")
    assert made.json()["secret"].startswith("whsec_")
    assert len(client.get("/api/webhooks/").json()) == 2
    assert client.delete(f"/api/webhooks/{webhook.pk}/").status_code == 204
    other = Client()
    other.force_login(cast.omar)
    assert other.get(f"/webhooks/{made.json()['id']}/").status_code == 404
    assert other.get(f"/api/webhooks/{made.json()['id']}/").status_code == 404


@pytest.mark.parametrize("how", ["another address", "again"])
def test_what_waits_out_a_pause_goes_at_once_when_somebody_acts(
    cast: Cast, room: Room, program: Listener, how: str
) -> None:
    webhook, _secret = told(cast, room, program)
    program.answer = "fails"
    said(cast, "basel", room, "أولاً")
    said(cast, "basel", room, "ثانياً")
    work()
    program.answer = "ok"
    given = {"actor": cast.actor("salma")}
    if how == "again":
        repeat_delivery(**given, delivery=webhook.deliveries.order_by("-number")[0])
    else:
        update_outgoing_webhook(**given, webhook=webhook, url=f"{program.url}?new", events=["message_posted"])
    work()
    assert [each.state for each in webhook.deliveries.all()] == ["delivered"] * 2


def test_why_nobody_answered_is_said_in_the_readers_language(cast: Cast, room: Room, program: Listener) -> None:
    webhook, _secret = told(cast, room, program)
    said(cast, "basel", room)
    run_follower(webhooks_follow)
    delivery = webhook.deliveries.get()
    settle_delivery(actor=Actor.clock(), delivery=delivery, status=None, answer="unreachable")
    client = Client()
    client.force_login(cast.salma)
    page = client.get(f"/webhooks/{webhook.pk}/").content.decode()
    assert ("تعذّر الوصول إلى الخادم" in page, "unreachable" in page) == (True, False)


def test_an_organisation_tells_its_program(cast: Cast, program: Listener) -> None:
    client = Client()
    client.force_login(cast.basel)
    address = f"/organizations/{cast.association.pk}/webhooks/"
    assert "whsec_" in client.post(address, {"url": program.url, "events": ["bot_created"]}).content.decode()
    client.post("/bots/new/", {"name": "الطرق", "organization": cast.association.pk})
    work()
    assert [event for event, _number in program.events] == ["bot_created"]
    assert client.get("/bots/").status_code == 200
