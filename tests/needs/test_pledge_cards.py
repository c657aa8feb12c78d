"""What the room of a need hears of its pledges, and the card of a pledge that its link becomes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from chat.actions import close_room, open_direct, tell_talk
from chat.models import Message, Room
from journal.refusals import Refused
from needs.actions.deliveries import confirm_receipt
from needs.actions.pledges import accept_pledge
from needs.actions.rooms import write_about
from needs.models import Need, Visibility
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.needs.giving import accepted, counts, make_need, proposed, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def talked_about(cast: Cast) -> Need:
    need = make_need(cast)
    write_about(actor=cast.actor("omar"), about=need, body="كيف نساعد؟", client_id=uuid4())
    return need


def told() -> list[str]:
    return list(Message.objects.filter(author=None).order_by("pk").values_list("body", flat=True))


def test_the_room_hears_of_each_step_once_however_often_it_is_asked(cast: Cast) -> None:
    need = talked_about(cast)
    known: dict[str, Any] = {"client_id": uuid4(), "sent_on": timezone.localdate()}
    with override("en"):  # whoever acts in English: the room is Arabic
        pledge = proposed(cast, need, 40)
        for _again in range(2):
            accept_pledge(actor=cast.actor("basel"), pledge=pledge)
            delivery = sent(cast, pledge, 40, **known)
            confirm_receipt(actor=cast.actor("basel"), delivery=delivery, counts=counts(delivery, 40))
    link = f"[{pledge.code}](/pledges/{pledge.pk}/)"
    assert told() == [
        f"قُبل تعهّد: {link}",
        f"انطلقت حمولة من هذا التعهّد: {link}",
        f"استُلمت حمولة من هذا التعهّد وعُدَّت: {link}",
    ]
    need.refresh_from_db()
    assert set(Message.objects.filter(author=None).values_list("room", flat=True)) == {need.room_id}
    assert f"/pledges/{pledge.pk}/" in Message.objects.filter(author=None)[0].html


def test_each_load_is_told(cast: Cast) -> None:
    pledge = accepted(cast, talked_about(cast), 40)
    sent(cast, pledge, 10)
    sent(cast, pledge, 30)
    assert len(told()) == 3


def test_a_need_without_a_room_and_a_closed_room_hear_nothing(cast: Cast) -> None:
    sent(cast, accepted(cast, make_need(cast), 40), 40)
    need = talked_about(cast)
    need.refresh_from_db()
    assert need.room is not None
    close_room(actor=cast.actor("basel"), room=need.room)
    accepted(cast, need, 40)
    assert told() == []


def test_tell_talk_says_it_once_and_leaves_one_entry(cast: Cast) -> None:
    talked_about(cast)
    room = Room.objects.get()
    said: dict[str, Any] = {"body": "حدث شيء", "known_by": uuid4()}
    with entries_left() as left:
        assert tell_talk(actor=cast.actor("basel"), room=room, **said)
        assert not tell_talk(actor=cast.actor("basel"), room=room, **said)
    assert [(each.stream, each.event) for each in left] == [(room.stream, "message_posted")]


def test_tell_talk_refuses_what_is_no_talk(cast: Cast) -> None:
    room = open_direct(actor=cast.actor("basel"), person=cast.hala)
    with pytest.raises(Refused):
        tell_talk(actor=cast.actor("basel"), room=room, body="حدث شيء", known_by=uuid4())


def test_the_card_of_a_pledge_says_who_gives_what_and_how_far_it_is(cast: Cast) -> None:
    pledge = accepted(cast, make_need(cast), 40, note="سرّ بيننا")
    for name in ("basel", "omar", "salma"):
        card = signed_in(getattr(cast, name)).get(f"/pledges/{pledge.pk}/card/")
        words = card.content.decode()
        assert card.status_code == 200
        assert all(each in words for each in (pledge.code, str(cast.other), str(cast.association), "بطانية", "40"))
        assert "<html" not in words
        assert "سرّ بيننا" not in words


def test_the_card_of_a_pledge_is_guarded_as_its_page_is(cast: Cast) -> None:
    pledge = accepted(cast, make_need(cast), 40)
    Need.objects.filter(pk=pledge.need_id).update(visibility=Visibility.OWN)
    for name, status in (("basel", 200), ("omar", 200), ("salma", 404), ("gharib", 404)):
        client = signed_in(getattr(cast, name))
        assert client.get(f"/pledges/{pledge.pk}/card/").status_code == status
        assert client.get(f"/pledges/{pledge.pk}/").status_code == status
    assert Client().get(f"/pledges/{pledge.pk}/card/").status_code == 302
