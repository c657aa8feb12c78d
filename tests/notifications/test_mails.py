"""Mails: to whom, when, of what; never twice; and the way out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from chat.actions import delete_message, open_direct, read_room
from chat.models import Room
from journal.actors import Actor
from journal.due import run_due
from journal.models import Due, Entry
from journal.refusals import Refused
from notifications.actions import claim_digest, set_digest_sent, update_preferences
from notifications.mailing import unsubscribe_token
from notifications.models import Digest, Notification, Preferences
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.notifications.situations import settle

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = "2026-11-29T09:00:00Z"  # a Sunday, in Damascus


@pytest.fixture
def noon() -> Any:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def room(cast: Cast) -> Room:
    cast.omar.email = "omar@sanabel.example"
    cast.omar.save()
    EmailAddress.objects.create(user=cast.omar, email=cast.omar.email, verified=True, primary=True)
    return sector_room(cast, "basel", "omar", "hala")


def mention(cast: Cast, room: Room, words: str = "هل تحضر؟") -> Any:
    message = said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) {words}")
    settle()
    return message


def after(clock: Any, **how: float) -> list[Any]:
    """The mails that the worker sends until then."""
    mail.outbox.clear()
    clock.shift(timedelta(**how))
    while run_due():
        pass
    return list(mail.outbox)


def test_a_mention_is_mailed_if_it_is_unread_after_a_while_and_once(cast: Cast, room: Room, noon: Any) -> None:
    message = mention(cast, room)
    assert after(noon, minutes=10) == []
    (sent,) = after(noon, minutes=6)
    assert sent.to == ["omar@sanabel.example"]
    assert "إشعار" in sent.subject
    assert "إشارة إليكم من باسل: @عمر هل تحضر؟" in sent.body
    assert f"/rooms/{room.pk}/m/{message.pk}/" in sent.body
    html = sent.alternatives[0][0]
    assert 'dir="rtl"' in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert after(noon, hours=2) == []
    mention(cast, room, "وأخرى")
    (again,) = after(noon, minutes=16)
    assert "هل تحضر" not in again.body


@pytest.mark.parametrize("what", ["read", "deleted", "unconfirmed", "none"])
def test_nothing_is_mailed_of_what_is_settled(cast: Cast, room: Room, noon: Any, what: str) -> None:
    message = mention(cast, room)
    assert Due.objects.filter(task="mail_person").exists()
    if what == "read":
        read_room(actor=cast.actor("omar"), room=room, seq=message.seq or 0)
        settle()
    elif what == "deleted":
        delete_message(actor=cast.actor("basel"), message=message)
    elif what == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    else:
        update_preferences(actor=Actor(cast.omar), mail="none")
    assert after(noon, minutes=20) == []


def test_only_a_confirmed_address_is_written_to(cast: Cast, room: Room, noon: Any) -> None:
    said(cast, "basel", room, f"[@هالة](/people/{cast.hala.pk}/) هل تحضرين؟")
    settle()
    assert not Due.objects.filter(task="mail_person").exists()


def test_in_a_group_only_what_is_personal_is_mailed_soon_but_direct_talk_is(cast: Cast, room: Room, noon: Any) -> None:
    said(cast, "basel", group_room(cast, "basel", [cast.omar]), "إلى الجميع")
    said(cast, "basel", open_direct(actor=cast.actor("basel"), person=cast.omar), "بيننا")
    settle()
    (sent,) = after(noon, minutes=20)
    assert "بيننا" in sent.body
    assert "إلى الجميع" not in sent.body


@pytest.mark.parametrize(("kind", "days"), [("daily", 1), ("weekly", 7)])
def test_daily_and_weekly_come_in_the_morning_with_everything(
    cast: Cast, room: Room, noon: Any, kind: str, days: int
) -> None:
    update_preferences(actor=Actor(cast.omar), mail=kind)
    said(cast, "basel", group_room(cast, "basel", [cast.omar]), "إلى الجميع")
    mention(cast, room)
    assert after(noon, days=days, hours=-4, minutes=-1) == []
    (sent,) = after(noon, minutes=2)
    assert "إلى الجميع" in sent.body
    assert after(noon, days=8) == []


def test_quiet_hours_hold_mails_back(cast: Cast, room: Room, noon: Any) -> None:
    noon.move_to("2026-11-29T21:30:00Z")
    mention(cast, room)
    assert after(noon, hours=6) == []
    assert len(after(noon, minutes=31)) == 1


def test_content_may_be_left_out(cast: Cast, room: Room, noon: Any) -> None:
    update_preferences(actor=Actor(cast.omar), hides_content=True)
    mention(cast, room)
    (sent,) = after(noon, minutes=20)
    assert "تحضر" not in sent.body + sent.alternatives[0][0]


def test_two_workers_make_one_mail(cast: Cast, room: Room, noon: Any) -> None:
    mention(cast, room)
    newest = Notification.objects.get().pk
    digest = claim_digest(actor=Actor.clock(), person=cast.omar, up_to=newest)
    assert digest is not None
    assert claim_digest(actor=Actor.clock(), person=cast.omar, up_to=newest) is None
    assert set_digest_sent(actor=Actor.clock(), digest=digest, is_sent=True)
    assert not set_digest_sent(actor=Actor.clock(), digest=digest, is_sent=True)
    events = Entry.objects.filter(stream__name=f"user.{cast.omar.pk}", kind="digest")
    assert [entry.event for entry in events] == ["digest_claimed"]
    for refused in (
        lambda: claim_digest(actor=cast.actor("omar"), person=cast.omar, up_to=newest),
        lambda: set_digest_sent(actor=cast.actor("salma"), digest=digest, is_sent=False),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_mail_server_that_fails_is_asked_again(
    cast: Cast, room: Room, noon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mention(cast, room)

    def fail(*_given: Any, **_named: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.message.EmailMessage.send", fail)
        assert after(noon, minutes=20) == []
    assert Digest.objects.get().sent_at is None
    assert len(after(noon, minutes=2)) == 1
    assert Digest.objects.get().sent_at == timezone.now()


def test_the_way_out_needs_no_sign_in_and_no_token_of_a_form(cast: Cast) -> None:
    address = f"/notifications/unsubscribe/{unsubscribe_token(cast.omar)}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not Preferences.objects.exists()
    for _ in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preferences.objects.get(person=cast.omar).mail == "none"
    for wrong in ("x", unsubscribe_token(cast.omar)[:-1] + "!", "a:b:c"):
        assert client.post(f"/notifications/unsubscribe/{wrong}/").status_code == 404
