"""A page that has a card is one address and one template: the browser learns of it by itself."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from chat.actions import create_poll, delete_message
from config.menus import carded_pages
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db


def test_the_browser_is_told_of_every_page_with_a_card(cast: Cast) -> None:
    assert {"/rooms/#/", "/rooms/#/m/#/", "/polls/#/", "/organizations/#/", "/people/#/"} <= set(carded_pages())
    page = signed_in(cast.basel).get(f"/rooms/{sector_room(cast, 'basel').pk}/").content.decode()
    assert '"/polls/#/"' in page


def test_cards_show_what_their_pages_show(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    message = said(cast, "basel", room, "وصلت القافلة إلى المستودع")
    asked = {"question": "متى نجتمع؟", "options": ["السبت", "الأحد"], "client_id": uuid4()}
    poll = create_poll(actor=cast.actor("basel"), room=room, **asked).message.poll  # type: ignore[arg-type]
    client = signed_in(cast.omar)
    for address, words in (
        (f"/rooms/{room.pk}/card/", "الصحة"),
        (f"/rooms/{room.pk}/m/{message.pk}/card/", "وصلت القافلة"),
        (f"/polls/{poll.pk}/card/", "متى نجتمع؟"),
        (f"/organizations/{cast.association.pk}/card/", "ينابيع الياسمين"),
        (f"/people/{cast.basel.pk}/card/", "باسل"),
    ):
        card = client.get(address)
        assert card.status_code == 200
        assert words in card.content.decode()
        assert "<html" not in card.content.decode()


def test_what_one_may_not_see_has_no_card_and_looks_like_nothing(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    message = said(cast, "basel", room)
    gone = said(cast, "basel", room)
    delete_message(actor=cast.actor("basel"), message=gone)
    for client in (signed_in(cast.omar), signed_in(cast.gharib), Client()):
        for address in (f"/rooms/{room.pk}/card/", f"/rooms/{room.pk}/m/{message.pk}/card/", "/rooms/999999/card/"):
            assert client.get(address).status_code == 404
    assert signed_in(cast.hala).get(f"/rooms/{room.pk}/m/{gone.pk}/card/").status_code == 404
